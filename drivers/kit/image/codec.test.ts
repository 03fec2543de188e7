import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodeGrayThumbnail, decodeImage, encodeJpeg, encodePng } from './codec.ts';
import { testImage } from './image-ops.contract.ts';

describe('pictures in and out', () => {
  it('gives back the same pixels from a PNG', async () => {
    const image = testImage(31, 17, 3);
    expect(await decodeImage(await encodePng(image))).toEqual(image);
  });

  it('makes a grey picture RGB', async () => {
    const gray = testImage(9, 9, 1);
    const back = await decodeImage(await encodePng(gray));
    expect(back.channels).toBe(3);
    expect(back.data.filter((_, i) => i % 3 === 1)).toEqual(gray.data);
  });

  it('stays close to the picture through a JPEG of quality 95', async () => {
    const smooth = {
      ...testImage(64, 64, 3),
      data: new Uint8Array(64 * 64 * 3).map((_, i) => (i / 64) % 200),
    };
    const back = await decodeImage(await encodeJpeg(smooth, 95));
    const worst = Math.max(...back.data.map((v, i) => Math.abs(v - (smooth.data[i] ?? 0))));
    expect(worst).toBeLessThan(12);
  });

  it('turns a picture upright by its EXIF orientation', async () => {
    const image = testImage(40, 20, 3);
    const jpeg = await sharp(image.data, { raw: { width: 40, height: 20, channels: 3 } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const upright = await decodeImage(jpeg);
    expect([upright.width, upright.height]).toEqual([20, 40]);
  });

  it('shows transparency as white and 16 bits as 8', async () => {
    const png = await sharp({ create: { width: 3, height: 3, channels: 4, background: '#ff000000' } })
      .toColourspace('rgb16')
      .png()
      .toBuffer();
    expect([...(await decodeImage(png)).data.slice(0, 3)]).toEqual([255, 255, 255]);
  });

  it('makes a small grey thumbnail with the shape of the picture', async () => {
    const thumbnail = await decodeGrayThumbnail(await encodeJpeg(testImage(640, 480, 3), 90), 80);
    expect([thumbnail.width, thumbnail.height, thumbnail.channels]).toEqual([80, 60, 1]);
    expect(thumbnail.data.length).toBe(4800);
  });

  it('rejects with an Error whatever is no picture', async () => {
    const jpeg = await encodeJpeg(testImage(64, 64, 3), 80);
    await expect(decodeImage(new Uint8Array(0))).rejects.toThrow(Error);
    await expect(decodeImage(jpeg.slice(0, jpeg.length >> 2))).rejects.toThrow(Error);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        await expect(decodeImage(bytes)).rejects.toThrow(Error);
        await expect(decodeGrayThumbnail(bytes, 80)).rejects.toThrow(Error);
      }),
      { numRuns: 50 },
    );
  });
});
