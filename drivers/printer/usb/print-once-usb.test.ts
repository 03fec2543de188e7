import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { parsePortName } from '../../kit/discovery/port-name.ts';
import type { Transport } from '../../kit/transport.ts';
import { memoryBus } from '../../kit/usb/testing/memory-bus.ts';
import { EscposSimulator } from '../escpos/simulator/escpos-simulator.ts';
import { UsbPrinter, type UsbPrinterOptions } from '../escpos/simulator/usb-printer.ts';
import { printerLineAt } from '../line-at.ts';
import { printOnce } from '../print-once.ts';

let textFile: string;
beforeEach(() => {
  const dir = mkdtempSync(path.join(tmpdir(), 'yinling-print-'));
  textFile = path.join(dir, 'slip.txt');
  writeFileSync(textFile, '养老待遇资格认证\n认证成功\n');
  return () => rmSync(dir, { recursive: true, force: true });
});

/** A simulated printer on a bus in memory, and the line to whatever bears `name` there. */
async function simulate(profile: string, name: string, options: UsbPrinterOptions): Promise<Transport> {
  const simulator = new EscposSimulator({ profile, takeAfterMs: 200 });
  await simulator.start();
  const bus = memoryBus();
  const device = new UsbPrinter(simulator, options);
  bus.plug(device);
  onTestFinished(async () => {
    bus.unplug(device);
    await device.close();
    await simulator.stop();
  });
  const port = parsePortName(name);
  if (!port || port.kind === 'hid') throw new Error(`${name} names no printer`);
  return printerLineAt(port, () => bus);
}

it('finds the printer by its numbers and the profile by what it says it is', async () => {
  const line = await simulate('custom-vkp80', 'usb:0dd4:0205', {
    ...{ vendorId: 0x0dd4, productId: 0x0205, manufacturer: 'CUSTOM SPA', model: 'VKP80III' },
  });
  expect(await printOnce({ line, textFile, timeoutMs: 20_000 })).toMatchObject({
    ok: true,
    printed: true,
    taken: true,
    statusBefore: { paper: 'full', media: 'notPresent', source: 'commands' },
  });
  expect(line.isOpen).toBe(false);
}, 20_000);

it('does not guess a profile for a printer that nobody knows', async () => {
  const line = await simulate('generic-80mm', 'usb:154f:0001', { manufacturer: 'NOBODY', model: 'POS-80' });
  const unknown = await printOnce({ line, textFile, timeoutMs: 20_000 });
  expect(unknown).toMatchObject({ ok: false, error: { code: 'E4016' } });
  expect(unknown.ok ? '' : unknown.error.message).toContain('NOBODY POS-80; known: generic-80mm');
  expect(await printOnce({ line, profile: 'generic-80mm', textFile, timeoutMs: 20_000 })).toMatchObject({
    ok: true,
    taken: null,
  });
}, 20_000);

it('takes no other printer than the one that is named', async () => {
  const line = await simulate('generic-80mm', 'usb:154f:0001:OTHER', { serialNumber: 'SIM-1' });
  expect(await printOnce({ line, textFile, timeoutMs: 20_000 })).toMatchObject({
    ok: false,
    error: { code: 'E1012' },
  });
});
