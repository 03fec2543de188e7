import { expect, it } from 'vitest';
import { certificationSlip } from '../../escpos/scenarios/stand.ts';
import { openUsbStand, usbStand } from '../testing/usb-stand.ts';

const weak = { cover: 'unknown', cutter: 'unknown', head: 'unknown', media: 'unknown', source: 'portStatus' };

it('a printer that never replies is open by its port status, whose word it says it is', async () => {
  const { printer, simulator } = await usbStand();
  await simulator.inject('mute');
  expect(await printer.open()).toMatchObject({ ok: true });
  expect(await printer.status()).toEqual({ ok: true, value: { ...weak, paper: 'unknown', online: true } });
  expect(printer.deviceStatus()).toMatchObject({ state: 'online', details: { source: 'portStatus' } });
  await simulator.inject('paperOut');
  expect(await printer.status()).toEqual({ ok: true, value: { ...weak, paper: 'out', online: false } });
  expect(await printer.print(certificationSlip)).toMatchObject({ ok: false, error: { code: 'E4001' } });
  await simulator.clear('paperOut');
  await simulator.inject('coverOpen');
  expect(await printer.print(certificationSlip)).toMatchObject({ ok: false, error: { code: 'E4007' } });
});

it('what it prints is never called printed: without a reply there is no proof', async () => {
  const { printer, simulator } = await usbStand('generic-80mm', { timeouts: { proof: 2000 } });
  await simulator.inject('mute');
  await printer.open();
  expect(await printer.print(certificationSlip)).toMatchObject({ ok: false, error: { code: 'E4012' } });
  expect(simulator.slips).toHaveLength(1);
  expect(await printer.waitTaken({ timeoutMs: 1000 })).toEqual({ ok: true, value: 'noSensor' });
}, 20_000);

it('its own word counts again as soon as it gives one', async () => {
  const { printer, simulator } = await openUsbStand('custom-vkp80');
  await simulator.inject('mute');
  expect(await printer.status()).toMatchObject({ value: { source: 'portStatus', media: 'unknown' } });
  await simulator.clear('mute');
  expect(await printer.status()).toMatchObject({ value: { source: 'commands', media: 'notPresent' } });
});
