import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { CameraSimulator } from '../../drivers/camera/simulator/camera-simulator.ts';
import { decodeImage } from '../../drivers/kit/image/codec.ts';
import { EscposSimulator } from '../../drivers/printer/escpos/simulator/escpos-simulator.ts';

/** `yinling print-test` and `yinling capture` as a technician uses them. */
const program = path.join(import.meta.dirname, 'yinling.ts');
const dir = mkdtempSync(path.join(tmpdir(), 'yinling-one-device-'));
afterAll(() => rmSync(dir, { recursive: true }));

const yinling = (...args: string[]): Promise<{ code: number; stdout: string }> =>
  new Promise((resolve) => {
    const child = execFile(process.execPath, [program, ...args, '--json'], (_error, stdout) =>
      resolve({ code: child.exitCode ?? -1, stdout }),
    );
  });
const configured = (config: object): string => {
  const file = path.join(dir, 'terminal.json');
  writeFileSync(file, JSON.stringify(config));
  return file;
};

describe('print-test', { timeout: 60_000 }, () => {
  async function printer() {
    const simulator = new EscposSimulator({ profile: 'custom-vkp80', takeAfterMs: 200 });
    onTestFinished(() => simulator.stop());
    return { simulator, port: await simulator.start() };
  }

  it('prints the test slip at a port, and at the configured one', async () => {
    const { simulator, port } = await printer();
    const atPort = ['--port', port, '--profile', 'custom-vkp80'];
    const configFile = ['--config', configured({ printer: { kind: 'serial', port } })];
    for (const place of [atPort, configFile]) {
      const { code, stdout } = await yinling('print-test', ...place);
      expect(JSON.parse(stdout)).toMatchObject({ ok: true, printed: true, taken: true });
      expect(code).toBe(0);
    }
    expect(simulator.slips).toHaveLength(2);
  });

  it('is not told as printed without paper', async () => {
    const { simulator, port } = await printer();
    await simulator.inject('paperOut');
    const { code, stdout } = await yinling('print-test', '--port', port, '--profile', 'custom-vkp80');
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { code: 'E4001' } });
    expect(code).toBe(1);
    expect(simulator.slips).toHaveLength(0);
  });

  it('does not take a simulated printer for one', async () => {
    const { code, stdout } = await yinling('print-test', '--config', configured({}));
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { code: 'E9040' } });
    expect(code).toBe(1);
  });
});

describe('capture', { timeout: 60_000 }, () => {
  const size = { width: 320, height: 240 };

  it('writes one picture and tells what it is like; a file that is there stays', async () => {
    const camera = new CameraSimulator(size);
    const data = Uint8Array.from({ length: size.width * size.height * 3 }, (_, i) => (i % 960) / 4);
    await camera.setSource({ kind: 'still', image: { ...size, channels: 3, data } });
    await camera.start();
    onTestFinished(() => camera.stop());
    const out = path.join(dir, 'picture.jpg');
    const capture = () => yinling('capture', '--camera', camera.url, '--out', out, '--size', '320x240');
    const { code, stdout } = await capture();
    const told = JSON.parse(stdout);
    expect(told).toMatchObject({ ok: true, file: out, simulated: true, ...size });
    expect(code).toBe(0);
    expect(told.brightness).toBeGreaterThan(60);
    expect(told.sharpness).toBeGreaterThan(0);
    expect(told.bytes).toBe(statSync(out).size);
    if (process.platform !== 'win32') expect(statSync(out).mode & 0o077).toBe(0);
    expect(await decodeImage(readFileSync(out))).toMatchObject(size);

    const again = await capture();
    expect(again.code).toBe(1);
    expect(JSON.parse(again.stdout)).toMatchObject({ ok: false, error: { code: 'E9040' } });
  });

  it('tells why there is no picture', async () => {
    const out = path.join(dir, 'none.jpg');
    const { code, stdout } = await yinling('capture', '--camera', '/dev/no-such-video', '--out', out);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { code: 'E3002' } });
    expect(code).toBe(1);
    expect(statSync(out, { throwIfNoEntry: false })).toBeUndefined();
  });
});

it.each([
  ['print-test'],
  ['print-test', '--port', '/dev/null'],
  ['print-test', '--port', '/dev/null', '--profile', 'custom-vkp80', '--config', 'terminal.json'],
  ['capture', '--out', 'picture.jpg'],
  ['capture', '--camera', 'found'],
  ['capture', '--camera', 'found', '--out', 'picture.jpg', '--size', 'large'],
])('wrong usage: %s %s', { timeout: 30_000 }, async (...args) => {
  expect(await yinling(...args)).toEqual({ code: 2, stdout: '' });
});
