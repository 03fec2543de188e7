import { expect, test } from 'vitest';
import { resident, scenario } from './scenario.ts';

const at = scenario();

test('a failed select (81) is a retry: find, select, read', async () => {
  await at.reader.open();
  const codes: string[] = [];
  at.reader.onRetry((retry) => codes.push(retry.cause.code));
  at.simulator.placeCard(resident);
  at.simulator.inject({ fault: 'answer', sw3: 0x81, on: 'select', times: 1 });
  expect((await at.reader.read()).ok).toBe(true);
  expect(codes).toEqual(['E2181']);
});

test('a card found for the visit but forgotten by the module meanwhile is found again', async () => {
  await at.reader.open();
  at.simulator.placeCard(resident);
  await at.reader.waitForCard();
  at.simulator.placeCard(resident);
  expect((await at.reader.read()).ok).toBe(true);
});
