import { expect, it } from 'vitest';
import { certificationSlip, openStand } from './stand.ts';

it.each(['custom-vkp80', 'custom-kpm216'])(
  '%s: a slip that nobody takes is pulled back when asked',
  async (profile) => {
    const { printer, simulator } = await openStand(profile);
    expect(await printer.print(certificationSlip)).toMatchObject({ ok: true });
    expect(await printer.waitTaken({ timeoutMs: 700 })).toEqual({ ok: true, value: 'notTaken' });
    expect(await printer.status()).toMatchObject({ value: { media: 'present' } });
    expect(await printer.retract()).toEqual({ ok: true, value: undefined });
    expect(simulator.slips).toMatchObject([{ retracted: true, taken: false }]);
  },
);

it('lets no second slip onto one that is still there', async () => {
  const { printer, simulator } = await openStand('custom-vkp80');
  await printer.print(certificationSlip);
  const next = { ...certificationSlip, id: 'visit-0002' };
  expect(await printer.print(next)).toMatchObject({ ok: false, error: { code: 'E4013' } });
  simulator.takeSlip();
  expect(await printer.print(next)).toMatchObject({ ok: true });
});

it('cannot pull back where the printer has no such thing', async () => {
  const { printer } = await openStand('generic-80mm');
  expect(await printer.retract()).toMatchObject({ ok: false, error: { code: 'E4015' } });
});

it('ends waiting when it is cancelled', async () => {
  const { printer } = await openStand('custom-vkp80');
  await printer.print(certificationSlip);
  expect(await printer.waitTaken({ timeoutMs: 60_000, signal: AbortSignal.timeout(300) })).toMatchObject({
    ok: false,
    error: { code: 'E4021' },
  });
});
