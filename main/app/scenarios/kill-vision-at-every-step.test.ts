import { expect } from 'vitest';
import { killAtEveryStep } from '../testing/kill-at-every-step.ts';

/** The vision worker runs out of memory, at each step: the check begins again and no try of the person is counted. */
killAtEveryStep('vision', (told) => {
  expect(told.handover).toBeNull();
  expect(told.places).not.toContain('faceAgain');
  expect(told.outcome?.kind).toBe('accepted');
});
