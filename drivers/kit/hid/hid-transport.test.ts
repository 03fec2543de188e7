import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceFailure } from '../result.ts';
import { type MemoryBus, memoryBus } from '../usb/testing/memory-bus.ts';
import type { HidBus } from './hid-bus.ts';
import { HidTransport } from './hid-transport.ts';
import type { ReportFraming } from './report-framing.ts';
import { type HidEchoModel, hidEchoModel } from './simulator/hid-echo.ts';
import { memoryHid } from './testing/memory-hid.ts';

let usb: MemoryBus;
let hid: HidBus;
let model: HidEchoModel;
let line: HidTransport;
let got: number[];
const wait = { limitMs: 5000 };
const fails = (code: string) => ({ ok: false, error: { code } });

const transport = (framing: ReportFraming): HidTransport => {
  const made = new HidTransport({
    name: 'hid:1209:0004',
    bus: hid,
    pick: (devices) => devices.find(({ productId }) => productId === 4) ?? null,
    framing,
  });
  made.onData((bytes) => got.push(...bytes));
  return made;
};
const bytes = (count: number): Promise<number[]> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (got.length < count) return;
      stop();
      resolve(got);
    };
    const stop = line.onData(look);
    look();
  });
const lost = (): Promise<DeviceFailure> =>
  new Promise((resolve) => {
    const stop = line.onLost((failure) => {
      stop();
      resolve(failure);
    });
  });

beforeEach(() => {
  usb = memoryBus();
  hid = memoryHid(usb);
  model = hidEchoModel();
  got = [];
  line = transport({ strip: 1, lengthByte: true });
});
afterEach(() => line.close());

describe('hid over reports, in memory', () => {
  it('lists a device as its descriptors say', async () => {
    usb.plug(model, '1-3');
    expect(await hid.list()).toEqual([
      {
        vendorId: 0x1209,
        productId: 4,
        serialNumber: 'SIM-HID',
        manufacturer: 'Simulated',
        product: 'HID echo',
        path: '1-3:1.0',
        usagePage: 0xff00,
        usage: 1,
        interface: 0,
      },
    ]);
  });

  it('carries every byte value both ways', async () => {
    usb.plug(model);
    expect((await line.open()).ok).toBe(true);
    const all = Uint8Array.from({ length: 256 }, (_, index) => index);
    expect((await line.write(all)).ok).toBe(true);
    expect(await bytes(256)).toEqual([...all]);
    expect(model.received.map(({ length }) => length)).toEqual([64, 64, 64, 64, 64]);
  });

  it('sends by request where there is no endpoint for it, with numbered reports too', async () => {
    model = hidEchoModel({ outEndpoint: false, reportId: 5, reportBytes: 16 });
    usb.plug(model);
    line = transport({ strip: 2, lengthByte: true, reportId: 5, reportBytes: 16 });
    await line.open();
    await line.write(Uint8Array.of(1, 2, 3));
    expect(await bytes(3)).toEqual([1, 2, 3]);
    expect(model.received).toEqual([Uint8Array.from([5, 3, 1, 2, 3, ...new Array(12).fill(0)])]);
  });

  it('carries reports that are longer than a packet', async () => {
    model = hidEchoModel({ reportBytes: 200 });
    usb.plug(model);
    line = transport({ strip: 1, lengthByte: true, reportBytes: 200 });
    await line.open();
    const long = Uint8Array.from({ length: 500 }, (_, index) => index & 0xff);
    await line.write(long);
    expect(await bytes(500)).toEqual([...long]);
  });

  it('has feature reports', async () => {
    for (const reportId of [0, 3]) {
      model = hidEchoModel({ reportId });
      const path = usb.plug(model);
      const info = (await hid.list()).find((device) => device.path.startsWith(path));
      const opened = info && (await hid.open(info));
      if (!opened?.ok) throw new Error('not opened');
      const feature = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
      expect((await opened.value.setFeature(reportId, feature, wait)).ok).toBe(true);
      expect(await opened.value.getFeature(reportId, 8, wait)).toMatchObject({ value: feature });
    }
  });

  it('tells E1013 when the answers begin nowhere as they should', async () => {
    usb.plug(model);
    line = transport({ strip: { find: Uint8Array.of(0xaa, 0x96) } });
    model.reply = () => new Array(8).fill(new Uint8Array(64));
    await line.open();
    const told = lost();
    await line.write(Uint8Array.of(1));
    expect((await told).code).toBe('E1013');
    expect(line.isOpen).toBe(false);
    model.reply = () => [Uint8Array.from([9, 0xaa, 0x96, 1, ...new Array(60).fill(0)])];
    expect((await line.open()).ok).toBe(true);
    await line.write(Uint8Array.of(1));
    expect((await bytes(3)).slice(0, 3)).toEqual([0xaa, 0x96, 1]);
  });

  it('tells a pulled-out device once, and finds it on another path', async () => {
    usb.plug(model, '1-1');
    await line.open();
    let times = 0;
    line.onLost(() => {
      times += 1;
    });
    const told = lost();
    usb.unplug(model);
    expect((await told).code).toBe('E1005');
    expect(await line.write(Uint8Array.of(1))).toMatchObject(fails('E1009'));
    expect(await line.open()).toMatchObject(fails('E1012'));
    const back = new Promise<void>((resolve) => line.onBack(resolve));
    usb.plug(model, '3-1');
    await back;
    expect((await line.open()).ok).toBe(true);
    await line.write(Uint8Array.of(4));
    expect(await bytes(1)).toEqual([4]);
    expect(times).toBe(1);
  });

  it('goes on after a report that was refused', async () => {
    usb.plug(model);
    await line.open();
    const out = model.out;
    Object.assign(model, { out: () => 'stall' });
    expect(await line.write(Uint8Array.of(1))).toMatchObject(fails('E1010'));
    Object.assign(model, { out });
    model.host?.stall(0x81);
    await line.write(Uint8Array.of(2));
    expect(await bytes(1)).toEqual([2]);
  });

  it('closes while a report is under way, and is E1009 then', async () => {
    usb.plug(model);
    await line.open();
    const asked = new Promise<void>((resolve) => {
      Object.assign(model, {
        out: () => {
          resolve();
          return 'never';
        },
      });
    });
    const stuck = line.write(Uint8Array.of(1));
    await asked;
    await line.close();
    expect(await stuck).toMatchObject(fails('E1009'));
  });

  it('refuses a framing that cannot be when it is made, not at the first report', () => {
    expect(() => transport({ strip: 0, lengthByte: true })).toThrow('length byte');
  });
});
