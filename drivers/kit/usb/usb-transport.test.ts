import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeviceFailure } from '../result.ts';
import { type EchoModel, echoModel } from './testing/echo-model.ts';
import { type MemoryBus, memoryBus } from './testing/memory-bus.ts';
import { UsbTransport, type UsbTransportOptions } from './usb-transport.ts';

let bus: MemoryBus;
let model: EchoModel;
let line: UsbTransport;
let got: number[];
let faults: string[];

const transport = (more: Partial<UsbTransportOptions> = {}): UsbTransport => {
  const made = new UsbTransport({
    name: 'usb:1209:0001',
    bus,
    pick: (devices) => {
      const device = devices.find(({ vendorId, productId }) => vendorId === 0x1209 && productId === 1);
      return device ? { device, interfaceNumber: 0 } : null;
    },
    onFault: ({ code }) => faults.push(code),
    ...more,
  });
  made.onData((bytes) => got.push(...bytes));
  return made;
};
const fails = (code: string) => ({ ok: false, error: { code } });

/** Resolves when so many bytes have come in all. */
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
  bus = memoryBus();
  model = echoModel();
  got = [];
  faults = [];
  line = transport();
});
afterEach(() => line.close());

describe('usb over bulk, in memory', () => {
  it('carries every byte value, in chunks of the wished size', async () => {
    line = transport({ chunkBytes: 64 });
    bus.plug(model);
    expect(await line.open()).toEqual({ ok: true, value: undefined });
    const all = Uint8Array.from({ length: 256 }, (_, index) => index);
    expect((await line.write(all)).ok).toBe(true);
    expect(await bytes(256)).toEqual([...all]);
    expect(model.received.map(({ length }) => length)).toEqual([64, 64, 64, 64]);
  });

  it('keeps the order of writes that do not wait for each other', async () => {
    bus.plug(model);
    await line.open();
    await Promise.all([1, 2, 3, 4].map((value) => line.write(Uint8Array.of(value, value))));
    expect(await bytes(8)).toEqual([1, 1, 2, 2, 3, 3, 4, 4]);
  });

  it('drops what lay in the device from before', async () => {
    bus.plug(model);
    model.host?.send(0x81, Uint8Array.of(9, 9, 9));
    model.host?.send(0x81, Uint8Array.of(9));
    await line.open();
    await line.write(Uint8Array.of(1));
    expect(await bytes(1)).toEqual([1]);
  });

  it('is E1012 when nothing fits, and E1009 when it is not open', async () => {
    expect(await line.open()).toMatchObject(fails('E1012'));
    expect(await line.write(Uint8Array.of(1))).toMatchObject(fails('E1009'));
    expect(line.isOpen).toBe(false);
  });

  it('is E1004 when the interface has no such pair, and gives the interface back', async () => {
    bus.plug(model);
    const wrong = transport({
      pick: ([device]) => (device ? { device, interfaceNumber: 0, endpoints: { in: 0x83, out: 2 } } : null),
    });
    expect(await wrong.open()).toMatchObject(fails('E1004'));
    expect((await line.open()).ok).toBe(true);
  });

  it('tells a pulled-out device once, with the standing read pending', async () => {
    bus.plug(model);
    await line.open();
    let times = 0;
    line.onLost(() => {
      times += 1;
    });
    const told = lost();
    bus.unplug(model);
    expect((await told).code).toBe('E1005');
    expect(await line.write(Uint8Array.of(1))).toMatchObject(fails('E1009'));
    await line.close();
    expect(times).toBe(1);
  });

  it('tells when it is back, finds it on another path and works on', async () => {
    bus.plug(model, '1-1');
    await line.open();
    bus.unplug(model);
    const back = new Promise<void>((resolve) => line.onBack(resolve));
    bus.plug(model, '2-3.1');
    await back;
    expect((await line.open()).ok).toBe(true);
    await line.write(Uint8Array.of(5));
    expect(await bytes(1)).toEqual([5]);
  });

  it('opens again from within the news of the loss, though the old port is still being given back', async () => {
    bus.plug(model);
    await line.open();
    const reopened = new Promise<boolean>((resolve) => {
      line.onLost(() => {
        bus.plug(model, '1-7');
        resolve(line.open().then(({ ok }) => ok));
      });
    });
    bus.unplug(model);
    expect(await reopened).toBe(true);
    await line.write(Uint8Array.of(8));
    expect(await bytes(1)).toEqual([8]);
  });

  it('is not told back by a device that does not fit, nor while it is open', async () => {
    let times = 0;
    line.onBack(() => {
      times += 1;
    });
    const other = echoModel();
    new DataView(other.device.buffer).setUint16(8, 0xabcd, true);
    bus.plug(other);
    bus.plug(model);
    await line.open();
    bus.unplug(other);
    await bus.list();
    expect(times).toBe(1);
  });

  it('goes on after a stall, either way, and tells it for the trace', async () => {
    bus.plug(model);
    await line.open();
    model.script.push('stall');
    expect(await line.write(Uint8Array.of(1))).toMatchObject(fails('E1010'));
    model.host?.stall(0x81);
    expect((await line.write(Uint8Array.of(2))).ok).toBe(true);
    expect(await bytes(1)).toEqual([2]);
    expect(faults).toEqual(['E1010', 'E1010']);
    expect(line.isOpen).toBe(true);
  });

  it('gives up a device that refuses every read', async () => {
    bus.plug(model);
    await line.open();
    const again = model.haltsCleared.length;
    const told = lost();
    Object.assign(model, { haltCleared: () => queueMicrotask(() => model.host?.stall(0x81)) });
    model.host?.stall(0x81);
    expect((await told).code).toBe('E1010');
    expect(faults).toHaveLength(3);
    expect(again).toBe(0);
  });

  it('takes short, empty and over-long transfers as the stream they are', async () => {
    bus.plug(model);
    await line.open();
    model.host?.send(0x81, Uint8Array.of(1));
    model.host?.send(0x81, new Uint8Array());
    model.host?.send(0x81, new Uint8Array(200).fill(2));
    expect(await bytes(201)).toEqual([1, ...new Array(200).fill(2)]);
  });

  it('works again after a power-cycle without a word of what was under way', async () => {
    bus.plug(model);
    await line.open();
    model.script.push('never');
    const stuck = line.write(Uint8Array.of(1));
    await vi.waitUntil(() => model.script.length === 0);
    bus.unplug(model);
    expect(await stuck).toMatchObject({ ok: false });
    bus.plug(model);
    expect((await line.open()).ok).toBe(true);
    await line.write(Uint8Array.of(3));
    expect(await bytes(1)).toEqual([3]);
  });

  it('ends with the program: closing calls off what is pending, and closing during open leaves it closed', async () => {
    bus.plug(model);
    await line.open();
    model.script.push('never');
    const stuck = line.write(Uint8Array.of(1));
    await vi.waitUntil(() => model.script.length === 0);
    await line.close();
    expect(await stuck).toMatchObject(fails('E1009'));
    void line.open();
    await line.close();
    expect(line.isOpen).toBe(false);
    expect((await transport().open()).ok).toBe(true);
  });

  it('works over a pair of interrupt endpoints too', async () => {
    const interrupt = echoModel({ type: 'interrupt', packetBytes: 8 });
    bus.plug(interrupt);
    await line.open();
    await line.write(Uint8Array.from({ length: 20 }, (_, index) => index));
    expect(await bytes(20)).toHaveLength(20);
  });
});
