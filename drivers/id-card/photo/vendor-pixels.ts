import { type CardPhoto, PHOTO_HEIGHT, PHOTO_WIDTH } from './photo-decoder.ts';

const ROW = PHOTO_WIDTH * 3;
export const RAW_LENGTH = ROW * PHOTO_HEIGHT;
const BMP_HEAD = 54;
const BMP_ROW = ROW + 2;
export const BMP_LENGTH = BMP_HEAD + BMP_ROW * PHOTO_HEIGHT;

/** What differs between vendor libraries that all "give the picture"; the integrator sets it once by looking. */
export interface PixelOptions {
  /** Order of the three bytes of a pixel. Default: bgr for BMP, as BMP says; rgb for raw. */
  readonly channelOrder?: 'rgb' | 'bgr';
  readonly flipX?: boolean;
  readonly flipY?: boolean;
}

/** Raw 102×126×3 bytes, rows from the top unless `flipY`. Null when the length is another. */
export function photoFromRaw(bytes: Uint8Array, options: PixelOptions = {}): CardPhoto | null {
  if (bytes.length !== RAW_LENGTH) return null;
  return photoOf((x, y) => y * ROW + x * 3, bytes, { channelOrder: 'rgb', ...options });
}

/** A 24-bit uncompressed BMP of 102×126, bottom-up as usual or top-down when its height is negative. */
export function photoFromBmp(bytes: Uint8Array, options: PixelOptions = {}): CardPhoto | null {
  if (bytes.length < BMP_LENGTH) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const height = view.getInt32(22, true);
  const fits =
    view.getUint16(0) === 0x424d &&
    view.getInt32(18, true) === PHOTO_WIDTH &&
    Math.abs(height) === PHOTO_HEIGHT &&
    view.getUint16(28, true) === 24 &&
    view.getUint32(30, true) === 0;
  const start = view.getUint32(10, true);
  if (!fits || start + BMP_ROW * PHOTO_HEIGHT > bytes.length) return null;
  const rowOf = (y: number): number => (height > 0 ? PHOTO_HEIGHT - 1 - y : y);
  return photoOf((x, y) => start + rowOf(y) * BMP_ROW + x * 3, bytes, { channelOrder: 'bgr', ...options });
}

function photoOf(
  offsetOf: (x: number, y: number) => number,
  bytes: Uint8Array,
  options: PixelOptions,
): CardPhoto {
  const rgb = new Uint8Array(RAW_LENGTH);
  const [red, blue] = options.channelOrder === 'bgr' ? [2, 0] : [0, 2];
  for (let y = 0; y < PHOTO_HEIGHT; y += 1) {
    for (let x = 0; x < PHOTO_WIDTH; x += 1) {
      const from = offsetOf(
        options.flipX ? PHOTO_WIDTH - 1 - x : x,
        options.flipY ? PHOTO_HEIGHT - 1 - y : y,
      );
      const to = y * ROW + x * 3;
      rgb[to] = bytes[from + red] as number;
      rgb[to + 1] = bytes[from + 1] as number;
      rgb[to + 2] = bytes[from + blue] as number;
    }
  }
  return { width: PHOTO_WIDTH, height: PHOTO_HEIGHT, rgb };
}
