import { expect, it } from 'vitest';
import { certificationSlip } from '../../escpos/scenarios/stand.ts';
import { openUsbStand, usbStand } from '../testing/usb-stand.ts';

it.each([
  ['generic-80mm', 'queuedStatus', 'noSensor'],
  ['custom-vkp80', 'queuedStatus', 'taken'],
  ['custom-kpm216', 'queuedStatus', 'taken'],
  ['snbc-btp', 'queuedStatus', 'noSensor'],
  ['epson-tm', 'processId', 'noSensor'],
] as const)('%s on USB prints a slip, proves it by %s and says %s', async (profile, proof, taken) => {
  const { printer, simulator } = await openUsbStand(profile);
  expect(await printer.status()).toMatchObject({ ok: true, value: { paper: 'full', source: 'commands' } });
  expect(await printer.print(certificationSlip)).toEqual({ ok: true, value: { printed: true, proof } });
  expect(simulator.slips).toHaveLength(1);
  const waiting = printer.waitTaken({ timeoutMs: 3000 });
  simulator.takeSlip();
  expect(await waiting).toEqual({ ok: true, value: taken });
});

it('has no line speed, and tells what the printer calls itself and which profile knows it', async () => {
  const { printer } = await usbStand('generic-80mm', {
    device: { manufacturer: 'EPSON', model: 'TM-T88VI' },
  });
  expect(await printer.open()).toMatchObject({ ok: true, value: { port: 'usb:printer', baudRate: null } });
  await printer.status();
  expect(printer.deviceStatus()).toMatchObject({
    state: 'online',
    details: { printer: 'EPSON TM-T88VI', profile: 'generic-80mm', profileOfPrinter: 'epson-tm' },
  });
});

it.each([
  ['has no device ID', { device: {}, fault: 'noDeviceId' }],
  ['says protocol 01, with a way back', { device: { protocol: 1 } }],
  ['says protocol 03', { device: { protocol: 3 } }],
] as const)('takes a printer that %s', async (_name, odd) => {
  const { printer, device } = await usbStand('generic-80mm', { device: odd.device });
  if ('fault' in odd) device.faults.inject(odd.fault);
  expect(await printer.open()).toMatchObject({ ok: true });
  expect(await printer.print(certificationSlip)).toMatchObject({ ok: true });
});

it('finds nothing when no printer is plugged in, and is not allowed without a udev rule', async () => {
  const { printer, bus, device } = await usbStand();
  bus.refuse(device, 'E1003');
  expect(await printer.open()).toMatchObject({ ok: false, error: { code: 'E1003' } });
  bus.unplug(device);
  expect(await printer.status()).toMatchObject({ ok: false, error: { code: 'E1012' } });
  expect(printer.deviceStatus()).toMatchObject({ state: 'noDevice', errorCode: 'E1012' });
});
