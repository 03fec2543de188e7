import { expect, it } from 'vitest';
import { imageOpsContract } from './image-ops.contract.ts';
import { loadOpenCvJs } from './opencv-js.ts';

imageOpsContract('opencv-js', loadOpenCvJs);

it('loads the module once and leaves the process handlers alone', async () => {
  const [first, second] = await Promise.all([loadOpenCvJs(), loadOpenCvJs()]);
  expect(first).toBe(second);
  expect(process.listeners('uncaughtException').some((l) => String(l).includes('ExitStatus'))).toBe(false);
});
