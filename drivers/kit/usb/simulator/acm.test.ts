import { beforeEach, expect, it } from 'vitest';
import { memoryBus } from '../testing/memory-bus.ts';
import type { UsbPort } from '../usb-bus.ts';
import { AcmModel } from './acm.ts';

// That the kernel's own driver understands it is proved in lab/tests/serial-acm.lab.test.ts.

const wait = { limitMs: 5000 };
const setup = (bmRequestType: number, bRequest: number, wValue = 0) => ({
  bmRequestType,
  bRequest,
  wValue,
  wIndex: 0,
});
let heard: number[];
let model: AcmModel;
let port: UsbPort;

beforeEach(async () => {
  heard = [];
  model = new AcmModel({}, (bytes) => heard.push(...bytes));
  const bus = memoryBus();
  bus.plug(model);
  const [info] = await bus.list();
  const opened = info && (await bus.open(info, 1));
  if (!opened?.ok) throw new Error('not opened');
  port = opened.value;
});

it('carries bytes, packet by packet', async () => {
  await port.write(2, Uint8Array.of(1, 2), wait);
  expect(heard).toEqual([1, 2]);
  model.send(new Uint8Array(100).fill(4));
  expect(await port.read(0x81, 512, wait)).toMatchObject({ value: new Uint8Array(64).fill(4) });
  expect(await port.read(0x81, 512, wait)).toMatchObject({ value: new Uint8Array(36).fill(4) });
});

it('takes the line coding and the modem lines, and gives the coding back', async () => {
  expect(model.lineCoding).toEqual({ baudRate: 9600, stopBits: 1, parity: 'none', dataBits: 8 });
  const coding = Uint8Array.of(0x00, 0xe1, 0, 0, 2, 1, 7);
  expect((await port.controlOut(setup(0x21, 0x20), coding, wait)).ok).toBe(true);
  expect(model.lineCoding).toEqual({ baudRate: 57_600, stopBits: 2, parity: 'odd', dataBits: 7 });
  expect(await port.controlIn(setup(0xa1, 0x21), 7, wait)).toMatchObject({ value: coding });
  await port.controlOut(setup(0x21, 0x22, 1), new Uint8Array(), wait);
  expect(model.lines).toEqual({ dtr: true, rts: false });
});

it('refuses a break that it cannot send, and requests that are none of its class', async () => {
  const refused = { ok: false, error: { code: 'E1010' } };
  expect(await port.controlOut(setup(0x21, 0x23, 0xffff), new Uint8Array(), wait)).toMatchObject(refused);
  expect(await port.controlIn(setup(0xc0, 1), 1, wait)).toMatchObject(refused);
});
