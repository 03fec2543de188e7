import { describe, expect, it } from 'vitest';
import { type KioskView, kioskViewSchema } from '../contract/snapshot.ts';
import { allLampsOff, type Lamps } from '../ports/lamps.ts';
import { lampsOf } from './lamps.ts';

const lit = (view: object): Partial<Lamps> =>
  Object.fromEntries(Object.entries(lampsOf(view as KioskView)).filter(([, state]) => state !== 'off'));

describe('the lamps of a step', () => {
  it.each<[object, Partial<Lamps>]>([
    [{ step: 'welcome', open: true }, { card: 'on' }],
    [{ step: 'welcome', open: false }, {}],
    [{ step: 'placeCard' }, { card: 'flash' }],
    [{ step: 'placeOwnerCard' }, { card: 'flash' }],
    [{ step: 'readingCard', retry: false }, { card: 'on' }],
    [{ step: 'readingCard', retry: true }, { card: 'flash' }],
    [{ step: 'cardProblem', problem: 'unreadable' }, { card: 'flash' }],
    [{ step: 'cardProblem', problem: 'expired' }, {}],
    [{ step: 'cardProblem', problem: 'readerAway' }, {}],
    [{ step: 'placeSocialCard' }, { socialCard: 'flash' }],
    [{ step: 'readingSocialCard', retry: false }, { socialCard: 'on' }],
    [{ step: 'socialCardProblem', problem: 'notSocialCard' }, { socialCard: 'flash' }],
    [{ step: 'socialCardProblem', problem: 'readerAway' }, {}],
    [{ step: 'vein', guidance: 'layFinger' }, { finger: 'flash' }],
    [{ step: 'enrolFinger', guidance: 'holdStill' }, { finger: 'on' }],
    [{ step: 'enrolFinger', guidance: 'liftFinger' }, {}],
    [{ step: 'vein', guidance: 'scannerAway' }, {}],
    [{ step: 'face' }, {}],
    [{ step: 'result', slip: { state: 'printing' } }, { printer: 'on' }],
    [{ step: 'handover', slip: { state: 'take' } }, { printer: 'flash' }],
    [{ step: 'activationResult', slip: { state: 'taken' } }, {}],
    [{ step: 'takeSlip' }, { printer: 'flash' }],
    [
      { step: 'takeCard', cards: ['id', 'social'] },
      { card: 'flash', socialCard: 'flash' },
    ],
    [{ step: 'takeCard', cards: ['social'] }, { socialCard: 'flash' }],
    [{ step: 'goodbye' }, {}],
  ])('%j: %j', (view, lamps) => {
    expect(lit(view)).toEqual(lamps);
  });

  it('is dark at every other step', () => {
    const steps = kioskViewSchema.options.map(({ shape }) => shape.step.value);
    const speaking = new Set(['welcome', 'takeSlip', 'takeCard', 'vein', 'enrolFinger']);
    for (const step of steps)
      if (!speaking.has(step) && !/card/i.test(step))
        expect(lampsOf({ step } as KioskView), step).toEqual(allLampsOff);
  });
});
