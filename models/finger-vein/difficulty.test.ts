import { expect, test } from 'vitest';
import { captureRegion } from '../../fixtures/finger-vein/capture.ts';
import {
  cropStripsScore,
  type PreparedProbe,
  type PreparedTemplate,
  prepareProbe,
  prepareTemplate,
} from './crop-strips.ts';
import { extractVeins } from './extract.ts';

const FINGERS = 16;
const CAPTURES = 3;

test('invented fingers are neither easy nor hopeless, and no change of the matcher goes unseen', () => {
  const geometry = { axis: 'horizontal', fingerWidth: 100, length: 300, roi: 'given' } as const;
  const fingers: { template: PreparedTemplate; probe: PreparedProbe }[][] = [];
  for (let finger = 0; finger < FINGERS; finger++) {
    const captures = Array.from({ length: CAPTURES }, (_, capture) => {
      const { map } = extractVeins(captureRegion({ finger: 1100 + finger, capture }), geometry);
      return { template: prepareTemplate(map!), probe: prepareProbe(map!) };
    });
    fingers.push(captures);
  }
  const genuine: number[] = [];
  const impostor: number[] = [];
  fingers.forEach((captures, f) => {
    captures.forEach(({ template }, a) => {
      for (const { probe } of captures.slice(a + 1)) genuine.push(cropStripsScore(template, probe));
    });
    for (const other of fingers.slice(f + 1))
      impostor.push(cropStripsScore(captures[0]!.template, other[0]!.probe));
  });
  const middle = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;
  // Near real sets, whose impostors have 0.18 to 0.21 in the middle and genuine pairs 0.28 to 0.33.
  expect(middle(impostor)).toBeGreaterThan(0.155);
  expect(middle(impostor)).toBeLessThan(0.21);
  expect(middle(genuine)).toBeGreaterThan(0.27);
  expect(middle(genuine)).toBeLessThan(0.34);
  // Between the two, few are on the wrong side but some are.
  const wrong =
    genuine.filter((score) => score < 0.22).length / genuine.length +
    impostor.filter((score) => score >= 0.22).length / impostor.length;
  expect(wrong / 2).toBeGreaterThan(0.005);
  expect(wrong / 2).toBeLessThan(0.08);
});
