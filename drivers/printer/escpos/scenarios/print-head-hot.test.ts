import { expect, it } from 'vitest';
import { certificationSlip, openStand } from './stand.ts';

it('waits for a head that cools down in the middle of a slip', async () => {
  const { printer, simulator } = await openStand('epson-tm');
  await simulator.inject('headHot', { afterRows: 200 });
  const printing = printer.print(certificationSlip);
  const seen = new Promise<void>((resolve) => {
    simulator.onState(() => simulator.state.faults.includes('headHot') && resolve());
  });
  await seen;
  await simulator.clear('headHot');
  expect(await printing).toEqual({ ok: true, value: { printed: true, proof: 'processId' } });
  expect(simulator.slips).toHaveLength(1);
});

it('says so when it does not cool down', async () => {
  const { printer, simulator } = await openStand('epson-tm');
  await simulator.inject('headHot', { afterRows: 200 });
  expect(await printer.print(certificationSlip)).toMatchObject({ ok: false, error: { code: 'E4005' } });
}, 20_000);
