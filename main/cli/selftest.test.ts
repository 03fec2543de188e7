import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { XgSimulator } from '../../drivers/finger-vein/xg/simulator/xg-simulator.ts';
import { CameraSimulator } from '../../drivers/camera/simulator/camera-simulator.ts';
import { SdtSimulator } from '../../drivers/id-card/sdt/simulator/sdt-simulator.ts';
import { PinPadSimulator } from '../../drivers/pin-pad/serial/simulator/pin-pad-simulator.ts';
import { EscposSimulator } from '../../drivers/printer/escpos/simulator/escpos-simulator.ts';

/** `yinling selftest` as a technician uses it, with simulated devices at the far ends of real serial ports. */
const program = path.join(import.meta.dirname, 'yinling.ts');
const dir = mkdtempSync(path.join(tmpdir(), 'yinling-selftest-'));
afterAll(() => rmSync(dir, { recursive: true }));

const selftest = (...args: string[]): Promise<{ code: number; stdout: string }> =>
  new Promise((resolve) => {
    const child = execFile(process.execPath, [program, 'selftest', ...args, '--json'], (_error, stdout) =>
      resolve({ code: child.exitCode ?? -1, stdout }),
    );
  });
const configured = (config: object): string => {
  const file = path.join(dir, 'terminal.json');
  writeFileSync(file, JSON.stringify(config));
  return file;
};
async function started<T extends { start(): Promise<unknown>; stop(): Promise<unknown> }>(
  device: T,
): Promise<T> {
  await device.start();
  onTestFinished(async () => void (await device.stop()));
  return device;
}
const size = { width: 320, height: 240 };

it('tells who each device is, and prints nothing', { timeout: 120_000 }, async () => {
  const reader = await started(new SdtSimulator());
  const printer = new EscposSimulator({ profile: 'custom-vkp80' });
  onTestFinished(() => printer.stop());
  const printerPort = await printer.start();
  const masterKey = { algorithm: 'SM4', keyHex: '00112233445566778899aabbccddeeff' } as const;
  const pad = await started(new PinPadSimulator({ masterKey }));
  const vein = await started(new XgSimulator());
  const camera = new CameraSimulator(size);
  const data = Uint8Array.from({ length: size.width * size.height * 3 }, (_, i) => (i % 960) / 4);
  await camera.setSource({ kind: 'still', image: { ...size, channels: 3, data } });
  await started(camera);
  const config = configured({
    idCard: { kind: 'serial', port: reader.path },
    printer: { kind: 'serial', port: printerPort },
    pinPad: { kind: 'serial', port: pad.path },
    fingerVein: { kind: 'xg', port: vein.path },
    camera: { kind: 'simulator', url: camera.url },
    cameraFormat: { ...size, fps: 15 },
    socialCard: { kind: 'none' },
  });
  const { code, stdout } = await selftest('--config', config);
  const answer = JSON.parse(stdout);
  expect(answer).toMatchObject({
    ok: true,
    tested: 5,
    devices: [
      { device: 'reader', ok: true, ms: expect.any(Number), facts: { samId: expect.any(String) } },
      { device: 'socialReader', tested: false, why: 'notConfigured' },
      { device: 'printer', facts: { profile: 'custom-vkp80', status: { paper: 'full', online: true } } },
      { device: 'pinPad', facts: { firmware: expect.any(String), masterKey: { algorithm: 'SM4' } } },
      { device: 'fingerVein', facts: { model: expect.any(String), serialNumber: expect.any(String) } },
      { device: 'camera', facts: { picture: { ...size, brightness: expect.any(Number) } } },
      { device: 'lights', tested: false, why: 'notConfigured' },
    ],
  });
  expect(code).toBe(0);
  expect(printer.slips).toHaveLength(0);
});

it('prints its slip when asked to', { timeout: 60_000 }, async () => {
  const printer = new EscposSimulator({ profile: 'custom-vkp80' });
  onTestFinished(() => printer.stop());
  const config = configured({ printer: { kind: 'serial', port: await printer.start() } });
  const { code, stdout } = await selftest('--config', config, '--only', 'printer', '--print');
  expect(JSON.parse(stdout)).toMatchObject({ devices: [{ ok: true, facts: { printed: true } }] });
  expect(code).toBe(0);
  expect(printer.slips).toHaveLength(1);
});

it('explains to the technician why a device fails', { timeout: 60_000 }, async () => {
  const config = configured({ idCard: { kind: 'serial', port: '/dev/no-such-port' } });
  const { code, stdout } = await selftest('--config', config, '--only', 'reader,printer');
  expect(code).toBe(1);
  const error = { code: 'E1001', explanation: expect.stringMatching(/./) };
  expect(JSON.parse(stdout)).toMatchObject({
    ...{ ok: false, error, tested: 1 },
    devices: [
      { device: 'reader', ok: false, error },
      { device: 'printer', tested: false, why: 'simulated' },
    ],
  });
});

it('is not ok when nothing was tested, or the configuration is wrong', { timeout: 60_000 }, async () => {
  for (const args of [[], ['--config', configured({ nonsense: 1 })]]) {
    const { code, stdout } = await selftest(...args);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { code: 'E9040' } });
  }
  expect(await selftest('--only', 'toaster')).toEqual({ code: 2, stdout: '' });
});
