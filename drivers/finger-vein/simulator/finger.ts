import { z } from 'zod';

/** A finger on the simulated scanner. `finger` tells whose it is: any number, the same for the same finger. */
export const simulatedFingerSchema = z.strictObject({
  finger: z.int().min(0).max(0xffffffff),
  /** How it lies. A scanner that makes features makes nothing of any but `good`; pictures are taken of all of them. */
  pose: z.enum(['good', 'high', 'flat', 'rotated', 'cold']).default('good'),
});
export type SimulatedFinger = z.input<typeof simulatedFingerSchema>;

/** As it lies there now. `laying` counts: nobody lays a finger twice in the same way. */
export type LaidFinger = z.output<typeof simulatedFingerSchema> & { readonly laying: number };

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
