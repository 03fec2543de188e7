import { describe, expect, test } from 'vitest';
import { type CaptureFault, captureFrame } from '../../fixtures/finger-vein/capture.ts';
import { veinFeatures } from './pair-score.ts';
import { extractVeins, type VeinCapture } from './extract.ts';
import { decideFinger } from './finger-decision.ts';
import { FingerEnrolment } from './finger-enrolment.ts';
import { guidanceFor } from './lay-guidance.ts';
import { enrolLimits } from './person-limits.ts';

const geometry = { axis: 'horizontal', fingerWidth: 150, length: 300, roi: 'find' } as const;
const seen = (finger: number, capture: number, fault?: CaptureFault): VeinCapture =>
  extractVeins(captureFrame({ finger, capture, ...(fault ? { fault } : {}) }), geometry);

/** A finger that is enrolled once for all tests here, and again as often as it is asked for. */
const first = (() => {
  const enrolment = new FingerEnrolment([]);
  for (let capture = 0; ; capture++) {
    const step = enrolment.add(seen(601, capture));
    if (step.end) return step;
  }
})();
const firstMaps = () => {
  if (first.end?.kind !== 'enrolled') throw new Error('not enrolled');
  return first.end.maps.map((map) => ({ ...map, quarters: map.quarters.slice() }));
};

describe('enrolling a finger', () => {
  test('makes five maps that agree, and lets the same finger in and another one not', () => {
    const { end, captured } = first;
    expect(captured).toBe(5);
    if (end?.kind !== 'enrolled') throw new Error('not enrolled');
    expect(end.maps).toHaveLength(5);
    expect(end.leastZ).toBeGreaterThanOrEqual(enrolLimits.pairZ);
    expect(end.maps.every(({ quarters }) => quarters.some((quarter) => quarter > 0))).toBe(true);
    const templates = firstMaps().map(veinFeatures);
    expect(decideFinger(veinFeatures(seen(601, 20).map!), templates)).toMatchObject({
      decision: 'same',
      threshold: 6.3,
    });
    expect(decideFinger(veinFeatures(seen(620, 20).map!), templates).decision).toBe('different');
  });

  test('notices another finger in between and asks for the first one again', () => {
    const enrolment = new FingerEnrolment([]);
    enrolment.add(seen(603, 0));
    expect(enrolment.add(seen(603, 1))).toMatchObject({ guidance: null, captured: 2 });
    expect(enrolment.add(seen(614, 0))).toMatchObject({ guidance: 'otherFinger', captured: 2, end: null });
    let step = enrolment.add(seen(603, 2));
    for (let capture = 3; !step.end; capture++) step = enrolment.add(seen(603, capture));
    expect(step.end).toMatchObject({ kind: 'enrolled' });
  });

  test('gives up when every picture is of another finger', () => {
    const enrolment = new FingerEnrolment([]);
    let step = enrolment.add(seen(610, 0));
    let pictures = 1;
    while (!step.end) step = enrolment.add(seen(610 + pictures++, 0));
    expect(step.end).toEqual({ kind: 'again', problem: 'inconsistent' });
    expect(pictures).toBe(enrolLimits.mostCaptures);
  });

  test('refuses a finger that is enrolled already', () => {
    const again = new FingerEnrolment(firstMaps());
    expect(again.add(seen(601, 30)).end).toEqual({ kind: 'again', problem: 'duplicate' });
    const other = new FingerEnrolment(firstMaps());
    expect(other.add(seen(606, 0)).end).toBeNull();
  });

  test('says what is wrong with a capture, and gives up after a dozen of them', () => {
    const enrolment = new FingerEnrolment([]);
    expect(enrolment.add(seen(607, 0, 'rotated'))).toMatchObject({ guidance: 'rotated', captured: 0 });
    let step = enrolment.add(seen(607, 1, 'noFinger'));
    expect(step.guidance).toBe('layFinger');
    for (let refused = 2; refused < enrolLimits.mostRefused; refused++)
      step = enrolment.add(seen(607, refused, 'noFinger'));
    expect(step.end).toEqual({ kind: 'again', problem: 'poor' });
  });

  test('refuses what a presentation check refused', () => {
    expect(new FingerEnrolment([]).add(seen(608, 0), true)).toMatchObject({
      guidance: 'liftAndLayAgain',
      captured: 0,
    });
  });

  test('leaves nothing of a finger that was not enrolled', () => {
    const enrolment = new FingerEnrolment([]);
    const capture = seen(609, 0);
    enrolment.add(capture);
    enrolment.wipe();
    expect(capture.map!.quarters.every((quarter) => quarter === 0)).toBe(true);
  });
});

test('the most urgent fault is told', () => {
  expect(guidanceFor([])).toBeNull();
  expect(guidanceFor(['glare', 'rotated'])).toBe('rotated');
  expect(guidanceFor(['oneEdge'])).toBe('liftAndLayAgain');
  expect(guidanceFor(['tooNarrow'])).toBe('tooHigh');
});
