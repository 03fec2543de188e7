import { existsSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceState } from '../../drivers/kit/status.ts';
import { systemUsb } from '../../drivers/kit/usb/system-bus.ts';
import { EscposPrinter } from '../../drivers/printer/escpos/driver/escpos-printer.ts';
import type { PrintJob } from '../../drivers/printer/print-job.ts';
import { loadProfile } from '../../drivers/printer/profiles/profile.ts';
import { UsbPrinterLine } from '../../drivers/printer/usb/printer-line.ts';
import { type LabDeviceHandle, type LabDevices, startDevices } from '../devices/client.ts';
import { until } from '../guest/wait.ts';

/** A short slip: drawing is slow in the guest. */
const slip: PrintJob = {
  id: 'lab-0001',
  lines: [
    { kind: 'text', text: '认证成功', size: 'result', align: 'center', bold: true, invert: true },
    { kind: 'pair', label: '受理编号', value: '20261122000007' },
    { kind: 'gap', mm: 6 },
  ],
};

/** For a machine that is 20 to 50 times slower. */
const timeouts = { reply: 4000, proof: 60_000, processIdGrace: 5000, idlePoll: 5000 };
/** The kernel's own printer driver, on the only interface of the printer. */
const kernelDriver = (place: string): string | null => {
  const link = `/sys/bus/usb/devices/${place}/${place}:1.0/driver`;
  return existsSync(link) ? path.basename(readlinkSync(link)) : null;
};

let devices: LabDevices;
beforeAll(() => {
  devices = startDevices();
});
afterAll(() => devices.stop());

describe('printer over usb-printer-class', () => {
  let device: LabDeviceHandle<'printer'>;
  let printer: EscposPrinter;
  let place: string;

  beforeEach(async () => {
    device = await devices.make('printer', {
      ...{ profile: 'epson-tm', manufacturer: 'EPSON', model: 'TM-T88VI', serialNumber: 'LAB-PRN' },
    });
    await device.plug();
    place = await device.seen();
    // It binds as on any Linux machine; whoever opens the printer has to put it aside.
    await until('usblp', () => kernelDriver(place) === 'usblp');
    const bus = systemUsb();
    await until('printer on the bus', async () => (await bus.list()).some(isOurs));
    const profile = loadProfile('epson-tm');
    if (!profile.ok) throw new Error(profile.error.message);
    printer = new EscposPrinter({
      transport: new UsbPrinterLine({ bus, name: 'usb:154f:0001', isWanted: isOurs, patienceMs: 4000 }),
      profile: profile.value,
      simulated: true,
      timeouts,
    });
  });
  afterEach(async () => {
    await printer.close();
    await device.close();
  });

  const isOurs = ({ serialNumber }: { serialNumber: string }): boolean => serialNumber === 'LAB-PRN';
  const open = async (): Promise<void> => {
    expect(await printer.open()).toMatchObject({ ok: true, value: { baudRate: null } });
  };
  const reached = (state: DeviceState): Promise<void> =>
    new Promise((resolve) => {
      const stop = printer.onStatus((status) => {
        if (status.state === state) finish();
      });
      const finish = (): void => {
        stop();
        resolve();
      };
      if (printer.deviceStatus().state === state) finish();
    });

  it('takes the printer from usblp, prints and proves a slip, and gives it back', async () => {
    await open();
    expect(kernelDriver(place)).not.toBe('usblp');
    expect(await printer.status()).toMatchObject({
      ok: true,
      value: { paper: 'full', online: true, source: 'commands' },
    });
    expect(printer.deviceStatus().details).toMatchObject({ printer: 'EPSON TM-T88VI' });
    expect(await printer.print(slip)).toEqual({ ok: true, value: { printed: true, proof: 'processId' } });
    expect(await device.act('slips')).toBe(1);
    await printer.close();
    await until('usblp again', () => kernelDriver(place) === 'usblp');
  });

  it('paper out in the middle, cover, and no reply at all: told, and by whose word', async () => {
    await open();
    await device.act('inject', 'paperOut', { afterRows: 20 });
    expect(await printer.print(slip)).toMatchObject({ ok: false, error: { code: 'E4001' } });
    await device.act('clearFaults');
    expect(await printer.print(slip)).toMatchObject({ ok: true });
    await device.act('inject', 'mute');
    await device.act('inject', 'coverOpen');
    expect(await printer.status()).toMatchObject({
      ok: true,
      value: { online: false, cover: 'unknown', source: 'portStatus' },
    });
  });

  it('a halted pipe and a printer that takes nothing: not printed, reset, then a whole slip', async () => {
    await open();
    for (const fault of ['stallOut', 'neverOutUntilReset'] as const) {
      const before = await device.act('slips');
      await device.act('injectTransfer', fault, { afterBytes: 1000 });
      expect(await printer.print(slip)).toMatchObject({ ok: false, error: { code: 'E4022' } });
      expect(await device.act('slips')).toBe(before);
      expect(await printer.print(slip)).toMatchObject({ ok: true });
    }
  });

  it('pulled out in the middle of a slip, plugged in elsewhere: nobody knows, back by itself, prints', async () => {
    await open();
    // It stands still in the middle, so that the pull comes surely before the end.
    await device.act('injectTransfer', 'neverOut', { afterBytes: 1000 });
    const printing = printer.print(slip);
    await device.act('rowsOnPaper', 1);
    await device.unplug();
    expect(await printing).toMatchObject({ ok: false, error: { code: 'E4011' } });
    await reached('noDevice');
    await device.act('clearFaults');
    await device.plug('another');
    place = await device.seen();
    const since = performance.now();
    await reached('online');
    const ms = Math.round(performance.now() - since);
    console.log(`printer: back ${ms} ms after the kernel saw it at ${place}`);
    expect(ms).toBeLessThan(5000);
    expect(await printer.print(slip)).toMatchObject({ ok: true });
  });

  it('power gone and back three times: back each time', async () => {
    await open();
    for (let turn = 0; turn < 3; turn += 1) {
      await device.unplug();
      await reached('noDevice');
      await device.plug();
      await reached('online');
    }
    expect(await printer.print(slip)).toMatchObject({ ok: true });
  });
});
