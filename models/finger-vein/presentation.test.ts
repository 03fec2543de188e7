import { describe, expect, test } from 'vitest';
import { type BurstOptions, captureBurst } from '../../fixtures/finger-vein/burst.ts';
import { captureFrame } from '../../fixtures/finger-vein/capture.ts';
import { printedFrame } from '../../fixtures/finger-vein/print.ts';
import { veinFeatures } from './pair-score.ts';
import { extractVeins } from './extract.ts';
import { endsTry, type PresentationCheck, presentationChecks, twoScoresCheck } from './presentation.ts';
import { printTexture } from './print-texture.ts';

const frame = captureFrame({ finger: 1200, capture: 0 });
const burstOf = (what: BurstOptions['what'], pictures: number, everyMs: number) =>
  captureBurst({ finger: 1200, capture: 0 }, { pictures, everyMs, what }).map(({ grey, ...rest }) => ({
    ...rest,
    image: { width: frame.width, height: frame.height, data: grey },
  }));
const results = (checks: readonly PresentationCheck[]) =>
  Object.fromEntries(checks.map(({ check, result }) => [check, result]));

describe('presentation checks', () => {
  test('an invented finger passes all that its burst allows', () => {
    const short = presentationChecks(frame, burstOf('finger', 4, 100));
    expect(results(short)).toEqual({
      lightPair: 'passed',
      movement: 'passed',
      pulse: 'notDone',
      printTexture: 'passed',
    });
    expect(results(presentationChecks(frame, burstOf('finger', 25, 120)))).toMatchObject({ pulse: 'passed' });
    expect(endsTry(short)).toBe(false);
  });

  test('one picture alone says only whether it is printed', () => {
    expect(results(presentationChecks(frame, []))).toEqual({
      ...{ lightPair: 'notDone', movement: 'notDone', pulse: 'notDone', printTexture: 'passed' },
    });
  });

  test('what shines by itself, and a picture that is sent again and again, end the try', () => {
    for (const what of ['selfLit', 'frozen'] as const) {
      const checks = presentationChecks(frame, burstOf(what, 4, 100));
      expect(results(checks)).toMatchObject({ lightPair: 'failed', movement: 'failed' });
      expect(endsTry(checks)).toBe(true);
    }
  });

  test('a thing that lies still is noted, but a quiet hand is not turned away for it', () => {
    const checks = presentationChecks(frame, burstOf('still', 25, 120));
    expect(results(checks)).toMatchObject({ lightPair: 'passed', movement: 'failed', pulse: 'failed' });
    expect(endsTry(checks)).toBe(false);
  });

  test('the dots of a coarse print end the try; those that the scanner blurs are not seen', () => {
    const print = (period: number, optics: number) =>
      presentationChecks(printedFrame({ finger: 1200, capture: 0 }, { period, screen: 30, optics }), []);
    expect(endsTry(print(5, 0.8))).toBe(true);
    expect(endsTry(print(2.2, 1.6))).toBe(false);
  });

  test('nothing there says nothing about dots', () => {
    expect(printTexture(captureFrame({ finger: 1200, capture: 0, fault: 'noFinger' }))).toBeNull();
    expect(printTexture(captureFrame({ finger: 1200, capture: 0, fault: 'dark' }))).toBeNull();
  });

  test('two captures of a finger convince both scores', () => {
    const geometry = { axis: 'horizontal', fingerWidth: 150, length: 300, roi: 'find' } as const;
    const [a, b] = [0, 1].map((capture) =>
      veinFeatures(extractVeins(captureFrame({ finger: 1200, capture }), geometry).map!),
    );
    expect(twoScoresCheck(a!, b!)).toMatchObject({ check: 'twoScores', result: 'passed' });
    expect(twoScoresCheck(null, b!)).toMatchObject({ result: 'notDone', value: null });
  });
});
