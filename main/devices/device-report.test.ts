import { expect, it } from 'vitest';
import { loadFingerprints } from '../../drivers/kit/discovery/fingerprint-files.ts';
import { mockAdapters } from '../../drivers/kit/discovery/testing/adapters.ts';
import { memoryBus } from '../../drivers/kit/usb/testing/memory-bus.ts';
import { EscposSimulator } from '../../drivers/printer/escpos/simulator/escpos-simulator.ts';
import { UsbPrinter } from '../../drivers/printer/escpos/simulator/usb-printer.ts';
import { deviceReport } from './device-report.ts';
import { withDeviceIds } from './printer-ids.ts';

const { fingerprints } = loadFingerprints();
const adapter = (about: string, place: string) => {
  const { candidate } = mockAdapters.find((mock) => mock.about === about)!;
  return { ...candidate, place };
};

it('lists devices with their ways and what fits, and says what would be taken', () => {
  const { devices, taken } = deviceReport(fingerprints, [
    adapter('LS2208', '1-2'),
    adapter('point-of-sale scanner', '1-2'),
    adapter('standard module', '1-1'),
    adapter('sound card', '1-9'),
    adapter('CH340', '1-4'),
  ]);
  expect(devices.map(({ place, fits }) => [place, fits[0]?.model ?? null])).toEqual([
    ['1-1', 'sdt-standard'],
    ['1-2', 'symbol-keyboard'],
    ['1-4', 'ch340'],
    ['1-9', null],
  ]);
  expect(devices[0]).toMatchObject({
    vendorId: '0400',
    productId: 'c35a',
    ways: [{ transport: 'usb', interfaces: ['ff/00/00'] }],
    fits: [{ kind: 'idCard', score: 315, shared: false, certainty: 'seen' }],
  });
  expect(devices[1]?.ways).toMatchObject([{ transport: 'usb' }, { transport: 'hid', usage: '008c/0001' }]);
  expect(taken).toEqual([
    { kind: 'idCard', model: 'sdt-standard', place: '1-1', score: 315, others: [] },
    { kind: 'codeScanner', model: 'symbol-keyboard', place: '1-2', score: 315, others: [] },
  ]);
});

it('names the profile that a printer needs where its fingerprint knows it', () => {
  const { taken } = deviceReport(fingerprints, [adapter('SNBC printer', '1-1')]);
  expect(taken).toMatchObject([{ kind: 'printer', model: 'snbc-printer', profile: 'snbc-btp' }]);
});

it('tells a tie as what it is', () => {
  const two = [adapter('UVC camera', '1-1'), adapter('UVC camera', '1-2')];
  expect(deviceReport(fingerprints, two).taken).toMatchObject([{ kind: 'camera', error: { code: 'E1014' } }]);
  expect(deviceReport(fingerprints, [])).toEqual({ devices: [], taken: [] });
});

it('asks printers what they are, and only printers', async () => {
  const simulator = new EscposSimulator({ profile: 'custom-vkp80' });
  await simulator.start();
  const printer = new UsbPrinter(simulator, { manufacturer: 'CUSTOM', model: 'VKP80' });
  const bus = memoryBus();
  bus.plug(printer);
  const [usb] = await bus.list();
  const asked = await withDeviceIds(
    [{ transport: 'usb', ...usb!, place: usb!.path, usb }, adapter('sound card', '1-9')],
    bus,
  );
  expect(asked.map(({ deviceId }) => deviceId)).toEqual([
    { manufacturer: 'CUSTOM', model: 'VKP80' },
    undefined,
  ]);
  expect(deviceReport(fingerprints, asked).taken).toMatchObject([
    { kind: 'printer', profile: 'custom-vkp80' },
  ]);
  await printer.close();
  await simulator.stop();
});
