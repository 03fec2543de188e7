import { describe, expect, it } from 'vitest';
import {
  faceVerificationSchema,
  fingerVeinVerificationSchema,
  holderVerificationSchema,
  reachedLimit,
} from './verified.ts';

const face = {
  similarity: 0.61,
  threshold: 0.4,
  liveness: 'live',
  reference: 'card',
  models: [{ id: 'a', sha256: 'f' }],
} as const;
const finger = {
  z: 7.2,
  threshold: 4.5,
  finger: 'leftMiddle',
  algorithm: { id: 'maximum-curvature', version: 1 },
  scanner: { model: 'S-1', simulated: false },
  checks: [{ check: 'lightPair', result: 'failed', value: 0.1 }],
} as const;

describe('how somebody was verified', () => {
  it('crosses whole, a face in the order of words that far sides have hashed since the first terminals', () => {
    const kept =
      '{"method":"face","of":"holder","similarity":0.61,"threshold":0.4,"liveness":"live","reference":"card",' +
      '"models":[{"id":"a","sha256":"f"}]}';
    const mixed = { ...face, of: 'holder', method: 'face' };
    expect(JSON.stringify(holderVerificationSchema.parse(mixed))).toBe(kept);
    const vein = { method: 'fingerVein', of: 'agent', ...finger };
    expect(holderVerificationSchema.parse(vein)).toEqual(vein);
    expect(faceVerificationSchema.parse(face)).toEqual(face);
    expect(fingerVeinVerificationSchema.parse(finger)).toEqual(finger);
  });

  it('is refused when it is of the other method, of none, or carries more than it says', () => {
    for (const wrong of [
      { method: 'face', of: 'holder', ...finger },
      { method: 'fingerVein', of: 'holder', ...face },
      { method: 'voice', of: 'holder', ...face },
      { method: 'fingerVein', of: 'holder', ...finger, template: 'AAAA' },
      { method: 'fingerVein', of: 'holder', ...finger, z: Number.NaN },
      { method: 'fingerVein', of: 'holder', ...finger, checks: [{ check: 'blood', result: 'passed' }] },
      { method: 'fingerVein', ...finger },
    ]) {
      expect(holderVerificationSchema.safeParse(wrong).success).toBe(false);
    }
  });

  it('reached the limit when its own score did', () => {
    expect([reachedLimit(face), reachedLimit({ ...face, similarity: 0.39 })]).toEqual([true, false]);
    expect([reachedLimit(finger), reachedLimit({ ...finger, z: 4.49 })]).toEqual([true, false]);
    expect(reachedLimit({ ...finger, z: 4.5 })).toBe(true);
  });
});
