import { readlinkSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DeviceConnection } from '../../drivers/kit/device-connection.ts';
import { type DeviceFailure, failure, ok } from '../../drivers/kit/result.ts';
import { transportErrors } from '../../drivers/kit/errors.ts';
import { systemUsb } from '../../drivers/kit/usb/system-bus.ts';
import type { UsbPort } from '../../drivers/kit/usb/usb-bus.ts';
import { UsbTransport } from '../../drivers/kit/usb/usb-transport.ts';
import { type LabDeviceHandle, type LabDevices, startDevices } from '../devices/client.ts';
import { nodeThere, until } from '../guest/wait.ts';

/** libusb and the kernel's usbfs, as our transport uses them, with a simulated device that says back what it hears. */
const bus = systemUsb();
const wait = { limitMs: 60_000 };
const fails = (code: string) => ({ ok: false, error: { code } });
const inSysfs = (device: string): string => `/sys/bus/usb/devices/${device}`;

let devices: LabDevices;
let echo: LabDeviceHandle<'echo'>;

beforeAll(() => {
  devices = startDevices();
});
afterAll(() => devices.stop());
beforeEach(async () => {
  echo = await devices.make('echo', { serialNumber: 'ECHO' });
});
afterEach(async () => {
  await echo.close();
  await until('end of the device', async () => !(await ours()));
});

const ours = async () =>
  (await bus.list()).find(({ serialNumber, interfaces }) => serialNumber === 'ECHO' && interfaces.length > 0);
async function openPort(): Promise<UsbPort> {
  const info = await until('device on the bus', ours);
  const opened = await bus.open(info, 0);
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}
function transport(): { line: UsbTransport; got: number[] } {
  const got: number[] = [];
  const line = new UsbTransport({
    name: 'usb:1209:0001',
    bus,
    pick: (all) => {
      const device = all.find(
        ({ serialNumber, interfaces }) => serialNumber === 'ECHO' && interfaces.length > 0,
      );
      return device ? { device, interfaceNumber: 0 } : null;
    },
    chunkBytes: 4096,
  });
  line.onData((bytes) => {
    for (const byte of bytes) got.push(byte);
  });
  return { line, got };
}
/** Where the kernel has it; known a moment after it was plugged in. */
const placeOf = (device: { state(): Promise<{ path: string }> }): Promise<string> =>
  until('place', async () => (await device.state()).path);
const lost = (line: UsbTransport): Promise<DeviceFailure> => new Promise((resolve) => line.onLost(resolve));

