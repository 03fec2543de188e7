import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { begun, entered, pan, reached, scenario, sessionKeyUnder } from './scenario.ts';

const at = scenario();
const facts = { birthDate: '1948-03-15', idNumber: '999900194803150021' };

test('no PIN, birthday, account or key stands in a trace, a status or a failure', async () => {
  await at.pad.open();
  await at.pad.loadSessionKey(sessionKeyUnder('SM4'));
  const results: unknown[] = [at.pad.status()];
  const card = await entered(at, '271828', 'cardPin');
  const bank = await entered(at, '314159');
  results.push(await at.pad.check(bank, facts), await at.pad.pinBytes(bank), await at.pad.same(card, bank));
  const clear = await at.pad.pinBytes(card);
  if (clear.ok) clear.value.fill(0);
  at.simulator.inject({ fault: 'answer', status: 0xe0, on: 'pinBlock', times: 1 });
  results.push(await at.pad.pinBlock(bank, { format: 4, pan }));
  at.simulator.inject({ fault: 'wrongBcc', on: ['clearBytes', 'checkForbidden'], times: 4 });
  results.push(await at.pad.pinBytes(card), await at.pad.check(bank, facts));
  at.simulator.clearFaults();
  await reached(at.pad, 'online');
  const { end } = await begun(at);
  at.simulator.press('2718');
  await at.pad.forget();
  results.push(await end);

  const told = JSON.stringify([at.trace, results]) + inspect([at.trace, results, at.pad], { depth: 12 });
  expect(at.trace.length).toBeGreaterThan(20);
  const secrets = ['271828', '314159', '480315', '19480315', facts.idNumber, pan, '0123456789abcdef'];
  for (const secret of secrets) {
    expect(told).not.toContain(secret);
    expect(told).not.toContain([...secret].join(','));
    expect(told).not.toContain([...secret].join(', '));
  }
  expect(at.trace.every(({ hex }) => hex === undefined)).toBe(true);
});
