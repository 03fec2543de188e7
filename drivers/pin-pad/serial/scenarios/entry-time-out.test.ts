import { expect, test } from 'vitest';
import { begun, scenario } from './scenario.ts';

const at = scenario({ timeouts: { entry: 1000, entryGrace: 200 } });

test('the pad ends an entry that is not completed in time: E2806, and what was typed is overwritten', async () => {
  await at.pad.open();
  const { end, counted } = await begun(at);
  at.simulator.press('271');
  await counted(3);
  expect(await end).toMatchObject({ error: { code: 'E2806', action: 'clear' } });
  expect(at.simulator.entering).toBe(false);
  expect(at.simulator.wiped).toBe(true);
});

test('a pad that does not tell its time-out is ended by the terminal', async () => {
  await at.pad.open();
  const { end } = await begun(at);
  at.simulator.inject({ fault: 'silentKeys' });
  expect(await end).toMatchObject({ error: { code: 'E2806' } });
  const again = await begun(at);
  at.simulator.clearFaults();
  at.simulator.press('271828#');
  expect((await again.end).ok).toBe(true);
});
