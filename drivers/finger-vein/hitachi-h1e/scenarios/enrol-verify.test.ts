import { expect, test } from 'vitest';
import { enrolled, finger, obliging, scenario, stranger } from './scenario.ts';

const at = scenario();

test('the unit is found and told', async () => {
  expect(await at.scanner.open()).toEqual({
    ok: true,
    value: {
      model: 'H-1E',
      serialNumber: 'SIM000000001',
      firmware: 'H1E-SIM  V1.10',
      gives: [],
      maxTemplates: 6,
    },
  });
  expect(await at.scanner.capture('image')).toMatchObject({ error: { code: 'E2616' } });
});

test('a template for each laying, lifted in between', async () => {
  await at.scanner.open();
  const made = await at.scanner.enrol(3, { onEvent: obliging(at, finger) });
  expect(made).toMatchObject({ value: { kind: 'done' } });
  if (made.ok && made.value.kind === 'done')
    expect(made.value.value.map(({ maker, bytes }) => [maker, bytes.length])).toEqual(
      Array.from({ length: 3 }, () => ['hitachi-h1e', 536]),
    );
  expect(at.events.map(({ kind }) => kind)).toEqual(
    [1, 2, 3].flatMap(() => ['presentFinger', 'fingerDetected', 'removeFinger']),
  );
});

test('the finger of the second of two templates matches; its place is told', async () => {
  await at.scanner.open();
  const [mine] = await enrolled(at, finger, 1);
  const [other] = await enrolled(at, stranger, 1);
  const templates = [other, mine].flatMap((template) => template ?? []);
  expect(await at.scanner.verify(templates, { onEvent: obliging(at, finger) })).toEqual({
    ok: true,
    value: { kind: 'done', value: 1 },
  });
});

test('another finger does not match: no error', async () => {
  await at.scanner.open();
  const templates = await enrolled(at, finger, 1);
  expect(await at.scanner.verify(templates, { onEvent: obliging(at, stranger) })).toEqual({
    ok: true,
    value: { kind: 'done', value: null },
  });
});

test('templates of another maker, of another size, none or too many are E2617', async () => {
  await at.scanner.open();
  const good = { maker: 'hitachi-h1e', bytes: new Uint8Array(536) } as const;
  for (const templates of [
    [],
    Array.from({ length: 7 }, () => good),
    [{ ...good, maker: 'xg' as const }],
    [{ ...good, bytes: new Uint8Array(535) }],
  ])
    expect(await at.scanner.verify(templates)).toMatchObject({ error: { code: 'E2617' } });
});
