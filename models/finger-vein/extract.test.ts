import { describe, expect, test } from 'vitest';
import { type CaptureFault, captureFrame, captureRegion } from '../../fixtures/finger-vein/capture.ts';
import { cropStripsScore, prepareProbe, prepareTemplate } from './crop-strips.ts';
import { extractVeins } from './extract.ts';
import { type GrayImage, scaled } from './gray-image.ts';
import type { ScannerGeometry, VeinReason } from './region.ts';
import type { VeinMap } from './vein-map.ts';

const geometry: ScannerGeometry = { axis: 'horizontal', fingerWidth: 150, length: 300, roi: 'find' };
const scoreOf = (a: VeinMap, b: VeinMap) => cropStripsScore(prepareTemplate(a), prepareProbe(b));

/** A quarter turn the other way: the tip of the lying finger, right, points up. */
const upright = ({ width, height, data }: GrayImage): GrayImage => ({
  width: height,
  height: width,
  data: Uint8Array.from(
    { length: data.length },
    (_, i) => data[(i % height) * width + (width - 1 - Math.floor(i / height))]!,
  ),
});

const faints: ReadonlySet<VeinReason> = new Set(['cold', 'tooHigh', 'tooFlat']);

describe('a capture', () => {
  const first = extractVeins(captureFrame({ finger: 7, capture: 0 }), geometry);

  test('of a finger laid well has no reasons, its width, and a map of half the size', () => {
    expect(first.reasons).toEqual([]);
    expect(Math.abs(first.fingerWidth! - 150)).toBeLessThan(10);
    expect(first.map).toMatchObject({ width: 150, height: 50 });
    expect(first.map!.quarters.reduce((sum, v) => sum + v, 0)).toBeGreaterThan(500);
    expect(Object.keys(first.timings)).toEqual(['region', 'contrast', 'curvature', 'map']);
  });

  test('matches the same finger laid again and not another one', () => {
    const again = extractVeins(captureFrame({ finger: 7, capture: 1 }), geometry);
    const other = extractVeins(captureFrame({ finger: 8, capture: 0 }), geometry);
    const genuine = scoreOf(first.map!, again.map!);
    expect(genuine).toBeGreaterThan(0.24);
    expect(genuine).toBeGreaterThan(scoreOf(first.map!, other.map!) + 0.04);
  });

  test('of an upright finger gives the same map', () => {
    const frame = upright(captureFrame({ finger: 7, capture: 0 }));
    expect(extractVeins(frame, { ...geometry, axis: 'vertical' }).map).toEqual(first.map);
  });

  test('by a scanner with more pixels gives nearly the same map', () => {
    const frame = captureFrame({ finger: 7, capture: 0 });
    const big = scaled(frame, frame.width * 2, frame.height * 2);
    const { map } = extractVeins(big, { ...geometry, fingerWidth: 300 });
    expect(scoreOf(first.map!, map!)).toBeGreaterThan(0.8 * scoreOf(first.map!, first.map!));
  });

  test('of which only one edge is in the picture is centred by the usual width, and told', () => {
    const { width, height, data } = captureFrame({ finger: 7, capture: 0 });
    const cut = { width, height: height - 75, data: data.subarray(75 * width) };
    const { reasons, map } = extractVeins(cut, geometry);
    expect(reasons).toEqual(['oneEdge']);
    expect(scoreOf(first.map!, map!)).toBeGreaterThan(0.24);
  });

  test.each<[CaptureFault, VeinReason]>([
    ['rotated', 'rotated'],
    ['bright', 'glare'],
    ['dark', 'noFinger'],
    ['noFinger', 'noFinger'],
  ])('that is %s is told as %s', (fault, reason) => {
    for (const finger of [1, 2, 3])
      expect(extractVeins(captureFrame({ finger, capture: 0, fault }), geometry).reasons).toContain(reason);
  });

  test.each<[CaptureFault, VeinReason]>([
    ['cold', 'cold'],
    ['high', 'tooHigh'],
    ['flat', 'tooFlat'],
  ])('that is %s is told as %s for most fingers with faint veins', (fault, reason) => {
    const told = Array.from({ length: 20 }, (_, finger) =>
      extractVeins(captureFrame({ finger: 2100 + finger, capture: 0, fault }), geometry),
    );
    const faint = told.filter(({ reasons }) => reasons.includes(reason));
    expect(faint.length).toBeGreaterThanOrEqual(6);
    for (const { map } of faint) expect(map).not.toBeNull();
    const wrong = told.flatMap(({ reasons }) =>
      reasons.filter((other) => faints.has(other) && other !== reason),
    );
    expect(wrong.length).toBeLessThanOrEqual(2);
  });

  test('of a finger laid well is hardly ever asked for again', () => {
    const asked = Array.from({ length: 40 }, (_, finger) =>
      extractVeins(captureFrame({ finger: 2100 + finger, capture: 1 }), geometry),
    ).filter(({ reasons }) => reasons.length > 0);
    expect(asked.length).toBeLessThanOrEqual(2);
  });

  test.each([
    [60, 'tooNarrow'],
    [270, 'tooWide'],
  ] as const)('of something %i px wide is none of a finger: %s', (wide, reason) => {
    const frame = captureFrame({ finger: 1, capture: 0 }, 480, 300, wide);
    expect(extractVeins(frame, geometry)).toMatchObject({ map: null, reasons: [reason] });
  });

  test.each([
    ['nothing at all', 1, 1],
    ['a thin strip', 300, 2],
  ])('of %s is no finger', (_, width, height) => {
    const frame = { width, height, data: new Uint8Array(width * height) };
    expect(extractVeins(frame, geometry)).toMatchObject({ map: null, reasons: ['noFinger'] });
  });
});

describe('a picture that is cut already', () => {
  const given: ScannerGeometry = { axis: 'horizontal', fingerWidth: 100, length: 300, roi: 'given' };

  test('is taken as it is', () => {
    const [a, b] = [0, 1].map((capture) => extractVeins(captureRegion({ finger: 7, capture }), given));
    expect(a).toMatchObject({ reasons: [], fingerWidth: null });
    expect(scoreOf(a!.map!, b!.map!)).toBeGreaterThan(0.24);
  });

  test('that is black shows nothing', () => {
    const black = { width: 300, height: 100, data: new Uint8Array(30_000) };
    expect(extractVeins(black, given)).toMatchObject({ map: null, reasons: ['dark'] });
  });
});
