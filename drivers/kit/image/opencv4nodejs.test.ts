import { describe, expect, it } from 'vitest';
import { imageOpsContract, testImage } from './image-ops.contract.ts';
import { loadOpenCvJs } from './opencv-js.ts';
import { loadOpenCv4NodeJs } from './opencv4nodejs.ts';

const native = await loadOpenCv4NodeJs();

if (native === null) {
  describe('ImageOps by opencv4nodejs', () => {
    it.skip('is not built on this machine: npm run setup:native builds it');
  });
} else {
  imageOpsContract('opencv4nodejs', async () => native);

  it('gives the same pixels as the wasm provider, to one step of 255', async () => {
    const wasm = await loadOpenCvJs();
    const src = testImage(97, 61, 3);
    for (const run of [
      (ops: typeof wasm) => ops.resize(src, 40, 30, 'area'),
      (ops: typeof wasm) => ops.resize(src, 150, 100, 'bilinear'),
      (ops: typeof wasm) => ops.toGray(src),
      (ops: typeof wasm) => ops.warpAffine(src, [0.8, 0.3, 4, -0.3, 0.8, 20], 80, 60, 'replicate'),
    ]) {
      const a = run(native).data;
      const b = run(wasm).data;
      expect(a.length).toBe(b.length);
      expect(Math.max(...a.map((value, i) => Math.abs(value - (b[i] ?? 0))))).toBeLessThanOrEqual(1);
    }
  });
}