describe('usb over bulk', () => {
  it('finds a device, reads its texts and descriptors, and carries 100 kB there and back', async () => {
    await echo.plug();
    const info = await until('device on the bus', ours);
    expect(info).toMatchObject({
      vendorId: 0x1209,
      productId: 1,
      product: 'Echo',
      manufacturer: 'Simulated',
    });
    expect(info.path).toBe((await echo.state()).path);
    expect(info.interfaces).toEqual([
      {
        number: 0,
        class: 0xff,
        subclass: 0,
        protocol: 0,
        endpoints: [
          { address: 0x81, type: 'bulk', maxPacketBytes: 512 },
          { address: 0x02, type: 'bulk', maxPacketBytes: 512 },
        ],
      },
    ]);
    const { line, got } = transport();
    expect(await line.open()).toMatchObject({ ok: true });
    const sent = Uint8Array.from({ length: 100_000 }, (_, index) => (index * 7) & 0xff);
    expect(await line.write(sent)).toMatchObject({ ok: true });
    await until('everything back', () => got.length === sent.length);
    expect(Buffer.from(got).equals(sent)).toBe(true);
    await line.close();
  });

  it('ends a read by its own time limit, not by the library’s, which comes up to a minute late', async () => {
    await echo.plug();
    const port = await openPort();
    const since = performance.now();
    expect(await port.read(0x81, 512, { limitMs: 300 })).toMatchObject(fails('E1007'));
    const tookMs = performance.now() - since;
    console.log(`read limit of 300 ms: ended after ${tookMs.toFixed(0)} ms`);
    expect(tookMs).toBeLessThan(10_000);
    expect((await echo.state()).unlinked).toBeGreaterThan(0);
    await port.close();
  });

  it('calls off a read and a write that hangs, and works on', async () => {
    await echo.plug();
    const port = await openPort();
    const off = new AbortController();
    const reading = port.read(0x81, 512, { ...wait, signal: off.signal });
    off.abort();
    expect(await reading).toMatchObject(fails('E1008'));
    await echo.act('meetNext', 'never');
    expect(await port.write(2, Uint8Array.of(1), { limitMs: 200 })).toMatchObject(fails('E1007'));
    expect(await port.write(2, Uint8Array.of(2), wait)).toMatchObject({ ok: true });
    expect(await port.read(0x81, 512, wait)).toMatchObject({ value: Buffer.from([2]) });
    await port.close();
  });

  it('clears a stall either way and tells it, and gives short, empty and over-long transfers', async () => {
    await echo.plug();
    const port = await openPort();
    await echo.act('meetNext', 'stall');
    expect(await port.write(2, Uint8Array.of(1), wait)).toMatchObject(fails('E1010'));
    await echo.act('stall');
    expect(await port.read(0x81, 512, wait)).toMatchObject(fails('E1010'));
    expect(
      await port.controlIn({ bmRequestType: 0xc0, bRequest: 9, wValue: 0, wIndex: 0 }, 4, wait),
    ).toMatchObject(fails('E1010'));
    await echo.act('send', new Uint8Array());
    await echo.act('send', new Uint8Array(700).fill(3));
    await echo.act('send', new Uint8Array(20));
    const lengths: (number | string)[] = [];
    for (const asked of [512, 512, 512, 7]) {
      const read = await port.read(0x81, asked, wait);
      lengths.push(read.ok ? read.value.length : read.error.code);
    }
    expect(lengths).toEqual([0, 512, 188, 'E1011']);
    await port.close();
  });

  it('ends a pending read when the device is pulled out, finds it on another path, and is told when', async () => {
    await echo.plug();
    await until('device on the bus', ours);
    const { line, got } = transport();
    expect(await line.open()).toMatchObject({ ok: true });
    const gone = lost(line);
    const before = (await echo.state()).path;
    await echo.unplug();
    expect((await gone).code).toBe('E1005');
    expect(await line.open()).toMatchObject(fails('E1012'));
    const back = new Promise<void>((resolve) => line.onBack(resolve));
    await echo.plug('another');
    await back;
    expect(await placeOf(echo)).not.toBe(before);
    expect(await line.open()).toMatchObject({ ok: true });
    await line.write(Uint8Array.of(5));
    await until('an answer', () => got.includes(5));
    await line.close();
  });

  it('is in use again within a second of each re-plug, by itself', async () => {
    await echo.plug();
    await until('device on the bus', ours);
    const { line, got } = transport();
    const connection = new DeviceConnection<string>({
      line,
      find: async () => {
        const opened = await line.open();
        if (!opened.ok) return opened;
        got.length = 0;
        const asked = await line.write(Uint8Array.of(7));
        if (!asked.ok) return asked;
        await until('an answer', () => got.includes(7));
        return ok('echo');
      },
      dispose: () => undefined,
      simulated: true,
      reopen: 200,
      recover: 1000,
      needsRecovery: new Set(),
      notReady: failure(transportErrors, 'E1009'),
      details: () => ({}),
    });
    await connection.open();
    const took: number[] = [];
    for (const place of ['same', 'another', 'same'] as const) {
      await echo.unplug();
      await until('the loss', () => connection.status.state === 'powerOff');
      await echo.plug(place);
      await nodeThere(inSysfs(await placeOf(echo)));
      const since = performance.now();
      await until('the device', () => connection.status.state === 'online');
      took.push(Math.round(performance.now() - since));
    }
    console.log(`back in use after the node was there: ${took.join(', ')} ms`);
    for (const ms of took) expect(ms).toBeLessThan(5000);
    await connection.close();
  });

  it('survives the supply of all devices failing at once', async () => {
    const others = startDevices();
    const doomed = await others.make('echo', { serialNumber: 'ECHO' });
    await doomed.plug();
    await until('device on the bus', ours);
    const { line, got } = transport();
    expect(await line.open()).toMatchObject({ ok: true });
    const gone = lost(line);
    await others.kill();
    expect((await gone).code).toBe('E1005');
    await echo.plug();
    await until('device on the bus', ours);
    await until('open', async () => (await line.open()).ok);
    await line.write(Uint8Array.of(6));
    await until('an answer', () => got.includes(6));
    await line.close();
  });

  it('takes an interface from the kernel’s driver, has it alone, and gives it back', async () => {
    const hid = await devices.make('hid-echo');
    await hid.plug();
    const device = await placeOf(hid);
    const link = path.join(inSysfs(device), `${device}:1.0`, 'driver');
    const driver = (): string => {
      try {
        return path.basename(readlinkSync(link));
      } catch {
        return 'none';
      }
    };
    await until('usbhid', () => driver() === 'usbhid');
    const info = await until('device on the bus', async () =>
      (await bus.list()).find((item) => item.path === device && item.interfaces.length > 0),
    );
    const opened = await bus.open(info, 0);
    if (!opened.ok) throw new Error(opened.error.message);
    expect(driver()).toBe('usbfs');
    expect(await bus.open(info, 0)).toMatchObject(fails('E1002'));
    await opened.value.close();
    await until('usbhid again', () => driver() === 'usbhid');
    await hid.close();
  });
});
