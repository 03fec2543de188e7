import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CodeScanner } from '../../drivers/code-scanner/code-scanner.ts';
import { scannerPick } from '../../drivers/code-scanner/driver/keyboard-place.ts';
import { hidPosScanner, keyboardScanner } from '../../drivers/code-scanner/driver/open-scanner.ts';
import { readCode } from '../../drivers/code-scanner/read-code.ts';
import { simulatedScannerIds } from '../../drivers/code-scanner/simulator/usb-scanner.ts';
import { systemHid } from '../../drivers/kit/hid/system-hid.ts';
import type { DeviceState } from '../../drivers/kit/status.ts';
import { systemUsb } from '../../drivers/kit/usb/system-bus.ts';
import { type LabDeviceHandle, type LabDevices, startDevices } from '../devices/client.ts';
import { settled } from '../guest/udev.ts';
import { until } from '../guest/wait.ts';

const code = 'SIM-CARD:9999/aZ~{}"|?';
/** For a machine that is 20 to 50 times slower. */
const limits = { gap: 3000, control: 10_000 };
const patient = { timeoutMs: 60_000 };

let devices: LabDevices;
beforeAll(() => {
  devices = startDevices();
});
afterAll(() => devices.stop());

/** The keyboards of the kernel that carry the scanner's name: the nodes from which a screen would get its keys. */
const keyboardNodes = (): string[] =>
  readFileSync('/proc/bus/input/devices', 'utf8')
    .split('\n\n')
    .filter((device) => device.includes('Simulated code scanner'))
    .flatMap((device) => /event\d+/.exec(device)?.[0] ?? [])
    .map((name) => `/dev/input/${name}`);
const keyboardThere = async (): Promise<string> => {
  const node = await until('keyboard of the kernel', () => keyboardNodes()[0]);
  await until(node, () => existsSync(node));
  return node;
};
const keyboardGone = (): Promise<true> => until('end of the keyboard', () => keyboardNodes().length === 0);

const reached = (scanner: CodeScanner, state: DeviceState): Promise<void> =>
  new Promise((resolve) => {
    const stop = scanner.onStatus((status) => {
      if (status.state === state) finish();
    });
    const finish = (): void => {
      stop();
      resolve();
    };
    if (scanner.status().state === state) finish();
  });

/** Resolves when the kernel sees the device where it was plugged in. */
async function seen(device: LabDeviceHandle<'code-scanner'>): Promise<number> {
  const { path } = await device.state();
  await until(path, () => existsSync(`/sys/bus/usb/devices/${path}`));
  return performance.now();
}

async function readWith(scanner: CodeScanner, device: LabDeviceHandle<'code-scanner'>): Promise<string> {
  const reading = readCode(scanner, patient);
  await device.act('show', code);
  const read = await reading;
  return read.ok ? read.value.reveal() : read.error.code;
}

const ways = [
  {
    title: 'code-scanner over keyboard',
    kind: 'keyboard',
    make: () =>
      keyboardScanner({
        bus: systemUsb(),
        pick: scannerPick(simulatedScannerIds.keyboard),
        end: 'enter',
        simulated: true,
        limits,
      }),
  },
  {
    title: 'code-scanner over hid-pos',
    kind: 'hidPos',
    make: () =>
      hidPosScanner({
        bus: systemHid(),
        pick: (all) =>
          all.find(({ productId }) => productId === simulatedScannerIds.hidPos.productId) ?? null,
        dataAt: 5,
        simulated: true,
        limits,
      }),
  },
] as const;

describe.each(ways)('$title', ({ kind, make }) => {
  let device: LabDeviceHandle<'code-scanner'>;
  let scanner: CodeScanner;

  beforeEach(async () => {
    device = await devices.make('code-scanner', { kind });
    await device.plug();
    await device.seen();
    await settled();
    scanner = make();
  });
  afterEach(async () => {
    await scanner.close();
    await device.close();
  });

  it('reads a code, knows itself, and refuses one that was cut', async () => {
    expect(await scanner.open()).toMatchObject({ ok: true, value: { product: 'Simulated code scanner' } });
    expect(await scanner.selfTest()).toMatchObject({ ok: true });
    expect(await readWith(scanner, device)).toBe(code);
    const refused = new Promise((resolve) => scanner.onRefused(resolve));
    const reading = readCode(scanner, patient);
    await device.act('inject', 'cut');
    await device.act('show', code);
    expect(await refused).toMatchObject({ code: 'E2703' });
    await device.act('show', `${code}2`);
    const read = await reading;
    expect(read.ok && read.value.reveal()).toBe(`${code}2`);
  });

  it('pulled out with a code awaited, plugged in elsewhere: told at once, back by itself, reads', async () => {
    expect(await scanner.open()).toMatchObject({ ok: true });
    const reading = readCode(scanner, patient);
    await device.unplug();
    expect(await reading).toMatchObject({ error: { code: 'E2706' } });
    await reached(scanner, 'powerOff');
    await device.plug('another');
    const since = await seen(device);
    await reached(scanner, 'online');
    const ms = Math.round(performance.now() - since);
    process.stdout.write(`code-scanner over ${kind}: back ${ms} ms after the kernel saw it\n`);
    expect(ms).toBeLessThan(5000);
    expect(await readWith(scanner, device)).toBe(code);
  });

  it('power gone and back three times: back each time', async () => {
    await scanner.open();
    for (let turn = 0; turn < 3; turn += 1) {
      await device.unplug();
      await reached(scanner, 'powerOff');
      await device.plug();
      await reached(scanner, 'online');
    }
    expect(await scanner.selfTest()).toMatchObject({ ok: true });
  });
});

describe('code-scanner over keyboard, and the kernel’s own keyboard', () => {
  it('types into the machine until it is ours, not while it is, and again afterwards', async () => {
    const device = await devices.make('code-scanner', { kind: 'keyboard' });
    await device.plug();
    const node = await keyboardThere();
    const stream = createReadStream(node);
    const typed = new Promise<number>((resolve) => {
      stream.once('data', (events) => resolve(events.length));
      stream.on('error', () => undefined);
    });
    await new Promise((resolve) => stream.once('open', resolve));
    await device.act('show', 'a');
    expect(await typed).toBeGreaterThan(0);
    stream.destroy();

    const scanner = ways[0].make();
    // The kernel may have it before the bus has told us.
    const opened = await scanner.open();
    if (!opened.ok) process.stdout.write(`code-scanner over keyboard: at first ${opened.error.code}\n`);
    await reached(scanner, 'online');
    await keyboardGone();
    expect(await readWith(scanner, device)).toBe(code);
    await scanner.close();
    await keyboardThere();
    await device.close();
    await keyboardGone();
  });
});

describe('code-scanner over hid-pos, and the kernel’s own keyboard', () => {
  it('never is one', async () => {
    const device = await devices.make('code-scanner', { kind: 'hidPos' });
    await device.plug();
    await device.seen();
    await settled();
    expect(keyboardNodes()).toEqual([]);
    await device.close();
  });
});
