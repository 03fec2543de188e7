import { z } from 'zod';

/** A finger on the simulated scanner. `finger` tells whose it is: any number, the same for the same finger. */
export const simulatedFingerSchema = z.strictObject({
  finger: z.int().min(0).max(0xffffffff),
  /** How it lies. A scanner makes nothing of any but `good`; pictures are taken of `rotated` and `flat` all the same. */
  pose: z.enum(['good', 'high', 'flat', 'rotated', 'cold']).default('good'),
});
export type SimulatedFinger = z.input<typeof simulatedFingerSchema>;
export type LaidFinger = z.output<typeof simulatedFingerSchema>;

/** Bytes that only this finger gives (xorshift): what an opaque template or feature looks like from outside. */
export function fingerBytes(finger: number, length: number): Buffer {
  let state = (finger ^ 0x9e3779b9) >>> 0 || 1;
  return Buffer.from(
    Uint8Array.from({ length }, () => {
      state ^= (state << 13) >>> 0;
      state ^= state >>> 17;
      state = (state ^ (state << 5)) >>> 0;
      return state & 0xff;
    }),
  );
}

/** A grey picture of bars across a bright band: enough to travel, nothing to recognise anybody by. */
export function fingerPicture({ finger, pose }: LaidFinger, width: number, height: number): Buffer {
  const picture = Buffer.alloc(width * height);
  const slope = pose === 'rotated' ? 0.35 : 0;
  const bars = [...fingerBytes(finger, 6)].map((byte) => (byte / 255) * width);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const across = (y - height / 2 - slope * (x - width / 2)) / (height * (pose === 'flat' ? 0.48 : 0.36));
      const light = Math.abs(across) < 1 ? 190 * Math.sqrt(1 - across * across) : 12;
      const dark = pose === 'cold' ? 0.04 : 0.25;
      const vein = bars.some((bar) => Math.abs(x + y * 0.3 - bar) < 2) ? 1 - dark : 1;
      picture[y * width + x] = Math.round(light * vein);
    }
  }
  return picture;
}
