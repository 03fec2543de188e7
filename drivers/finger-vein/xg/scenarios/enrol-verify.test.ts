import { expect, test } from 'vitest';
import { enrolled, finger, obliging, scenario, stranger } from './scenario.ts';

const at = scenario();

test('three layings make one template, and the module keeps nothing', async () => {
  await at.scanner.open();
  obliging(at.simulator, finger);
  const made = await at.scanner.enrol(3, { onEvent: at.onEvent });
  expect(made).toMatchObject({ value: { kind: 'done', value: [{ maker: 'xg' }] } });
  expect(at.events.filter(({ kind }) => kind === 'presentFinger')).toEqual(
    [1, 2, 3].map((step) => ({ kind: 'presentFinger', step, of: 3 })),
  );
  expect(at.events.filter(({ kind }) => kind === 'removeFinger').length).toBe(3);
  expect(at.simulator.held).toEqual([]);
});

test('the same finger matches, and the module keeps nothing', async () => {
  await at.scanner.open();
  const template = await enrolled(at, finger);
  obliging(at.simulator, finger);
  expect(await at.scanner.verify([template])).toEqual({ ok: true, value: { kind: 'done', value: 0 } });
  expect(at.simulator.held).toEqual([]);
});

test('another finger does not match: no error, and nobody is held', async () => {
  await at.scanner.open();
  const template = await enrolled(at, finger);
  obliging(at.simulator, stranger);
  expect(await at.scanner.verify([template])).toEqual({ ok: true, value: { kind: 'done', value: null } });
  expect(at.simulator.held).toEqual([]);
});

test('a template of another maker, of no size or too many of them is E2617 before anybody is asked to do a thing', async () => {
  await at.scanner.open();
  const good = { maker: 'xg', bytes: new Uint8Array(100) } as const;
  for (const templates of [
    [],
    [good, good],
    [{ ...good, maker: 'hitachi-h1e' as const }],
    [{ ...good, bytes: new Uint8Array() }],
    [{ ...good, bytes: new Uint8Array(8193) }],
  ])
    expect(await at.scanner.verify(templates, { onEvent: at.onEvent })).toMatchObject({
      error: { code: 'E2617' },
    });
  expect(at.events).toEqual([]);
});

test('two fingers in one enrolment: guidance, and a new beginning works', async () => {
  await at.scanner.open();
  let who = finger;
  const stop = at.simulator.onEvent(({ code }) => {
    if (code === 0x20) at.simulator.placeFinger(who);
    if (code === 0x21) {
      at.simulator.liftFinger();
      who = stranger;
    }
  });
  expect(await at.scanner.enrol(3)).toEqual({ ok: true, value: { kind: 'retry', guidance: 'otherFinger' } });
  stop();
  at.simulator.liftFinger();
  await enrolled(at, finger);
});

test('one thing at a time: a second capture is E2605', async () => {
  await at.scanner.open();
  const stop = new AbortController();
  const first = at.scanner.capture('feature', { signal: stop.signal });
  expect(await at.scanner.verify([])).toMatchObject({ error: { code: 'E2605' } });
  stop.abort();
  await first;
});
