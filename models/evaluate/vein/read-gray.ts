import { readFile } from 'node:fs/promises';
import { decodeBmp, isBmp } from '../../../drivers/kit/image/bmp.ts';
import { decodeImage } from '../../../drivers/kit/image/codec.ts';
import { err, failure, ok, type Result } from '../../../drivers/kit/result.ts';
import { visionErrors } from '../../errors.ts';
import { type GrayImage, grayOf } from '../../finger-vein/gray-image.ts';

/** A picture file in grey levels. Fails with E5301 (file) or E5101 (not a picture). */
export async function readGray(path: string): Promise<Result<GrayImage>> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    return err(failure(visionErrors, 'E5301', (error as NodeJS.ErrnoException).code ?? 'unreadable'));
  }
  try {
    return ok(grayOf(isBmp(bytes) ? decodeBmp(bytes) : await decodeImage(bytes)));
  } catch {
    return err(failure(visionErrors, 'E5101'));
  }
}
