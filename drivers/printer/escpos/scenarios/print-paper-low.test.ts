import { expect, it } from 'vitest';
import { certificationSlip, openStand } from './stand.ts';

it('tells that the paper is near its end and still prints; a new roll is seen', async () => {
  const { printer, simulator } = await openStand('generic-80mm');
  await simulator.inject('nearEnd');
  expect(await printer.status()).toMatchObject({ ok: true, value: { paper: 'low', online: true } });
  expect(await printer.print(certificationSlip)).toMatchObject({ ok: true });
  await simulator.refillPaper();
  expect(await printer.status()).toMatchObject({ ok: true, value: { paper: 'full' } });
});
