import { type DeviceFailure, err, failure, type Result } from '../../kit/result.ts';
import { idCardErrors } from '../errors.ts';

/** Every card photo is 102 pixels wide and 126 high. */
export const PHOTO_WIDTH = 102;
export const PHOTO_HEIGHT = 126;

/** A decoded card photo: RGB, 8 bits, rows from the top, 38,556 bytes. */
export interface CardPhoto {
  readonly width: typeof PHOTO_WIDTH;
  readonly height: typeof PHOTO_HEIGHT;
  readonly rgb: Uint8Array;
}

/**
 * Turns the 1024 photo bytes of a card into a picture. WLT is a closed format: what decodes it is a library that the
 * customer licenses with the reader, so decoders are exchangeable. Failures are E22xx.
 */
export interface PhotoDecoder {
  readonly name: string;
  decode(wlt: Uint8Array, signal?: AbortSignal): Promise<Result<CardPhoto>>;
  close(): Promise<void>;
}

/** First bytes of every real card photo: "WL", width, height, rate. */
const wltHead: readonly number[] = [0x57, 0x4c, 0x66, 0x00, 0x7e, 0x00, 0x32, 0x00];

/** Whether these are the photo bytes of a real card, as far as the published head tells. */
export const isWlt = (bytes: Uint8Array): boolean =>
  bytes.length === 1024 && wltHead.every((byte, index) => bytes[index] === byte);

export const notDecodable = (why: string): Result<never> =>
  err<DeviceFailure>(failure(idCardErrors, 'E2205', why));
