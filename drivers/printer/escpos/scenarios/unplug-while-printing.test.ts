import { expect, it } from 'vitest';
import { certificationSlip, openStand } from './stand.ts';

it('says that nobody knows whether it was printed, comes back by itself and prints again, marked', async () => {
  const { printer, simulator } = await openStand('generic-80mm');
  await simulator.inject('unplug', { afterRows: 200 });
  expect(await printer.print(certificationSlip)).toMatchObject({ ok: false, error: { code: 'E4011' } });
  expect(printer.deviceStatus().errorCode).toBeDefined();
  expect(simulator.slips).toHaveLength(0);

  const back = new Promise<void>((resolve) => {
    printer.onStatus((status) => status.state === 'online' && resolve());
  });
  await simulator.clear('unplug');
  await back;
  expect(await printer.print(certificationSlip)).toMatchObject({ ok: true });
});

it('knows that nothing was sent when it is unplugged before', async () => {
  const { printer, simulator } = await openStand('generic-80mm');
  await simulator.inject('unplug');
  const answer = await printer.print(certificationSlip);
  expect(answer.ok).toBe(false);
  expect(['E1001', 'E1004', 'E4010', 'E4008']).toContain(answer.ok ? '' : answer.error.code);
});

it('is found when it is plugged in after the terminal has started', async () => {
  const { printer, simulator } = await openStand('epson-tm');
  await printer.close();
  await simulator.inject('unplug');
  expect(await printer.open()).toMatchObject({ ok: false, error: { code: 'E1001' } });
  expect(printer.deviceStatus()).toMatchObject({ state: 'noDevice', errorCode: 'E1001' });
  const back = new Promise<void>((resolve) => {
    printer.onStatus((status) => status.state === 'online' && resolve());
  });
  await simulator.clear('unplug');
  await back;
  expect(await printer.print(certificationSlip)).toMatchObject({ ok: true });
});
