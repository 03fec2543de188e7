import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HidTransport } from '../../drivers/kit/hid/hid-transport.ts';
import type { ReportFraming } from '../../drivers/kit/hid/report-framing.ts';
import { systemHid } from '../../drivers/kit/hid/system-hid.ts';
import type { DeviceFailure } from '../../drivers/kit/result.ts';
import { type LabDeviceHandle, type LabDevices, startDevices } from '../devices/client.ts';
import { nodeThere, until } from '../guest/wait.ts';

/** hidapi and the kernel's usbhid and hidraw, as our transport uses them. */
const bus = systemHid();
const wait = { limitMs: 60_000 };
const fails = (code: string) => ({ ok: false, error: { code } });
const framed: ReportFraming = { strip: 1, lengthByte: true };

let devices: LabDevices;
let hid: LabDeviceHandle<'hid-echo'>;

beforeAll(() => {
  devices = startDevices();
});
afterAll(() => devices.stop());
beforeEach(async () => {
  hid = await devices.make('hid-echo');
});
afterEach(async () => {
  await hid.close();
  await until('end of the device', async () => !(await ours()));
});

const ours = async () =>
  (await bus.list()).find(({ vendorId, productId }) => vendorId === 0x1209 && productId === 4);
function transport(framing: ReportFraming): { line: HidTransport; got: number[] } {
  const got: number[] = [];
  const pick = (all: Awaited<ReturnType<typeof bus.list>>) =>
    all.find(({ productId }) => productId === 4) ?? null;
  const line = new HidTransport({ name: 'hid:1209:0004', bus, pick, framing });
  line.onData((bytes) => got.push(...bytes));
  return { line, got };
}
const lost = (line: HidTransport): Promise<DeviceFailure> => new Promise((resolve) => line.onLost(resolve));

describe('hid over reports', () => {
  it('finds a device as its report descriptor says, and carries every byte value there and back', async () => {
    await hid.plug();
    expect(await until('device', ours)).toMatchObject({
      serialNumber: 'SIM-HID',
      manufacturer: 'Simulated',
      product: 'HID echo',
      usagePage: 0xff00,
      usage: 1,
      interface: 0,
    });
    const { line, got } = transport(framed);
    expect(await line.open()).toMatchObject({ ok: true });
    const all = Uint8Array.from({ length: 256 }, (_, index) => index);
    expect(await line.write(all)).toMatchObject({ ok: true });
    await until('everything back', () => got.length === all.length);
    expect(got).toEqual([...all]);
    await line.close();
  });

  it('has feature reports, and numbered reports by request', async () => {
    const numbered = await devices.make('hid-echo', { reportId: 5, reportBytes: 16, outEndpoint: false });
    await numbered.plug();
    const opened = await bus.open(await until('device', ours));
    if (!opened.ok) throw new Error(opened.error.message);
    const feature = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    expect(await opened.value.setFeature(5, feature, wait)).toMatchObject({ ok: true });
    const back = await opened.value.getFeature(5, 8, wait);
    expect(back.ok && [...back.value]).toEqual([...feature]);
    await opened.value.close();

    const { line, got } = transport({ strip: 2, lengthByte: true, reportId: 5, reportBytes: 16 });
    expect(await line.open()).toMatchObject({ ok: true });
    await line.write(Uint8Array.of(1, 2, 3));
    await until('an answer', () => got.length === 3);
    expect(got).toEqual([1, 2, 3]);
    await line.close();
    await numbered.close();
  });

  it.each([0, 1, 2])('finds where the payload begins at offset %i', async (offset) => {
    await hid.plug();
    await until('device', ours);
    const { line, got } = transport({ strip: { find: Uint8Array.of(0xaa, 0x96, 0x69) } });
    expect(await line.open()).toMatchObject({ ok: true });
    const report = new Uint8Array(64);
    report.set([0xaa, 0x96, 0x69, 1, 2], offset);
    await hid.act('answerWith', [report]);
    await line.write(Uint8Array.of(1));
    await until('an answer', () => got.length > 0);
    expect(got.slice(0, 5)).toEqual([0xaa, 0x96, 0x69, 1, 2]);
    await line.close();
  });

  it('tells E1013 when the payload begins nowhere', async () => {
    await hid.plug();
    await until('device', ours);
    const { line } = transport({ strip: { find: Uint8Array.of(0xaa, 0x96, 0x69) } });
    await line.open();
    const told = lost(line);
    await hid.act(
      'answerWith',
      Array.from({ length: 8 }, () => new Uint8Array(64)),
    );
    await line.write(Uint8Array.of(1));
    expect((await told).code).toBe('E1013');
  });

  it('tells a pulled-out device, and is told and opens again when it is back elsewhere', async () => {
    await hid.plug();
    await until('device', ours);
    const { line, got } = transport(framed);
    expect(await line.open()).toMatchObject({ ok: true });
    const gone = lost(line);
    await hid.unplug();
    expect((await gone).code).toBe('E1005');
    expect(await line.open()).toMatchObject(fails('E1012'));
    const back = new Promise<number>((resolve) => line.onBack(() => resolve(performance.now())));
    await hid.plug('another');
    await nodeThere('/sys/class/hidraw/hidraw0');
    const since = performance.now();
    const toldMs = (await back) - since;
    await until('open', async () => (await line.open()).ok);
    await line.write(Uint8Array.of(4));
    await until('an answer', () => got.includes(4));
    const usedMs = performance.now() - since;
    console.log(`after the node was there: told ${toldMs.toFixed(0)} ms, in use ${usedMs.toFixed(0)} ms`);
    expect(usedMs).toBeLessThan(5000);
    await line.close();
  });

  it('opens and closes again and again, with nothing left behind', async () => {
    await hid.plug();
    await until('device', ours);
    const { line, got } = transport(framed);
    for (let index = 1; index <= 5; index += 1) {
      expect(await line.open()).toMatchObject({ ok: true });
      await line.write(Uint8Array.of(index));
      await until('an answer', () => got.includes(index));
      await line.close();
    }
    const both = [line.open(), line.close()];
    await Promise.all(both);
    expect(line.isOpen).toBe(false);
  });
});
