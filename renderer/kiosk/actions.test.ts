import { describe, expect, it } from 'vitest';
import { kioskIntentSchema } from '../../main/contract/intent.ts';
import { labels } from '../../main/contract/texts/labels.ts';
import { actionsOf } from './actions.ts';
import { snapshotOf, viewNames } from './gallery/fixtures.ts';

const everyIntent = kioskIntentSchema.options.map((option) => option.shape.type.value);
/** These have their place in the bar, or are no button at all. */
const elsewhere = [
  'help',
  'leave',
  'repeatPrompt',
  'comfort',
  'touched',
  // Sent by the screen that has the value.
  'padKey',
  'sign',
  'chooseReason',
  'chooseRelation',
];

describe('the buttons of a step', () => {
  it('are there for every allowed intent of every step, each with its label', () => {
    const overlayOnly = ['cancelHelp', 'stay', 'confirmLeave', 'stillHere'];
    for (const name of viewNames) {
      const snapshot = { ...snapshotOf(name), overlay: 'none' as const, allowed: everyIntent };
      const actions = actionsOf(snapshot);
      expect(actions.map((action) => action.intent).sort(), name).toEqual(
        everyIntent
          .filter((intent) => !elsewhere.includes(intent) && !overlayOnly.includes(intent))
          .filter((intent) => intent !== 'beginEnrolment' || name !== 'welcome.closed')
          .sort(),
      );
      for (const action of actions) expect(labels[action.label], action.label).toBeTruthy();
    }
  });

  it('are those of the overlay while one lies on the step', () => {
    const base = { ...snapshotOf('consent'), allowed: everyIntent };
    const intents = (overlay: 'help' | 'leave' | 'stillThere') =>
      actionsOf({ ...base, overlay }).map((action) => action.intent);
    expect(intents('help')).toEqual(['cancelHelp']);
    expect(intents('leave')).toEqual(['stay', 'confirmLeave']);
    expect(intents('stillThere')).toEqual(['stillHere']);
  });

  it('are none for what is not allowed, and at most one is primary', () => {
    expect(actionsOf({ ...snapshotOf('consent'), allowed: [] })).toEqual([]);
    const tones = actionsOf(snapshotOf('consent')).map((action) => action.tone);
    expect(tones.filter((tone) => tone === 'primary')).toHaveLength(1);
  });

  it('put the visit at home first where somebody is told that the person themselves must come', () => {
    expect(
      actionsOf(snapshotOf('handover.agentNotAllowed')).map(({ intent, tone }) => [intent, tone]),
    ).toEqual([
      ['bookHomeVisit', 'primary'],
      ['continue', 'plain'],
    ]);
  });

  it('leave the signature to be the thing to do where one signs', () => {
    expect(actionsOf(snapshotOf('sign')).map(({ label, tone }) => [label, tone])).toEqual([
      ['agree.sign', 'plain'],
      ['anotherWay.person', 'plain'],
    ]);
  });

  it('never make a large key of what cannot be brought back', () => {
    expect(actionsOf(snapshotOf('deleteConfirm')).map(({ label, tone }) => [label, tone])).toEqual([
      ['decline.deleteConfirm', 'primary'],
      ['agree.deleteConfirm', 'plain'],
    ]);
  });

  it('offer another finger first where the same one would be the same again', () => {
    expect(actionsOf(snapshotOf('enrolFingerAgain.duplicate'))[0]).toMatchObject({
      intent: 'anotherFinger',
      tone: 'primary',
    });
    expect(actionsOf(snapshotOf('enrolFingerAgain.poor'))[0]).toMatchObject({ intent: 'tryAgain' });
  });

  it('offer the face as the other way to whoever lays a finger down', () => {
    for (const name of ['vein.layFinger', 'vein.scannerAway', 'veinAgain.cold'] as const)
      expect(actionsOf(snapshotOf(name)).at(-1)).toMatchObject({ label: 'anotherWay.face', tone: 'plain' });
  });

  it('ask for both consents of an enrolment, and let each be refused', () => {
    expect(actionsOf(snapshotOf('enrolConsent')).map(({ label, tone }) => [label, tone])).toEqual([
      ['agree.enrolConsent', 'primary'],
      ['intent.agreeFingersOnly', 'plain'],
      ['decline.enrolConsent', 'plain'],
    ]);
  });

  it('say on the last page of the key points that they are kept in mind', () => {
    expect(actionsOf(snapshotOf('keyPoints.1'))[0]?.label).toBe('continue.keyPoints');
    expect(actionsOf(snapshotOf('keyPoints.fraud'))[0]?.label).toBe('continue.fraud');
  });
});
