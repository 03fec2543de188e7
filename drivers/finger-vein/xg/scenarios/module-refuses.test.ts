import { describe, expect, test } from 'vitest';
import { moduleErrors } from '../codec/module-error.ts';
import { reached } from '../../scenarios/reached.ts';
import { finger, obliging, scenario } from './scenario.ts';

describe('every error of the table', () => {
  const at = scenario();
  const expected = Object.entries(moduleErrors)
    // 02 and 03 are asked again; see wrong-sum.
    .filter(([code]) => code !== '2' && code !== '3')
    .map(([code, { name, code: failure }]) => [Number(code), name, failure] as const);
  test.each(expected)('%i (%s) is %s', async (code, _, failure) => {
    await at.scanner.open();
    at.simulator.inject({ fault: 'error', code, on: 'fingerStatus', times: 1 });
    const told = await at.scanner.fingerPresent();
    expect(told).toMatchObject({ error: { code: failure } });
    if (!told.ok) expect(told.error.message).toContain('fingerStatus');
    await reached(at.scanner, 'online');
  });

  test('an error that stands in no table is refused', async () => {
    await at.scanner.open();
    at.simulator.inject({ fault: 'error', code: 0x77, on: 'fingerStatus', times: 1 });
    expect(await at.scanner.fingerPresent()).toMatchObject({ error: { code: 'E2610' } });
  });

  test('a module that was restarted in between (0F) is connected to anew', async () => {
    await at.scanner.open();
    at.simulator.inject({ fault: 'error', code: 0x0f, on: 'feature', times: 1 });
    expect(await at.scanner.capture('feature')).toMatchObject({ error: { code: 'E2609' } });
    await reached(at.scanner, 'online');
    obliging(at.simulator, finger);
    expect(await at.scanner.capture('feature')).toMatchObject({ value: { kind: 'done' } });
  });
});

describe('firmware that gives neither pictures nor features, and says its errors in the first byte', () => {
  const at = scenario({ givesImage: false, givesFeature: false, bareErrors: true });
  test('is E2616', async () => {
    await at.scanner.open();
    at.simulator.placeFinger(finger);
    expect(await at.scanner.capture('image')).toMatchObject({ error: { code: 'E2616' } });
    expect(await at.scanner.capture('feature')).toMatchObject({ error: { code: 'E2616' } });
  });
});

describe('a module in which another program left this finger', () => {
  const at = scenario({ users: 1, checksDuplicates: true });
  test('says E2613 when it is enrolled', async () => {
    await at.scanner.open();
    obliging(at.simulator, { finger: 100 });
    expect(await at.scanner.enrol(3)).toMatchObject({ error: { code: 'E2613' } });
    expect(at.simulator.held).toEqual([100]);
  });
});
