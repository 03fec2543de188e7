import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SdtIdCardReader } from '../../drivers/id-card/sdt/driver/sdt-reader.ts';
import type { SimulatedCard } from '../../drivers/id-card/sdt/simulator/simulated-card.ts';
import { hidIdCardLine, usbIdCardLine } from '../../drivers/id-card/sdt/usb/open-line.ts';
import { systemHid } from '../../drivers/kit/hid/system-hid.ts';
import type { DeviceState } from '../../drivers/kit/status.ts';
import type { Transport } from '../../drivers/kit/transport.ts';
import { systemUsb } from '../../drivers/kit/usb/system-bus.ts';
import { type LabDeviceHandle, type LabDevices, startDevices } from '../devices/client.ts';
import { nodeThere, until } from '../guest/wait.ts';

/** An invented resident; region 999900 belongs to nobody. */
const resident: SimulatedCard = {
  name: '测试员',
  birthDate: '1950-01-01',
  address: '测试省测试市测试路1号',
  idNumber: '999900195001010019',
  authority: '测试市公安局',
  validFrom: '2020-01-01',
  validTo: 'long-term',
  fingerprint: true,
};

/** For a machine that is 20 to 50 times slower. */
const limits = {
  statusQuick: 2000,
  status: 10_000,
  samId: 10_000,
  find: 10_000,
  select: 4000,
  read: 20_000,
  readFingerprint: 20_000,
  gap: 5000,
} as const;

interface LabReader {
  readonly framing: 'split' | 'pipe' | 'hid';
  readonly front?: 0 | 1 | 2;
  readonly serialNumber: string;
}

const ways: readonly { readonly title: string; readonly options: LabReader }[] = [
  { title: 'id-card over usb-split', options: { framing: 'split', serialNumber: 'LAB-SPLIT' } },
  { title: 'id-card over usb-pipe', options: { framing: 'pipe', serialNumber: 'LAB-PIPE' } },
  { title: 'id-card over hid', options: { framing: 'hid', front: 0, serialNumber: 'LAB-HID' } },
];

/** As soon as the kernel lists the reader. */
async function lineTo({ framing, serialNumber, front = 0 }: LabReader): Promise<Transport> {
  const isIt = (device: { readonly serialNumber: string }): boolean => device.serialNumber === serialNumber;
  if (framing === 'hid') {
    const bus = systemHid();
    const device = await until('HID reader', async () => (await bus.list()).find(isIt));
    const reportId = front === 0 ? 0 : 1;
    return hidIdCardLine({ bus, device, reportId, lengthByte: front === 2 });
  }
  const bus = systemUsb();
  const device = await until('USB reader', async () => (await bus.list()).find(isIt));
  const line = usbIdCardLine({ bus, device });
  if (!line) throw new Error('no line to this reader');
  return line;
}

let devices: LabDevices;
beforeAll(() => {
  devices = startDevices();
});
afterAll(() => devices.stop());

describe.each(ways)('$title', ({ options }) => {
  let device: LabDeviceHandle<'id-card'>;
  let reader: SdtIdCardReader;

  beforeEach(async () => {
    device = await devices.make('id-card', options);
    await device.plug();
    reader = new SdtIdCardReader({ line: await lineTo(options), simulated: true, limits });
    expect(await reader.open()).toMatchObject({ ok: true });
  });
  afterEach(async () => {
    await reader.close();
    await device.close();
  });

  const reached = (state: DeviceState): Promise<void> =>
    new Promise((resolve) => {
      const stop = reader.onStatus((status) => {
        if (status.state === state) finish();
      });
      const finish = (): void => {
        stop();
        resolve();
      };
      if (reader.status().state === state) finish();
    });

  it('reads a card whole and sees it taken', async () => {
    await device.act('placeCard', { ...resident, newAddresses: ['测试路2号'] });
    const read = await reader.read({ fingerprint: true, newAddresses: true });
    if (!read.ok) throw new Error(read.error.message);
    expect(read.value.card).toMatchObject({ name: '测试员', newAddresses: ['测试路2号'] });
    expect([read.value.photo.wlt.length, read.value.fingerprint?.length]).toEqual([1024, 1024]);
    const removal = reader.waitForRemoval();
    await device.act('removeCard');
    expect((await removal).ok).toBe(true);
  });

  it('pulled out with a read pending, plugged in elsewhere: told at once, back by itself, reads the card', async () => {
    await device.act('placeCard', resident);
    await device.act('inject', { fault: 'mute', on: 'read', times: 1 });
    const asked = device.act('served', 'read');
    const reading = reader.read();
    await asked;
    await device.unplug();
    expect(await reading).toMatchObject({ error: { code: 'E1005' } });
    await reached('powerOff');
    await device.plug('another');
    const path = await until('place', async () => (await device.state()).path);
    await nodeThere(`/sys/bus/usb/devices/${path}`);
    const since = performance.now();
    await reached('online');
    const ms = Math.round(performance.now() - since);
    console.log(`${options.framing}: back ${ms} ms after the kernel saw it at ${path}`);
    expect(ms).toBeLessThan(5000);
    expect((await reader.read()).ok).toBe(true);
  });

  it('power gone and back three times: back each time', async () => {
    for (let turn = 0; turn < 3; turn += 1) {
      await device.unplug();
      await reached('powerOff');
      await device.plug();
      await reached('online');
    }
    expect((await reader.selfTest()).ok).toBe(true);
  });

  it('a halted endpoint, a short and an over-long body: coded or asked for again, and it goes on', async () => {
    await device.act('placeCard', resident);
    await device.act('injectTransfer', 'stallOut');
    const coded = expect.stringMatching(options.framing === 'hid' ? /^E10(05|06|10)$/ : /^E1010$/);
    expect(await reader.read()).toMatchObject({ error: { code: coded } });
    if (options.framing === 'hid') {
      // It stays refused: presumably the kernel's HID driver clears no halt on the way out. Power helps.
      await device.unplug();
      await device.plug();
    }
    await reached('online');
    for (const fault of ['shortBody', 'longBody'] as const) {
      expect((await reader.waitForCard()).ok).toBe(true);
      await device.act('injectTransfer', fault);
      expect((await reader.read()).ok).toBe(true);
      await device.act('placeCard', resident);
    }
  });
});

describe.each([1, 2] as const)('id-card over hid, %i bytes in front of the payload', (front) => {
  it('finds where the answers begin, and reads a card', async () => {
    const options = { framing: 'hid', front, serialNumber: `LAB-HID-${front}` } as const;
    const device = await devices.make('id-card', options);
    await device.plug();
    const reader = new SdtIdCardReader({ line: await lineTo(options), simulated: true, limits });
    expect(await reader.open()).toMatchObject({ ok: true });
    await device.act('placeCard', resident);
    expect((await reader.read()).ok).toBe(true);
    await reader.close();
    await device.close();
  });
});
