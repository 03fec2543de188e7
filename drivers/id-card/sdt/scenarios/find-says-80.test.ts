import { expect, test } from 'vitest';
import { resident, scenario } from './scenario.ts';

const at = scenario();

test('80 and then 9F: the card is found at the next look', async () => {
  await at.reader.open();
  at.simulator.placeCard(resident);
  at.simulator.inject({ fault: 'answer', sw3: 0x80, on: 'find', times: 3 });
  expect((await at.reader.read()).ok).toBe(true);
});

test('a card read and still lying is not found again by a usual module (80 until it is lifted)', async () => {
  await at.reader.open();
  at.simulator.placeCard(resident);
  await at.reader.read();
  expect(at.simulator.state).toBe('readDone');
  expect(await at.reader.waitForCard({ timeoutMs: 100 })).toMatchObject({ error: { code: 'E2005' } });
});
