import sharp from 'sharp';
import type { Image } from '../../kit/image/image-ops.ts';
import { err, failure, ok, type Result } from '../../kit/result.ts';
import { idCardErrors } from '../errors.ts';
import { stripAvif, wrapAvif } from './bare-avif.ts';
import {
  type CardPhoto,
  notDecodable,
  PHOTO_HEIGHT,
  PHOTO_WIDTH,
  type PhotoDecoder,
} from './photo-decoder.ts';

/**
 * SIMW: the simulator's stand-in for WLT, which is closed. It fills the same 1024 bytes, never begins like a real card
 * photo, and carries a portrait that the face models still recognise:
 *
 *   0  "SIMW"    4  version 1    5  width    6  height    7  zero    8  length of the data (u16be)    10  av1C (4 bytes)
 *   14 AV1 data of one picture, then zeros. Length 0: no portrait.
 *
 * Of JPEG, WebP and AVIF at this size AVIF keeps a face best (docs/devices/id-card-reader.md has the figures).
 */
const SIZE = 1024;
const HEAD = 14;
const MAGIC = Buffer.from('SIMW', 'latin1');
const VERSION = 1;
/** Smaller than the photo: at 1010 bytes fewer but better pixels keep more of a face. */
const STORED_WIDTH = 64;
const STORED_HEIGHT = 79;

/** A photo block without a portrait; the decoder answers E2204. */
export function emptySimulatedWlt(): Uint8Array {
  const block = Buffer.alloc(SIZE);
  MAGIC.copy(block);
  block[4] = VERSION;
  return block;
}

/**
 * Puts a picture (the bytes of a PNG, JPEG or WebP file, or pixels) into the 1024 photo bytes of a simulated card. It is cut to
 * 102:126 around its middle, so give it a portrait in which the head fills most of the picture. Throws when it is none.
 */
export async function encodeSimulatedWlt(picture: Uint8Array | Image): Promise<Uint8Array> {
  const source =
    picture instanceof Uint8Array
      ? sharp(picture)
      : sharp(picture.data, {
          raw: { width: picture.width, height: picture.height, channels: picture.channels },
        });
  const small = await source
    .flatten({ background: '#ffffff' })
    .resize(STORED_WIDTH, STORED_HEIGHT, { fit: 'cover', kernel: 'lanczos3' })
    .png()
    .toBuffer();
  const block = Buffer.from(emptySimulatedWlt());
  for (let worst = 10, best = 95; worst <= best; ) {
    const quality = (worst + best) >> 1;
    const file = await sharp(small).avif({ quality, effort: 4, chromaSubsampling: '4:2:0' }).toBuffer();
    const bare = stripAvif(file, STORED_WIDTH, STORED_HEIGHT);
    if (!bare) throw new Error('the picture could not be encoded');
    if (bare.payload.length > SIZE - HEAD) {
      best = quality - 1;
      continue;
    }
    worst = quality + 1;
    block.fill(0, HEAD);
    block[5] = STORED_WIDTH;
    block[6] = STORED_HEIGHT;
    block.writeUInt16BE(bare.payload.length, 8);
    block.set(bare.config, 10);
    block.set(bare.payload, HEAD);
  }
  return block;
}

/** Whether these are the photo bytes of a simulated card. */
const isSimulatedWlt = (bytes: Uint8Array): boolean =>
  bytes.length === SIZE && MAGIC.every((byte, index) => bytes[index] === byte);

/** Decodes what `encodeSimulatedWlt` made. A real card's photo is not its business (E2205). */
export class SimulatedPhotoDecoder implements PhotoDecoder {
  readonly name = 'simulated';

  decode(wlt: Uint8Array): Promise<Result<CardPhoto>> {
    return decodeSimulated(wlt);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

async function decodeSimulated(wlt: Uint8Array): Promise<Result<CardPhoto>> {
  if (!isSimulatedWlt(wlt)) return notDecodable('this is no photo of a simulated card');
  const block = Buffer.from(wlt);
  const length = block.readUInt16BE(8);
  if (block[4] !== VERSION || length === 0 || length > SIZE - HEAD) {
    return err(failure(idCardErrors, 'E2204', 'the simulated card has no portrait'));
  }
  const file = wrapAvif({
    width: block[5] as number,
    height: block[6] as number,
    config: block.subarray(10, HEAD),
    payload: block.subarray(HEAD, HEAD + length),
  });
  try {
    const rgb = await sharp(file)
      .resize(PHOTO_WIDTH, PHOTO_HEIGHT, { fit: 'fill', kernel: 'cubic' })
      .toColourspace('srgb')
      .removeAlpha()
      .raw()
      .toBuffer();
    return ok({ width: PHOTO_WIDTH, height: PHOTO_HEIGHT, rgb: new Uint8Array(rgb) });
  } catch {
    return err(failure(idCardErrors, 'E2204', 'the portrait of the simulated card is damaged'));
  }
}
