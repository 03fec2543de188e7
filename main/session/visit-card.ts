import { assign } from 'xstate';
import { greet } from './person.ts';
import { visitSetup } from './visit-setup.ts';

/** From nobody there to a person who is greeted and knows where they stand. */

export const welcome = visitSetup.createStateConfig({
  entry: ['forgetEverything', 'moved'],
  invoke: [
    {
      src: 'waitForCard',
      onDone: [
        { guard: 'open', target: 'readingCard' },
        { target: 'welcome', reenter: true },
      ],
      onError: 'welcome',
    },
    { src: 'watchPaper', onError: undefined },
  ],
  on: { begin: { guard: 'open', target: 'placeCard' } },
});

export const placeCard = visitSetup.createStateConfig({
  entry: 'moved',
  invoke: [{ src: 'waitForCard', onDone: 'readingCard', onError: 'welcome' }, { src: 'watchPaper' }],
  on: {
    leave: 'welcome',
    // "I have no card with me": a person takes over from here, with a slip that says what to bring.
    anotherWay: {
      target: 'handover',
      actions: ['startVisit', { type: 'handOver', params: { reason: 'customerChoice' } }],
    },
  },
  after: { placeCard: 'welcome' },
});

export const readingCard = visitSetup.createStateConfig({
  entry: ['startVisit', 'moved', assign({ cardMoved: false })],
  on: { cardMoved: { actions: assign({ cardMoved: true }) } },
  invoke: {
    src: 'readCard',
    onDone: [
      {
        guard: ({ event }) => event.output.ok,
        target: 'cardRead',
        actions: assign(({ event, context }) => {
          const card = event.output.ok ? event.output.value : null;
          return { card, person: card ? greet(card, context.input.now()) : null };
        }),
      },
      {
        target: 'cardProblem',
        actions: assign(({ event, context }) => ({
          cardTries: context.cardTries + 1,
          cardProblem:
            !event.output.ok && event.output.error.code.startsWith('E1') ? 'readerAway' : 'unreadable',
          handover: {
            reason: 'cardUnreadable' as const,
            errorCode: event.output.ok ? null : event.output.error.code,
          },
        })),
      },
    ],
    onError: {
      target: 'cardProblem',
      actions: assign(({ context }) => ({
        cardTries: context.cardTries + 1,
        cardProblem: 'readerAway' as const,
      })),
    },
  },
});

/** Decides what the card that was read leads to; the visit starts to count here. */
export const cardRead = visitSetup.createStateConfig({
  entry: [
    {
      type: 'recordFact',
      params: ({ context }) => ({
        type: 'cardRead',
        sealed: { idNumber: context.card?.idNumber ?? '', name: context.card?.name ?? '' },
        consistent: context.card?.consistent ?? false,
      }),
    },
  ],
  always: [
    {
      guard: 'cardExpired',
      target: 'handover',
      actions: { type: 'handOver', params: { reason: 'cardExpired' } },
    },
    { target: 'lookingUp', actions: assign({ handover: null }) },
  ],
});

export const cardProblem = visitSetup.createStateConfig({
  entry: 'moved',
  always: {
    guard: 'cardTriesSpent',
    target: 'handover',
    actions: {
      type: 'handOver',
      params: ({ context }) => ({
        reason: 'cardUnreadable',
        errorCode: context.handover?.errorCode ?? null,
      }),
    },
  },
  initial: 'asking',
  states: {
    asking: {
      always: [
        { guard: ({ context }) => context.cardProblem === 'unreadable', target: 'lying' },
        { target: 'waiting' },
      ],
    },
    // Read again while it lies there, it would use up every try before the person has read what to do.
    lying: { invoke: { src: 'waitForRemoval', onDone: 'waiting', onError: 'waiting' } },
    waiting: { invoke: { src: 'waitForCard', onDone: '#readingCard', onError: '#readingCard' } },
  },
  on: {
    tryAgain: 'readingCard',
    anotherWay: {
      target: 'handover',
      actions: { type: 'handOver', params: { reason: 'customerChoice' } },
    },
  },
});

export const lookingUp = visitSetup.createStateConfig({
  entry: 'moved',
  invoke: {
    src: 'lookUp',
    input: ({ context }) => ({ idNumber: context.card?.idNumber ?? '' }),
    onDone: [
      {
        guard: ({ event }) => event.output.ok,
        target: 'standing',
        actions: assign(({ event }) =>
          event.output.ok ? { record: event.output.value, standing: event.output.value.standing } : {},
        ),
      },
      // Outages are normal: the check can be made now and is delivered from the outbox later.
      { target: 'standing', actions: assign({ record: null, standing: { kind: 'unknown' as const } }) },
    ],
    onError: {
      target: 'standing',
      actions: assign({ record: null, standing: { kind: 'unknown' as const } }),
    },
  },
});

export const standing = visitSetup.createStateConfig({
  entry: 'moved',
  on: {
    continue: [
      {
        guard: 'needsStaff',
        target: 'handover',
        actions: { type: 'handOver', params: { reason: 'standing' } },
      },
      {
        guard: ({ context }) =>
          context.standing?.kind === 'certified' || context.standing?.kind === 'certifiedByDataMatch',
        target: 'takeCard',
      },
      {
        guard: 'noReference',
        target: 'handover',
        actions: { type: 'handOver', params: { reason: 'noReference' } },
      },
      { guard: 'canCertify', target: 'consent' },
    ],
    anotherWay: {
      target: 'handover',
      actions: { type: 'handOver', params: { reason: 'customerChoice' } },
    },
    printSlip: {
      guard: ({ context }) =>
        context.paperPossible !== false &&
        (context.standing?.kind === 'certified' || context.standing?.kind === 'certifiedByDataMatch'),
      target: 'printStanding',
    },
  },
});
