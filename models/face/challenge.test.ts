import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  Challenge,
  type ChallengeGuidance,
  type ChallengeKind,
  challengeKinds,
  seededRandom,
} from './challenge.ts';

const always = (value: number) => () => value;
const yaw = (yawDegrees: number | null) => ({ yawDegrees, relativeSize: 1 });
const size = (relativeSize: number) => ({ yawDegrees: 0, relativeSize });

describe('turning the head', () => {
  test('to the left and back', () => {
    const challenge = new Challenge('turn', seededSide('left', false));
    expect(challenge.guidance).toBe('turnLeft');
    expect(challenge.observe(yaw(12))).toBe(false);
    expect(challenge.observe(yaw(-40))).toBe(false);
    expect(challenge.observe(yaw(null))).toBe(false);
    expect(challenge.observe(yaw(21))).toBe(true);
    expect(challenge.guidance).toBe('faceForward');
    expect(challenge.observe(yaw(9))).toBe(false);
    expect(challenge.observe(yaw(-7))).toBe(true);
    expect(challenge.guidance).toBeNull();
    expect(challenge.progress).toBe(1);
  });

  test('both ways in random order', () => {
    const challenge = new Challenge('turn', seededSide('right', true));
    const asked: (ChallengeGuidance | null)[] = [];
    for (const degrees of [-25, 0, 25, 0]) {
      asked.push(challenge.guidance);
      challenge.observe(yaw(degrees));
    }
    expect(asked).toEqual(['turnRight', 'faceForward', 'turnLeft', 'faceForward']);
    expect(challenge.guidance).toBeNull();
  });

  test('less for a stiff neck', () => {
    const challenge = new Challenge('assistedTurn', always(0));
    expect(challenge.observe(yaw(16))).toBe(true);
    expect(challenge.observe(yaw(0))).toBe(true);
    expect(challenge.guidance).toBeNull();
  });
});

describe('for a neck that does not turn', () => {
  test('coming closer and going back', () => {
    const challenge = new Challenge('approach', always(0));
    expect(challenge.guidance).toBe('comeCloser');
    expect(challenge.observe(size(1.1))).toBe(false);
    expect(challenge.observe(size(1.2))).toBe(true);
    expect(challenge.guidance).toBe('moveBack');
    expect(challenge.observe(size(1.05))).toBe(true);
    expect(challenge.guidance).toBeNull();
  });

  test('or first leaning back', () => {
    const challenge = new Challenge('approach', always(0.9));
    expect(challenge.guidance).toBe('moveBack');
    expect(challenge.observe(size(0.8))).toBe(true);
    expect(challenge.guidance).toBe('comeCloser');
    expect(challenge.observe(size(0.95))).toBe(true);
    expect(challenge.guidance).toBeNull();
  });
});

test('what is drawn depends on chance alone, and every movement can come first', () => {
  const first = (kind: ChallengeKind) =>
    new Set(Array.from({ length: 50 }, (_, seed) => new Challenge(kind, seededRandom(seed)).guidance));
  expect(first('turn')).toEqual(new Set(['turnLeft', 'turnRight']));
  expect(first('assistedTurn')).toEqual(new Set(['turnLeft', 'turnRight']));
  expect(first('approach')).toEqual(new Set(['comeCloser', 'moveBack']));
});

test('no sequence of frames skips a step', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...challengeKinds),
      fc.nat(1000),
      fc.array(
        fc.record({
          yawDegrees: fc.option(fc.double({ min: -90, max: 90, noNaN: true })),
          relativeSize: fc.double({ min: 0.5, max: 2, noNaN: true }),
        }),
      ),
      (kind, seed, states) => {
        const challenge = new Challenge(kind, seededRandom(seed));
        let progress = 0;
        for (const state of states) {
          const reached = challenge.observe(state);
          expect(challenge.progress > progress).toBe(reached);
          progress = challenge.progress;
        }
      },
    ),
  );
});

/** A generator that draws this side first, and both sides or one. */
function seededSide(side: 'left' | 'right', both: boolean): () => number {
  const values = [side === 'left' ? 0.1 : 0.9, both ? 0.1 : 0.9];
  return () => values.shift() ?? 0;
}
