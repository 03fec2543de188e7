import { expect } from 'vitest';
import { killAtEveryStep } from '../testing/kill-at-every-step.ts';

/** A vendor library takes the drivers worker down, at each step: the person is certified all the same. */
killAtEveryStep('drivers', (told) => {
  expect(told.handover).toBeNull();
  expect(told.outcome?.kind).toBe('accepted');
});
