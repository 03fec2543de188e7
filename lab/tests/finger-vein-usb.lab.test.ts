import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { reached } from '../../drivers/finger-vein/scenarios/reached.ts';
import type { VeinTemplate } from '../../drivers/finger-vein/scanner.ts';
import { XgScanner } from '../../drivers/finger-vein/xg/driver/xg-scanner.ts';
import { type XgFraming, xgUsbLine } from '../../drivers/finger-vein/xg/usb/open-line.ts';
import { systemUsb } from '../../drivers/kit/usb/system-bus.ts';
import { type LabDeviceHandle, type LabDevices, startDevices } from '../devices/client.ts';
import { settled } from '../guest/udev.ts';
import { nodeThere, until } from '../guest/wait.ts';

/** For a machine that is 20 to 50 times slower. */
const limits = { answer: 10_000, store: 20_000, picture: 20_000, gap: 3000, late: 5000, finger: 120_000 };
const SERIAL = 'LAB-VEIN';
const PUT_FINGER = 0x20;

let devices: LabDevices;
beforeAll(() => {
  devices = startDevices();
});
afterAll(() => devices.stop());

const ways: readonly { readonly title: string; readonly framing: XgFraming }[] = [
  { title: 'finger-vein over usb-bulk', framing: 'bulkOnly' },
  { title: 'finger-vein over hid', framing: 'hid' },
];

describe.each(ways)('$title', ({ title, framing }) => {
  let device: LabDeviceHandle<'finger-vein'>;
  let scanner: XgScanner;

  beforeEach(async () => {
    device = await devices.make('finger-vein', { framing, serialNumber: SERIAL });
    await device.plug();
    await device.seen();
    // Whatever the kernel binds to such a device (usb-storage, usbhid) has bound now.
    await settled();
    scanner = new XgScanner({
      line: xgUsbLine({
        name: `usb ${framing}`,
        bus: systemUsb(),
        framing,
        pick: (all) => all.find(({ serialNumber }) => serialNumber === SERIAL) ?? null,
      }),
      simulated: true,
      limits,
    });
    expect(await scanner.open()).toMatchObject({ value: { model: 'XG-V7-SIM' } });
  });
  afterEach(async () => {
    await scanner.close();
    await device.close();
  });

  it('enrols a finger, knows it again, and keeps nothing', async () => {
    await device.act('oblige', { finger: 7 });
    const made = await scanner.enrol(3);
    if (!made.ok || made.value.kind !== 'done') throw new Error(JSON.stringify(made));
    const template = made.value.value[0] as VeinTemplate;
    expect(await scanner.verify([template])).toMatchObject({ value: { kind: 'done', value: 0 } });
    await device.act('oblige', { finger: 8 });
    expect(await scanner.verify([template])).toMatchObject({ value: { kind: 'done', value: null } });
    expect(await device.act('held')).toEqual([]);
  });

  it('pulled out while a finger is waited for, plugged in elsewhere: told at once, back by itself, works', async () => {
    const waits = device.act('served', 'feature', PUT_FINGER);
    const taking = scanner.capture('feature');
    await waits;
    await device.unplug();
    expect(await taking).toMatchObject({ error: { code: 'E2615' } });
    expect(scanner.status()).toMatchObject({ state: 'powerOff', errorCode: 'E1005' });
    await device.plug('another');
    const path = await until('place', async () => (await device.state()).path);
    await nodeThere(`/sys/bus/usb/devices/${path}`);
    const since = performance.now();
    await reached(scanner, 'online');
    const ms = Math.round(performance.now() - since);
    process.stdout.write(`${title}: back ${ms} ms after the kernel saw it\n`);
    expect(ms).toBeLessThan(5000);
    await device.act('oblige', { finger: 7 });
    expect(await scanner.capture('feature')).toMatchObject({ value: { kind: 'done' } });
  });
});

describe('finger-vein over usb-bulk, transfers that go wrong', () => {
  it('a stall, a status that is none, and a module that takes nothing: the same answer in the end', async () => {
    const device = await devices.make('finger-vein', { framing: 'bulkOnly', serialNumber: SERIAL });
    await device.plug();
    await device.seen();
    await settled();
    const scanner = new XgScanner({
      line: xgUsbLine({
        name: 'usb bulkOnly',
        bus: systemUsb(),
        framing: 'bulkOnly',
        pick: (all) => all.find(({ serialNumber }) => serialNumber === SERIAL) ?? null,
      }),
      simulated: true,
      limits,
    });
    expect(await scanner.open()).toMatchObject({ ok: true });
    for (const fault of ['stallData', 'badStatus', 'stuck', 'pieces'] as const) {
      await device.act('misbehave', fault, 'answer');
      const seen = await scanner.fingerPresent();
      expect([fault, seen]).toEqual([fault, { ok: true, value: false }]);
    }
    await scanner.close();
    await device.close();
  });
});
