import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { cameraInputSchema } from './input.ts';
import { watchForCamera } from './node-watch.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'yinling-dev-'));
const camera = cameraInputSchema.parse({ kind: 'found' });
let stop: () => void = () => undefined;

afterEach(() => {
  stop();
  rmSync(folder, { recursive: true, force: true });
});

it.runIf(process.platform === 'linux')(
  'tells of a video device that appears, and of nothing else',
  async () => {
    const told: string[] = [];
    let name = '';
    const came = new Promise<void>((resolve) => {
      stop = watchForCamera(
        camera,
        () => {
          told.push(name);
          resolve();
        },
        folder,
      );
    });
    name = 'snd';
    writeFileSync(path.join(folder, 'snd'), '');
    writeFileSync(path.join(folder, 'video'), '');
    name = 'video7';
    writeFileSync(path.join(folder, 'video7'), '');
    await came;
    expect(told[0]).toBe('video7');
  },
);

it('tells nothing of inputs that are no device, or where there is no such folder', () => {
  watchForCamera(cameraInputSchema.parse({ kind: 'file', path: 'a' }), () => undefined, folder)();
  watchForCamera(camera, () => undefined, path.join(folder, 'not-there'))();
});
