import { and, assign, enqueueActions, not } from 'xstate';
import type { IdentityCard } from '../ports/identity-reader.ts';
import { knownAs } from './enrolment.ts';
import { greet } from './person.ts';
import { type VisitMachineContext, visitSetup } from './visit-setup.ts';
import type { VisitContext } from './visit-types.ts';

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
  on: {
    begin: { guard: 'open', target: 'placeCard' },
    beginActivation: { guard: 'mayActivate', target: 'bring', actions: assign({ business: 'activate' }) },
    beginEnrolment: { guard: 'mayEnrol', target: 'placeCard', actions: assign({ business: 'enrol' }) },
    beginForOther: {
      guard: 'mayActivate',
      target: 'agentReason',
      actions: assign({ business: 'activate', forOther: true }),
    },
  },
});

export const placeCard = visitSetup.createStateConfig({
  entry: 'moved',
  invoke: [{ src: 'waitForCard', onDone: 'readingCard', onError: 'welcome' }, { src: 'watchPaper' }],
  on: {
    // Nothing has begun yet: no question is asked and nothing is noted.
    leave: { guard: ({ context }) => context.visitId === null, target: 'welcome' },
    // "I have no card with me": a person takes over from here, with a slip that says what to bring.
    anotherWay: {
      target: 'handover',
      actions: ['startVisit', { type: 'handOver', params: { reason: 'customerChoice' } }],
    },
  },
  after: {
    placeCard: [
      { guard: 'hasVisit', target: 'takeCard', actions: { type: 'endAs', params: { how: 'idle' } } },
      { target: 'welcome' },
    ],
  },
});

/** In the agent flow the first card is the agent's own; who stands at the terminal stays who they are. */
function placed(card: IdentityCard, context: VisitMachineContext): Partial<VisitContext> {
  const person = greet(card, context.input.now());
  if (context.forOther && context.agentCard !== null) return { card };
  const whose = { person, ...knownAs(card, context.input) };
  return context.forOther ? { agentCard: card, ...whose } : { card, ...whose };
}

export const readingCard = visitSetup.createStateConfig({
  entry: ['startVisit', 'moved', assign({ cardMoved: false }), { type: 'cardLies', params: { card: 'id' } }],
  on: { cardMoved: { actions: assign({ cardMoved: true }) } },
  invoke: {
    src: 'readCard',
    onDone: [
      {
        guard: ({ event }) => event.output.ok,
        target: 'cardRead',
        actions: assign(({ event, context }) => (event.output.ok ? placed(event.output.value, context) : {})),
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

const sameCardTwice = ({ card, agentCard }: VisitMachineContext): boolean =>
  card !== null && card.idNumber === agentCard?.idNumber;

/** Decides what the card that was read leads to; the visit starts to count here. */
export const cardRead = visitSetup.createStateConfig({
  entry: enqueueActions(({ context, enqueue }) => {
    const { card, agentCard, agentReason, agentRelation } = context;
    const read = card ?? agentCard;
    if (!read || sameCardTwice(context)) return;
    const sealed = { idNumber: read.idNumber, name: read.name };
    enqueue({
      type: 'recordFact',
      params: card
        ? { type: 'cardRead', sealed, consistent: card.consistent }
        : { type: 'agentCase', sealed, reason: agentReason ?? '', relation: agentRelation ?? '' },
    });
  }),
  always: [
    // The agent's own card was laid down again: the other one is asked for once more.
    {
      guard: ({ context }) => sameCardTwice(context),
      target: 'placeOwnerCard',
      actions: [assign({ card: null }), 'sayAgain'],
    },
    {
      guard: 'cardExpired',
      target: 'handover',
      actions: { type: 'handOver', params: { reason: 'cardExpired' } },
    },
    {
      guard: ({ context }) => context.card === null,
      target: 'placeOwnerCard',
      actions: assign({ handover: null, cardTries: 0 }),
    },
    { guard: 'activating', target: 'placeSocialCard', actions: assign({ handover: null }) },
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

/** Where the person stands is told next, or noted for whoever came to enrol a finger. */
export const lookingUp = visitSetup.createStateConfig({
  entry: ['moved', assign({ alsoAsked: true })],
  initial: 'asking',
  states: {
    asking: {
      invoke: {
        src: 'lookUp',
        input: ({ context }) => ({ idNumber: context.card?.idNumber ?? '' }),
        onDone: {
          target: 'known',
          actions: assign(({ event }) =>
            event.output.ok
              ? { record: event.output.value, standing: event.output.value.standing }
              : // Outages are normal: the check can be made now and is delivered from the outbox later.
                { record: null, standing: { kind: 'unknown' as const } },
          ),
        },
        onError: {
          target: 'known',
          actions: assign({ record: null, standing: { kind: 'unknown' as const } }),
        },
      },
    },
    known: { always: [{ guard: 'enrolling', target: '#enrolStanding' }, { target: '#standing' }] },
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
        guard: and(['noReference', not('veinPossible')]),
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
