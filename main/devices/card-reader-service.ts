import type { PhotoDecoder } from '../../drivers/id-card/photo/photo-decoder.ts';
import type { IdCardReader } from '../../drivers/id-card/reader.ts';
import { encodePng } from '../../drivers/kit/image/codec.ts';
import { transportErrors } from '../../drivers/kit/errors.ts';
import { failure } from '../../drivers/kit/result.ts';
import { fail, ok, type Result } from '../contract/failure.ts';
import type { ReadCard } from './drivers-api.ts';

const PHOTO_LIMIT_MS = 5000;

/**
 * The card reader as the drivers worker offers it: operations queue instead of failing as busy (a wait that was just
 * cancelled needs a moment to end), and a card that was read comes with its decoded photo when that can be had.
 */
export function cardReaderService(reader: IdCardReader, decoder: PhotoDecoder) {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(signal: AbortSignal, work: () => Promise<Result<T>>): Promise<Result<T>> => {
    // What was given up while it stood in the queue does not make the reader busy for the one behind it.
    const turn = async (): Promise<Result<T>> =>
      signal.aborted ? fail(failure(transportErrors, 'E1008', 'in the queue')) : work();
    const mine = last.then(turn, turn);
    last = mine.catch(() => undefined);
    return mine;
  };

  return {
    waitForCard: (timeoutMs: number, signal: AbortSignal): Promise<Result<void>> =>
      inTurn(signal, () => reader.waitForCard({ timeoutMs, signal })),
    waitForRemoval: (timeoutMs: number, signal: AbortSignal): Promise<Result<void>> =>
      inTurn(signal, () => reader.waitForRemoval({ timeoutMs, signal })),
    read: (signal: AbortSignal): Promise<Result<ReadCard>> =>
      inTurn(signal, async () => {
        const readout = await reader.read({ signal });
        if (!readout.ok) return readout;
        const { card, photo, consistent } = readout.value;
        const { kind, name, sex, birthDate, idNumber, validFrom, validTo } = card;
        return ok({
          card: { kind, name, sex, birthDate, idNumber, validFrom, validTo },
          photo: await decoded(decoder, photo.wlt, signal),
          consistent,
        });
      }),
  };
}

/** PNG of the chip photo; null when the decoder cannot: the authority's photo may still do, and the card has been read. */
async function decoded(
  decoder: PhotoDecoder,
  wlt: Uint8Array,
  signal: AbortSignal,
): Promise<Uint8Array | null> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(PHOTO_LIMIT_MS)]);
  // A vendor's library may throw what it likes: the card has been read all the same.
  const photo = await decoder.decode(wlt, limit).catch(() => null);
  if (!photo?.ok) return null;
  const { width, height, rgb } = photo.value;
  return encodePng({ width, height, channels: 3, data: rgb });
}
