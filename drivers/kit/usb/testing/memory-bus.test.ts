import { afterEach, beforeEach, expect, it } from 'vitest';
import type { UsbDeviceInfo, UsbPort } from '../usb-bus.ts';
import { type EchoModel, echoModel } from './echo-model.ts';
import { type MemoryBus, memoryBus } from './memory-bus.ts';

let bus: MemoryBus;
let model: EchoModel;
const wait = { limitMs: 5000 };

beforeEach(() => {
  bus = memoryBus();
  model = echoModel();
});
afterEach(() => bus.unplug(model));

const only = async (): Promise<UsbDeviceInfo> => {
  const [info] = await bus.list();
  if (!info) throw new Error('nothing is plugged in');
  return info;
};
const open = async (): Promise<UsbPort> => {
  const opened = await bus.open(await only(), 0);
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value;
};
const code = (code: string) => ({ ok: false, error: { code } });

it('lists what the descriptors say', async () => {
  bus.plug(model, '1-2.4');
  expect(await only()).toEqual({
    vendorId: 0x1209,
    productId: 1,
    serialNumber: 'SIM-1',
    manufacturer: 'Simulated',
    product: 'Echo',
    path: '1-2.4',
    interfaces: [
      {
        number: 0,
        class: 0xff,
        subclass: 0,
        protocol: 0,
        endpoints: [
          { address: 0x81, type: 'bulk', maxPacketBytes: 64 },
          { address: 0x02, type: 'bulk', maxPacketBytes: 64 },
        ],
      },
    ],
  });
});

it('carries bytes both ways, and gives a device back its place', async () => {
  const path = bus.plug(model);
  const port = await open();
  expect(await port.write(2, Uint8Array.of(1, 2, 3), wait)).toEqual({ ok: true, value: undefined });
  expect(await port.read(0x81, 64, wait)).toEqual({ ok: true, value: Uint8Array.of(1, 2, 3) });
  bus.unplug(model);
  expect(await bus.list()).toEqual([]);
  expect(bus.plug(model)).toBe(path);
});

it('ends a pending read at once when the device is pulled out, and tells it', async () => {
  bus.plug(model);
  const port = await open();
  let lost = 0;
  port.onLost(() => {
    lost += 1;
  });
  const pending = port.read(0x81, 64, wait);
  bus.unplug(model);
  expect(await pending).toMatchObject(code('E1005'));
  expect(await port.write(2, Uint8Array.of(1), wait)).toMatchObject(code('E1005'));
  expect([lost, port.isOpen]).toEqual([1, false]);
});

it('does not open a device that has gone, is held, or may not be opened', async () => {
  bus.plug(model);
  const info = await only();
  const port = await open();
  expect(await bus.open(info, 0)).toMatchObject(code('E1002'));
  await port.close();
  expect(await port.read(0x81, 64, wait)).toMatchObject(code('E1009'));
  bus.refuse(model, 'E1003');
  expect(await bus.open(info, 0)).toMatchObject(code('E1003'));
  bus.refuse(model, null);
  expect(await bus.open(info, 1)).toMatchObject(code('E1004'));
  bus.unplug(model);
  expect(await bus.open(info, 0)).toMatchObject(code('E1001'));
});

it('clears a halt and tells it as E1010, on either endpoint and on control requests', async () => {
  bus.plug(model);
  const port = await open();
  model.script.push('stall');
  expect(await port.write(2, Uint8Array.of(1), wait)).toMatchObject(code('E1010'));
  const pending = port.read(0x81, 64, wait);
  model.host?.stall(0x81);
  expect(await pending).toMatchObject(code('E1010'));
  expect(model.haltsCleared).toEqual([2, 0x81]);
  expect((await port.write(2, Uint8Array.of(7), wait)).ok).toBe(true);
  expect(await port.read(0x81, 64, wait)).toMatchObject({ value: Uint8Array.of(7) });
  const setup = { bmRequestType: 0xc0, bRequest: 1, wValue: 0, wIndex: 0 };
  expect(await port.controlIn(setup, 4, wait)).toMatchObject(code('E1010'));
  model.answer = () => Uint8Array.of(1, 2, 3, 4, 5);
  expect(await port.controlIn(setup, 4, wait)).toMatchObject({ value: Uint8Array.of(1, 2, 3, 4) });
});

it('gives short and empty transfers as they are, and the rest of a long one in the next', async () => {
  bus.plug(model);
  const port = await open();
  model.host?.send(0x81, new Uint8Array());
  model.host?.send(0x81, new Uint8Array(100).fill(9));
  const lengths: number[] = [];
  for (let index = 0; index < 3; index += 1) {
    const read = await port.read(0x81, 64, wait);
    lengths.push(read.ok ? read.value.length : -1);
  }
  expect(lengths).toEqual([0, 64, 36]);
});

it('loses a transfer that is longer than a host asked for who did not ask for whole packets', async () => {
  bus.plug(model);
  const port = await open();
  model.host?.send(0x81, new Uint8Array(20));
  model.host?.send(0x81, Uint8Array.of(1));
  expect(await port.read(0x81, 7, wait)).toMatchObject(code('E1011'));
  expect(await port.read(0x81, 64, wait)).toMatchObject({ value: Uint8Array.of(1) });
});

it('ends by its limit or when called off, and works on', async () => {
  bus.plug(model);
  const port = await open();
  expect(await port.read(0x81, 64, { limitMs: 5 })).toMatchObject(code('E1007'));
  model.script.push('never');
  expect(await port.write(2, Uint8Array.of(1), { limitMs: 5 })).toMatchObject(code('E1007'));
  const off = new AbortController();
  const pending = port.read(0x81, 64, { limitMs: 5000, signal: off.signal });
  off.abort();
  expect(await pending).toMatchObject(code('E1008'));
  expect(await port.read(0x81, 64, { limitMs: 5000, signal: off.signal })).toMatchObject(code('E1008'));
  expect((await port.write(2, Uint8Array.of(5), wait)).ok).toBe(true);
  expect(await port.read(0x81, 64, wait)).toMatchObject({ value: Uint8Array.of(5) });
});

it('calls off what is pending when the port is closed, and lets the next one open it', async () => {
  bus.plug(model);
  const port = await open();
  const pending = port.read(0x81, 64, wait);
  await port.close();
  expect(await pending).toMatchObject({ ok: false });
  expect((await (await open()).write(2, Uint8Array.of(1), wait)).ok).toBe(true);
});
