import { expect, it } from 'vitest';
import { certificationSlip, openStand, stand } from './stand.ts';

it('does not open a printer that says nothing', async () => {
  const { printer, simulator } = await stand('generic-80mm');
  await simulator.inject('mute');
  expect(await printer.open()).toMatchObject({ ok: false, error: { code: 'E4008' } });
  expect(printer.deviceStatus()).toMatchObject({ state: 'powerOff', errorCode: 'E4008' });
});

it('never calls printed what was not proved: silence in the middle means unknown', async () => {
  const { printer, simulator } = await openStand('generic-80mm', { timeouts: { proof: 2000 } });
  await simulator.inject('mute', { afterRows: 200 });
  expect(await printer.print(certificationSlip)).toMatchObject({ ok: false, error: { code: 'E4012' } });
}, 20_000);

it('takes noise for no answer, and says that it was noise', async () => {
  const { printer, simulator } = await openStand('generic-80mm');
  await simulator.inject('garbage');
  expect(await printer.status()).toMatchObject({ ok: false, error: { code: 'E4009' } });
  await simulator.clear('garbage');
  expect(await printer.status()).toMatchObject({ ok: true });
});
