import { expect, test } from 'vitest';
import { reached } from '../../scenarios/reached.ts';
import { scenario } from './scenario.ts';

const at = scenario();

test('a camera that goes silent is E2602, and comes back', async () => {
  await at.scanner.open();
  const taking = at.scanner.capture('image', { onEvent: () => at.simulator.inject('silent') });
  expect(await taking).toMatchObject({ error: { code: 'E2602' } });
  at.simulator.clearFaults();
  await reached(at.scanner, 'online');
});

test('bytes that are no pictures are never given', async () => {
  await at.scanner.open();
  const taking = at.scanner.capture('image', { onEvent: () => at.simulator.inject('garbage') });
  expect(await taking).toMatchObject({ ok: false, error: { code: expect.stringMatching(/^E26/) } });
});

test('no camera at all is E2601, and looked for until it is there', async () => {
  await at.simulator.unplug();
  await at.simulator.replugLight();
  expect(await at.scanner.open()).toMatchObject({ error: { code: 'E2601' } });
  await at.simulator.replug();
  await reached(at.scanner, 'online');
});
