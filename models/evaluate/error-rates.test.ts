import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detCurveSvg } from './det-curve.ts';
import { atFar, equalErrorRate, operatingPoints } from './error-rates.ts';

const range = (count: number, start: number, step: number) =>
  Array.from({ length: count }, (_, i) => start + i * step);

describe('error rates', () => {
  test('of scores that do not overlap are zero', () => {
    const points = operatingPoints([0.8, 0.9], [0.1, 0.2]);
    expect(equalErrorRate(points)).toEqual({ rate: 0, threshold: 0.8 });
    expect(atFar(points, 1e-3)).toMatchObject({ far: 0, frr: 0, threshold: 0.8 });
  });

  test('count what lies on the wrong side', () => {
    // One of ten genuine pairs below, one of ten impostor pairs above.
    const points = operatingPoints([...range(9, 0.7, 0.01), 0.05], [...range(9, 0.1, 0.01), 0.755]);
    expect(equalErrorRate(points).rate).toBeCloseTo(0.1);
    expect(atFar(points, 0.1)).toMatchObject({ far: 0.1, frr: expect.closeTo(0.1) });
    // Without any false acceptance, everything up to the impostor's 0.755 is lost as well.
    expect(atFar(points, 0.01)).toMatchObject({ far: 0, frr: expect.closeTo(0.7) });
  });

  test('at FAR 1e-3 of 3,000 impostor pairs three may pass, not four', () => {
    const impostor = [...range(2_996, 0, 0.0001), 0.5, 0.6, 0.7, 0.8];
    const points = operatingPoints([0.55, 0.65, 0.75, 0.85], impostor);
    expect(atFar(points, 1e-3)).toMatchObject({ far: 3 / 3_000, frr: 0 });
    expect(atFar(points, 2 / 3_000)).toMatchObject({ frr: 0.25 });
  });

  test('of equal scores fall on one side together', () => {
    expect(operatingPoints([0.5], [0.5])).toEqual([
      { threshold: Number.POSITIVE_INFINITY, far: 0, frr: 1 },
      { threshold: 0.5, far: 1, frr: 0 },
    ]);
  });

  test('need both kinds of pairs', () => {
    expect(() => operatingPoints([], [0.1])).toThrow();
  });

  test('trade one error for the other, and agree with counting', () => {
    const scores = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(scores, scores, (genuine, impostor) => {
        const points = operatingPoints(genuine, impostor);
        points.forEach(({ threshold, far, frr }, i) => {
          expect(far).toBeGreaterThanOrEqual(points[i - 1]?.far ?? 0);
          expect(frr).toBeLessThanOrEqual(points[i - 1]?.frr ?? 1);
          expect(far).toBeCloseTo(impostor.filter((score) => score >= threshold).length / impostor.length, 9);
          expect(frr).toBeCloseTo(genuine.filter((score) => score < threshold).length / genuine.length, 9);
        });
      }),
    );
  });
});

test('the trade-off is drawn as an SVG that stays in its frame and escapes its title', () => {
  const points = operatingPoints(range(50, 0.3, 0.01), range(50, 0, 0.01));
  const svg = detCurveSvg([{ name: '', points }], '<pairs> & more');
  expect(svg).toContain('&lt;pairs&gt; &amp; more');
  const curve = /polyline[^>]* points="([^"]+)"/.exec(svg)![1]!;
  for (const number of curve.split(/[ ,]/).map(Number)) {
    expect(number).toBeGreaterThanOrEqual(60);
    expect(number).toBeLessThanOrEqual(540);
  }
  const two = [
    { name: 'a < b', points },
    { name: 'b', points },
  ];
  expect(detCurveSvg(two, 'x')).toContain('a &lt; b');
  expect(detCurveSvg(two, 'x')).toBe(detCurveSvg(two, 'x'));
});
