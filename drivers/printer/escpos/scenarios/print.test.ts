import { expect, it } from 'vitest';
import { certificationSlip, openStand } from './stand.ts';

it.each([
  ['generic-80mm', 'queuedStatus', 'noSensor'],
  ['generic-58mm', 'queuedStatus', 'noSensor'],
  ['custom-vkp80', 'queuedStatus', 'taken'],
  ['custom-kpm216', 'queuedStatus', 'taken'],
  ['snbc-btp', 'queuedStatus', 'noSensor'],
  ['epson-tm', 'processId', 'noSensor'],
] as const)('%s prints a slip, proves it by %s and says %s', async (profile, proof, taken) => {
  const { printer, simulator } = await openStand(profile);
  expect(await printer.status()).toEqual({
    ok: true,
    value: {
      paper: 'full',
      cover: 'closed',
      cutter: 'ok',
      head: 'ok',
      media: taken === 'taken' ? 'notPresent' : 'unknown',
      online: true,
      source: 'commands',
    },
  });
  expect(await printer.print(certificationSlip)).toEqual({ ok: true, value: { printed: true, proof } });
  expect(simulator.slips).toHaveLength(1);
  const waiting = printer.waitTaken({ timeoutMs: 3000 });
  simulator.takeSlip();
  expect(await waiting).toEqual({ ok: true, value: taken });
  expect(printer.deviceStatus()).toMatchObject({ state: 'online', simulated: true });
});

it('falls back to the queued status when the process id is not echoed', async () => {
  const { printer, simulator } = await openStand('epson-tm');
  await simulator.inject('deafToProcessId');
  expect(await printer.print(certificationSlip)).toEqual({
    ok: true,
    value: { printed: true, proof: 'queuedStatus' },
  });
});

it('works without the taken sensor that the profile promises', async () => {
  const { printer } = await openStand('custom-vkp80', { simulated: 'generic-80mm' });
  expect(await printer.print(certificationSlip)).toMatchObject({ ok: true });
  expect(await printer.waitTaken({ timeoutMs: 1000 })).toEqual({ ok: true, value: 'noSensor' });
});

it('prints two slips asked for at once one after the other', async () => {
  const { printer, simulator } = await openStand('generic-80mm');
  const both = await Promise.all([
    printer.print(certificationSlip),
    printer.print({ ...certificationSlip, id: 'visit-0002' }),
  ]);
  expect(both).toMatchObject([{ ok: true }, { ok: true }]);
  expect(simulator.slips).toHaveLength(2);
});

it('refuses a job that is none, and one with an unreadable character, before anything is sent', async () => {
  const { printer, simulator } = await openStand('generic-80mm');
  const broken = { id: 'x', lines: [{ kind: 'pair' as const, label: '姓名', value: '王\uFFFD英' }] };
  for (const job of [{ id: 'x', lines: [] }, broken])
    expect(await printer.print(job)).toMatchObject({ ok: false, error: { code: 'E4019' } });
  expect(simulator.slips).toHaveLength(0);
});

it('does its self test', async () => {
  const { printer, simulator } = await openStand('epson-tm');
  expect(await printer.selfTest()).toMatchObject({ ok: true });
  expect(simulator.slips).toHaveLength(1);
});
