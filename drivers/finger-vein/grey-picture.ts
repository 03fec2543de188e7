import { decodeImage } from '../kit/image/codec.ts';
import type { Image } from '../kit/image/image-ops.ts';

/** A JPEG as one byte a pixel (BT.601 luma; infrared pictures come with three equal channels). Rejects when it is none. */
export async function greyPicture(jpeg: Uint8Array): Promise<Image> {
  const { width, height, data } = await decodeImage(jpeg);
  const grey = new Uint8Array(width * height);
  for (let i = 0, p = 0; i < grey.length; i++, p += 3)
    grey[i] = ((data[p] ?? 0) * 4899 + (data[p + 1] ?? 0) * 9617 + (data[p + 2] ?? 0) * 1868 + 8192) >> 14;
  data.fill(0);
  return { width, height, channels: 1, data: grey };
}
