import { expect, it } from 'vitest';
import { certificationSlip, openStand } from './stand.ts';

it('waits for a printer that takes its time over each command', async () => {
  const { printer, simulator } = await openStand('custom-vkp80');
  await simulator.inject('slow');
  expect(await printer.print(certificationSlip)).toMatchObject({ ok: true });
});

it('waits for the line: a slip at 115200 baud needs as long as its bytes', async () => {
  const { printer } = await openStand('generic-80mm', {
    simulator: { profile: 'generic-80mm', paceBaud: 115_200 },
  });
  const start = performance.now();
  expect(await printer.print(certificationSlip)).toMatchObject({ ok: true });
  expect(performance.now() - start).toBeGreaterThan(2000);
});

it('can be cancelled in the middle, and then nobody knows', async () => {
  const { printer } = await openStand('generic-80mm', {
    simulator: { profile: 'generic-80mm', paceBaud: 57_600 },
  });
  expect(await printer.print(certificationSlip, { signal: AbortSignal.timeout(800) })).toMatchObject({
    ok: false,
    error: { code: 'E4021' },
  });
});
