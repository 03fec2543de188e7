import { expect, test } from 'vitest';
import { resident, scenario } from './scenario.ts';

const at = scenario();

test.each([
  [0x31, 'E2131'],
  [0x32, 'E2132'],
  [0x33, 'E2133'],
  [0x3f, 'E2138'],
  [0x40, 'E2140'],
])('SW3 %i during the read is its own error, and the reader stays in service', async (sw3, code) => {
  await at.reader.open();
  at.simulator.placeCard(resident);
  at.simulator.inject({ fault: 'answer', sw3, sw1: 0x6a, sw2: 0x82, on: 'read', times: 1 });
  expect(await at.reader.read()).toMatchObject({ error: { code, action: 'clear' } });
  expect(at.reader.status().state).toBe('online');
  expect((await at.reader.read()).ok).toBe(true);
});

test('a card whose text breaks the layout is E2008', async () => {
  await at.reader.open();
  at.simulator.placeCard({ ...resident, birthDate: '1950-13-01' });
  expect(await at.reader.read()).toMatchObject({ error: { code: 'E2008' } });
});
