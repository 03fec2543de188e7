import { afterEach, describe, expect, it, vi } from 'vitest';
import { openPtyPair } from '../pty-pair.ts';
import { SerialTransport } from '../serial-transport.ts';
import { hasSpeed } from '../transport.ts';
import { type EchoModel, echoModel } from '../usb/testing/echo-model.ts';
import { memoryBus } from '../usb/testing/memory-bus.ts';
import { UsbTransport } from '../usb/usb-transport.ts';
import type { Candidate } from './candidate.ts';
import type { Choice, Wish } from './choose.ts';
import { fingerprintSchema } from './fingerprint.ts';
import { FoundLine } from './found-line.ts';
import { pluggedIn } from './plugged-in.ts';

const echo = fingerprintSchema.parse({
  ...{ id: 'echo', kind: 'idCard', name: 'Simulated echo', transport: 'usb' },
  ...{ match: { vendorId: '1209', productId: '0001' }, certainty: 'inferred', source: 'a test' },
});
const bridge = fingerprintSchema.parse({
  ...{ id: 'bridge', kind: 'serialBridge', name: 'Simulated bridge', transport: 'serial', shared: true },
  ...{ match: { vendorId: '1209' }, certainty: 'inferred', source: 'a test' },
});

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function terminal(wish: Wish = {}) {
  const usb = memoryBus();
  const ports: Candidate[] = [];
  const hid = { list: async () => [], onChange: () => () => undefined };
  const chosen: Choice[] = [];
  const line = new FoundLine({
    kind: 'idCard',
    wish,
    fingerprints: [echo, bridge],
    plugged: pluggedIn({ usb, hid, serialPorts: async () => ports }),
    build: ({ candidate }) =>
      candidate.transport === 'serial'
        ? new SerialTransport(candidate.path)
        : new UsbTransport({
            name: `usb at ${candidate.place}`,
            bus: usb,
            pick: (devices) => {
              const device = devices.find(({ path }) => path === candidate.place);
              return device ? { device, interfaceNumber: 0 } : null;
            },
          }),
    onChosen: (choice) => chosen.push(choice),
  });
  closing.push(() => line.close());
  return { usb, ports, line, chosen };
}

/** What comes back when a byte is sent. */
async function echoOf(line: FoundLine, byte: number): Promise<number | undefined> {
  const heard = new Promise<number | undefined>((resolve) => {
    const stop = line.onData((bytes) => {
      stop();
      resolve(bytes[0]);
    });
  });
  expect(await line.write(Uint8Array.of(byte))).toMatchObject({ ok: true });
  return heard;
}

const model = (serialNumber: string): EchoModel => echoModel({ serialNumber });

describe('a line to whichever device fits', () => {
  it('is none while nothing fits, and tells when something was plugged in', async () => {
    const { usb, line } = terminal();
    expect(await line.open()).toMatchObject({ ok: false, error: { code: 'E1012' } });
    expect(await line.write(Uint8Array.of(1))).toMatchObject({ ok: false, error: { code: 'E1009' } });
    const back = new Promise<void>((resolve) => line.onBack(resolve));
    usb.plug(model('A'));
    await back;
    expect(await line.open()).toMatchObject({ ok: true });
    expect(await echoOf(line, 7)).toBe(7);
    expect(hasSpeed(line)).toBe(false);
  });

  it('finds the device again on another path after it was pulled out', async () => {
    const { usb, line, chosen } = terminal();
    const device = model('A');
    usb.plug(device, '1-1');
    expect(await line.open()).toMatchObject({ ok: true });
    const lost = new Promise<string>((resolve) => line.onLost(({ code }) => resolve(code)));
    usb.unplug(device);
    expect(await lost).toBe('E1005');
    expect(line.isOpen).toBe(false);
    const back = new Promise<void>((resolve) => line.onBack(resolve));
    usb.plug(device, '2-1.4');
    await back;
    expect(await line.open()).toMatchObject({ ok: true });
    expect(line.name).toBe('usb at 2-1.4');
    expect(await echoOf(line, 9)).toBe(9);
    expect(chosen.map(({ match }) => match.candidate.place)).toEqual(['1-1', '2-1.4']);
  });

  it('does not guess between two, unless the configuration names one', async () => {
    const { usb, line } = terminal();
    usb.plug(model('A'));
    usb.plug(model('B'), '1-9');
    expect(await line.open()).toMatchObject({ ok: false, error: { code: 'E1014' } });
    const named = terminal({ serialNumber: 'B' });
    named.usb.plug(model('A'));
    named.usb.plug(model('B'), '1-9');
    expect(await named.line.open()).toMatchObject({ ok: true });
    expect(named.line.name).toBe('usb at 1-9');
  });

  it('has a speed exactly while it leads to a serial port, and what the port says of itself', async () => {
    const { usb, ports, line } = terminal({ path: '1-3' });
    const cable = await openPtyPair();
    closing.push(() => cable.close());
    const texts = { serialNumber: '', manufacturer: '', product: '', interfaces: [] };
    ports.push({
      ...{ transport: 'serial', vendorId: 0x1209, productId: 2, path: cable.driverEnd, place: '1-3' },
      ...texts,
    });
    expect(await line.open()).toMatchObject({ ok: true });
    if (!hasSpeed(line)) throw new Error('a serial port has a speed');
    expect(line.baudRate).toBe(115_200);
    expect(await line.setBaudRate(9600)).toMatchObject({ ok: true });
    expect(line.baudRate).toBe(9600);
    await line.close();
    expect(hasSpeed(line)).toBe(false);
    usb.plug(model('A'), '1-4');
    ports.length = 0;
    expect(await line.open()).toMatchObject({ ok: false, error: { code: 'E1012' } });
  });

  it('tells again while the device is not open yet, for its node may come a moment later', async () => {
    const { usb, line } = terminal();
    usb.plug(model('A'));
    expect(await line.open()).toMatchObject({ ok: true });
    vi.useFakeTimers();
    let told = 0;
    const stop = line.onBack(() => {
      told += 1;
    });
    usb.plug(model('B'));
    vi.advanceTimersByTime(5000);
    expect(told).toBe(0);
    vi.useRealTimers();
    await line.close();
    vi.useFakeTimers();
    usb.plug(model('C'));
    expect(told).toBe(1);
    vi.advanceTimersByTime(350);
    expect(told).toBe(3);
    stop();
    vi.advanceTimersByTime(5000);
    expect(told).toBe(3);
    vi.useRealTimers();
  });

  it('opens once for two callers, and closed in the middle stays closed', async () => {
    const { usb, line, chosen } = terminal();
    usb.plug(model('A'));
    await Promise.all([line.open(), line.open()]);
    expect(chosen.length).toBe(1);
    await line.close();
    void line.open();
    await line.close();
    expect(line.isOpen).toBe(false);
  });
});
