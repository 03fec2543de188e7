import { slipOf } from './requests.ts';
import { slipStates } from './visit-slip.ts';
import { visitSetup } from './visit-setup.ts';

/** Every visit ends here: with a human who goes on, with the slip in the hand, and with the card back. */

/** A rung of the dignity ladder, never a failure: the assistant is called at once and a slip says what happens next. */
export const handover = visitSetup.createStateConfig({
  entry: [
    'moved',
    'forgetPins',
    { type: 'slipTells', params: { kind: 'handover' } },
    {
      type: 'recordFact',
      params: ({ context }) => ({ type: 'handover', reason: context.handover?.reason ?? 'serviceDown' }),
    },
    { type: 'callHelp', params: ({ context }) => ({ reason: context.handover?.reason ?? 'serviceDown' }) },
  ],
  ...slipStates('decide', { bookHomeVisit: { guard: 'mayBookHomeVisit', target: '#bookHomeVisit' } }),
});

/** A slip with the standing alone, for whoever has nothing to do this year. */
export const printStanding = visitSetup.createStateConfig({
  entry: [
    {
      type: 'slipTells',
      params: ({ context }) => ({ kind: context.business === 'activate' ? 'activation' : 'standing' }),
    },
    { type: 'slipIs', params: { slip: 'printing' } },
    'moved',
  ],
  on: { 'flow.leave': { actions: { type: 'endAs', params: ({ event }) => ({ how: event.how }) } } },
  invoke: {
    src: 'printSlip',
    input: ({ context }) => slipOf(context),
    onDone: [
      {
        guard: ({ event }) => event.output.ok,
        target: 'takeSlip',
        actions: {
          type: 'recordFact',
          params: ({ event }) => ({
            type: 'slip',
            state: 'printed',
            jobId: event.output.ok ? event.output.value.jobId : '',
          }),
        },
      },
      { target: 'takeCard', actions: { type: 'slipIs', params: { slip: 'notPrinted' } } },
    ],
    onError: { target: 'takeCard', actions: { type: 'slipIs', params: { slip: 'notPrinted' } } },
  },
});

/** Nothing else on the screen until the slip is out of the mouth, by the person or by the printer. */
export const takeSlip = visitSetup.createStateConfig({
  entry: [{ type: 'slipIs', params: { slip: 'take' } }, 'moved'],
  initial: 'watching',
  on: { 'flow.leave': { actions: { type: 'endAs', params: ({ event }) => ({ how: event.how }) } } },
  states: {
    watching: {
      invoke: {
        src: 'waitTaken',
        onDone: [
          {
            guard: ({ event }) => event.output.ok && event.output.value === 'taken',
            target: '#takeCard',
            actions: [
              { type: 'slipIs', params: { slip: 'taken' } },
              { type: 'recordFact', params: { type: 'slip', state: 'taken', jobId: '' } },
            ],
          },
          {
            guard: ({ event }) => event.output.ok && event.output.value === 'notTaken',
            target: 'retracting',
          },
          { target: 'unseen' },
        ],
        onError: 'unseen',
      },
    },
    retracting: {
      invoke: {
        src: 'retract',
        onDone: [
          {
            guard: ({ event }) => event.output.ok,
            target: '#takeCard',
            actions: [
              { type: 'slipIs', params: { slip: 'retracted' } },
              { type: 'recordFact', params: { type: 'slip', state: 'retracted', jobId: '' } },
            ],
          },
          { target: 'unseen' },
        ],
        onError: 'unseen',
      },
    },
    /** No sensor tells: the person says so, or after a while the visit goes on. */
    unseen: { on: { continue: '#takeCard' }, after: { takeCardHelp: '#takeCard' } },
  },
});

export const takeCard = visitSetup.createStateConfig({
  entry: ['moved', 'forgetPins'],
  // Nobody laid a card down in this visit, or every one is in the hand again.
  always: { guard: ({ context }) => context.cardsLeft.length === 0, target: 'goodbye' },
  invoke: [
    {
      src: 'waitForRemoval',
      onDone: { actions: { type: 'cardTaken', params: { card: 'id' } } },
      onError: undefined,
    },
    {
      src: 'waitForSocialRemoval',
      onDone: { actions: { type: 'cardTaken', params: { card: 'social' } } },
      onError: undefined,
    },
  ],
  initial: 'asking',
  on: {
    continue: 'goodbye',
    // Already leaving: only how it ends is noted.
    'flow.leave': { actions: { type: 'endAs', params: ({ event }) => ({ how: event.how }) } },
  },
  states: {
    asking: { after: { takeCardReminder: { target: 'reminded', actions: 'sayAgain' } } },
    reminded: {
      after: {
        takeCardHelp: { target: 'helpCalled', actions: { type: 'callHelp', params: { reason: 'cardLeft' } } },
      },
    },
    helpCalled: { entry: 'sayAgain', after: { takeCardGiveUp: '#goodbye' } },
  },
});

export const goodbye = visitSetup.createStateConfig({
  entry: [
    'moved',
    'forgetPins',
    { type: 'recordFact', params: ({ context }) => ({ type: 'visitEnded', how: context.ending }) },
  ],
  on: { continue: 'welcome', 'flow.leave': {} },
  after: { goodbye: 'welcome' },
});
