import { expect, test } from 'vitest';
import { scenario } from './scenario.ts';

const at = scenario('none', { fps: 4, late: 100 });

test('pictures that come late show nothing of what lay there in between: E2602, and no word about the person', async () => {
  await at.scanner.open();
  const since = performance.now();
  expect(await at.scanner.capture('image', { timeoutMs: 20_000 })).toMatchObject({
    error: { code: 'E2602' },
  });
  expect(performance.now() - since).toBeLessThan(10_000);
});
