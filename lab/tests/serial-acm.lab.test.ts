import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeviceFailure } from '../../drivers/kit/result.ts';
import { SerialTransport } from '../../drivers/kit/serial-transport.ts';
import { type LabDevices, startDevices } from '../devices/client.ts';
import { settled } from '../guest/udev.ts';
import { nodeGone, nodeThere, until } from '../guest/wait.ts';

/** The kernel's cdc_acm and our serial transport, with a simulated device that says back what it hears. */
const NODE = '/dev/ttyACM0';
const BY_ID = '/dev/serial/by-id/usb-Simulated_Serial_device_LAB-ACM-if00';
let devices: LabDevices;

beforeAll(() => {
  devices = startDevices();
});
afterAll(() => devices.stop());

describe('serial over cdc-acm', () => {
  it.each([
    ['sends no break', false],
    ['sends a break', true],
  ])(
    'sets speed and parity and carries every byte value, with a device that %s',
    async (_name, sendsBreak) => {
      const device = await devices.make('serial', { serialNumber: 'LAB-ACM', sendsBreak });
      await device.plug();
      await nodeThere(BY_ID);
      await settled();
      const line = new SerialTransport(BY_ID, 57_600, 'odd');
      const got: number[] = [];
      line.onData((bytes) => got.push(...bytes));
      expect(await line.open()).toMatchObject({ ok: true });
      await until('line coding', async () => (await device.act('line')).baudRate === 57_600);
      expect(await device.act('line')).toMatchObject({ parity: 'odd', dataBits: 8, dtr: true, rts: true });
      expect(await line.setBaudRate(115_200)).toMatchObject({ ok: true });
      await until('another speed', async () => (await device.act('line')).baudRate === 115_200);

      const all = Uint8Array.from({ length: 1024 }, (_, index) => index & 0xff);
      expect(await line.write(all)).toMatchObject({ ok: true });
      await until('everything back', () => got.length === all.length);
      expect(got).toEqual([...all]);

      await line.close();
      await until('no DTR', async () => !(await device.act('line')).dtr);
      await device.close();
      await nodeGone(NODE);
    },
  );

  it('tells a pulled-out device, and opens it again by the same name wherever it is plugged in', async () => {
    const device = await devices.make('serial', { serialNumber: 'LAB-ACM' });
    await device.plug();
    await nodeThere(BY_ID);
    await settled();
    const line = new SerialTransport(BY_ID);
    const got: number[] = [];
    line.onData((bytes) => got.push(...bytes));
    expect(await line.open()).toMatchObject({ ok: true });
    const gone = new Promise<DeviceFailure>((resolve) => line.onLost(resolve));
    await device.unplug();
    expect((await gone).code).toBe('E1005');
    await nodeGone(BY_ID);
    expect(await line.open()).toMatchObject({ ok: false, error: { code: 'E1001' } });
    await device.plug('another');
    await nodeThere(BY_ID);
    const since = performance.now();
    await until('open', async () => (await line.open()).ok);
    await line.write(Uint8Array.of(1, 2, 3));
    await until('an answer', () => got.length === 3);
    console.log(`in use ${(performance.now() - since).toFixed(0)} ms after the name was there`);
    await line.close();
    await device.close();
  });
});
