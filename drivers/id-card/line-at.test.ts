import { afterEach, beforeEach, expect, test } from 'vitest';
import { parsePortName } from '../kit/discovery/port-name.ts';
import { memoryHid } from '../kit/hid/testing/memory-hid.ts';
import { type MemoryBus, memoryBus } from '../kit/usb/testing/memory-bus.ts';
import { idCardLineAt } from './line-at.ts';
import { readCardOnce } from './read-once.ts';
import { resident } from './sdt/scenarios/scenario.ts';
import { SdtSimulator } from './sdt/simulator/sdt-simulator.ts';
import { UsbReader, type UsbReaderOptions } from './sdt/simulator/usb-reader.ts';

let bus: MemoryBus;
const plugged: { readonly device: UsbReader; readonly simulator: SdtSimulator }[] = [];

beforeEach(() => {
  bus = memoryBus();
});
afterEach(async () => {
  for (const { device, simulator } of plugged.splice(0)) {
    bus.unplug(device);
    await device.close();
    await simulator.stop();
  }
});

/** Plugs in one more simulated reader, with a card on it. */
async function plug(options: UsbReaderOptions): Promise<void> {
  const simulator = new SdtSimulator();
  await simulator.start();
  simulator.placeCard(resident);
  const device = new UsbReader(simulator, options);
  plugged.push({ device, simulator });
  bus.plug(device);
}
const lineAt = (name: string) => {
  const port = parsePortName(name);
  if (!port) throw new Error(name);
  return idCardLineAt(port, { usb: () => bus, hid: () => memoryHid(bus) });
};

test.each([
  ['usb:0400:c35a', { framing: 'split' }],
  ['usb:0400:C35A:READER:7', { framing: 'split', serialNumber: 'READER:7' }],
  ['usb:0316:5020', { framing: 'pipe', vendorId: 0x0316, productId: 0x5020 }],
  ['hid:1209:0010', { framing: 'hid' }],
] as const)('%s is found and read', async (name, options) => {
  await plug(options);
  const line = await lineAt(name);
  if (!line.ok) throw new Error(line.error.message);
  const wanted = { fingerprint: false, newAddresses: false, timeoutMs: 5000 };
  expect(await readCardOnce({ line: line.value, ...wanted })).toMatchObject({
    ok: true,
    card: { name: '测试员' },
  });
});

test('none of that name is E1012; two of it are E1014, and a serial number tells them apart', async () => {
  expect(await lineAt('usb:0400:c35a')).toMatchObject({ error: { code: 'E1012' } });
  expect(await lineAt('hid:1209:0010')).toMatchObject({ error: { code: 'E1012' } });
  await plug({ framing: 'split', serialNumber: 'A' });
  await plug({ framing: 'split', serialNumber: 'B' });
  expect(await lineAt('usb:0400:c35a')).toMatchObject({ error: { code: 'E1014' } });
  expect(await lineAt('usb:0400:c35a:B')).toMatchObject({ ok: true });
});

test('a HID reader named as a USB one has no line there', async () => {
  await plug({ framing: 'hid' });
  expect(await lineAt('usb:1209:0010')).toMatchObject({ error: { code: 'E1012' } });
});

test('a serial port needs no bus', async () => {
  expect(await lineAt('/dev/ttyUSB0')).toMatchObject({ ok: true, value: { name: '/dev/ttyUSB0' } });
});
