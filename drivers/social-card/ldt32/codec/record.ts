import { err, failure, ok, type Result } from '../../../kit/result.ts';
import { socialCardErrors } from '../../errors.ts';

/** One record of a file: tag, length, value (LD/T 32.3). */
export interface CardRecord {
  readonly tag: number;
  readonly value: Uint8Array;
}

/** Cuts the answer of a READ RECORD. Bytes behind the stated length are padding and no error; E2514 when some are missing. */
export function parseRecord(bytes: Uint8Array): Result<CardRecord> {
  const [tag, length] = bytes;
  if (tag === undefined || length === undefined || bytes.length < 2 + length)
    return err(failure(socialCardErrors, 'E2514', `${bytes.length} bytes`));
  return ok({ tag, value: bytes.slice(2, 2 + length) });
}
