import { err, failure, ok, type Result } from '../../../kit/result.ts';
import type { SerialLine } from '../../../kit/transport.ts';
import { idCardErrors } from '../../errors.ts';
import { failureOf, isSuccess } from '../codec/response.ts';
import type { SdtLink } from './sdt-link.ts';

/** The speeds a module can be set to, in the order in which they are tried. */
export const sdtBaudRates: readonly number[] = [115_200, 57_600, 38_400, 19_200, 9600];

/** One round of tries: each speed once, each waiting this long. */
export interface DetectionRound {
  readonly rates: readonly number[];
  readonly limitMs: number;
}

/**
 * Finds the module's line speed: asks for its status (11 FF) at one speed after the other until it answers readably.
 * A module that answers but is not fit for work (60, 66) is found, and its fault is the result. E2001 when none answers.
 */
export async function detectBaud(
  line: SerialLine,
  link: SdtLink,
  rounds: readonly DetectionRound[],
  signal?: AbortSignal,
): Promise<Result<number>> {
  for (const { rates, limitMs } of rounds) {
    for (const rate of rates) {
      const changed = await line.setBaudRate(rate);
      if (!changed.ok) return changed;
      await line.flush();
      const answer = await link.exchange('status', { limitMs, signal, persistent: false });
      if (answer.ok) {
        return isSuccess('status', answer.value) ? ok(rate) : err(failureOf('status', answer.value));
      }
      if (answer.error.code !== 'E2002' && answer.error.code !== 'E2003') return answer;
    }
  }
  return err(failure(idCardErrors, 'E2001', line.name));
}
