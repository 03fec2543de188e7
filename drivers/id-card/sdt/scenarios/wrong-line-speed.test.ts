import { expect, test } from 'vitest';
import { scenario } from './scenario.ts';

const at = scenario({ wrongRateStatusRequests: 3 }, { limits: { status: 500 } });

test('a module set to the fourth speed is found at the fourth speed', async () => {
  expect(await at.reader.open()).toMatchObject({ ok: true, value: { baudRate: 19_200 } });
});
