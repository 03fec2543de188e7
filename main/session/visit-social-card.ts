import { assign, not } from 'xstate';
import type { Failure } from '../contract/failure.ts';
import { allDone, anyTodo, itemsOf } from './activation-items.ts';
import { isExpired } from './person.ts';
import { cardPairOf } from './requests-activate.ts';
import { samePerson } from './same-person.ts';
import { type VisitMachineContext, visitSetup } from './visit-setup.ts';
import type { CardsMatched } from './wanted-actors.ts';
import { failureOf, type HandoverReason, type SocialCardProblem, type VisitContext } from './visit-types.ts';

/** From the second card to what there is to do with it. */

/** A reader that is away is told at once, and the card is asked for again when it is back. */
export const placeSocialCard = visitSetup.createStateConfig({
  entry: 'moved',
  always: {
    guard: 'socialReaderAway',
    target: 'socialCardProblem',
    actions: assign(({ context }) => ({
      socialProblem: 'readerAway' as const,
      socialErrorCode: context.away.socialReader ?? null,
    })),
  },
  invoke: { src: 'waitForSocialCard', onDone: 'readingSocialCard', onError: 'readingSocialCard' },
  on: {
    anotherWay: {
      target: 'handover',
      actions: { type: 'handOver', params: { reason: 'noSocialCard' } },
    },
  },
});

/** What to tell the person about a read that failed. Codes: main/contract/errors/social-card.ts. */
function problemOf({ code }: Failure): SocialCardProblem {
  // A card that was taken away (E2506) or does not answer (E2507) is no fault of its reader.
  if (/^E(1|9|250[^67])/.test(code)) return 'readerAway';
  // E6: the authority's HSM, which stands in for a PSAM.
  if (/^E(252|6)/.test(code)) return 'notAuthenticated';
  return code === 'E2512' ? 'notSocialCard' : 'unreadable';
}

const unread = (context: VisitMachineContext, failure: Failure): Partial<VisitContext> => ({
  socialTries: context.socialTries + 1,
  socialProblem: problemOf(failure),
  socialErrorCode: failure.code,
});

export const readingSocialCard = visitSetup.createStateConfig({
  entry: ['moved', assign({ socialMoved: false }), { type: 'cardLies', params: { card: 'social' } }],
  on: { socialCardMoved: { actions: assign({ socialMoved: true }) } },
  invoke: {
    src: 'readSocialCard',
    onDone: [
      {
        guard: ({ event }) => event.output.ok,
        target: 'matchingCards',
        actions: [
          assign(({ event }) => ({ socialCard: event.output.ok ? event.output.value : null })),
          {
            type: 'recordFact',
            params: ({ context: { socialCard } }) => ({
              type: 'socialCardRead',
              sealed: {
                cardNumber: socialCard?.cardNumber ?? '',
                idNumber: socialCard?.idNumber ?? '',
              },
              version: socialCard?.version ?? '',
              authenticatedBy: socialCard?.authenticatedBy ?? 'none',
            }),
          },
        ],
      },
      {
        target: 'socialCardProblem',
        actions: assign(({ event, context }) => (event.output.ok ? {} : unread(context, event.output.error))),
      },
    ],
    onError: {
      target: 'socialCardProblem',
      actions: assign(({ event, context }) => unread(context, failureOf(event.error))),
    },
  },
});

export const socialCardProblem = visitSetup.createStateConfig({
  entry: 'moved',
  always: {
    guard: 'socialTriesSpent',
    target: 'handover',
    actions: {
      type: 'handOver',
      params: ({ context }) => ({ reason: 'socialCardUnreadable', errorCode: context.socialErrorCode }),
    },
  },
  initial: 'asking',
  states: {
    asking: {
      always: [
        { guard: ({ context }) => context.socialProblem === 'readerAway', target: 'readerAway' },
        { target: 'lying' },
      ],
    },
    readerAway: {
      after: { faultPause: 'readerPerhapsBack' },
    },
    readerPerhapsBack: {
      always: { guard: not('socialReaderAway'), target: '#placeSocialCard' },
    },
    // Read again while it lies there, it would use up every try before the person has read what to do.
    lying: { invoke: { src: 'waitForSocialRemoval', onDone: 'waiting', onError: 'waiting' } },
    waiting: {
      invoke: { src: 'waitForSocialCard', onDone: '#readingSocialCard', onError: '#readingSocialCard' },
    },
  },
  on: {
    tryAgain: 'readingSocialCard',
    anotherWay: {
      target: 'handover',
      actions: { type: 'handOver', params: { reason: 'customerChoice' } },
    },
  },
});

/** Why the two cards cannot be worked with, by themselves. */
function mismatchOf({ card, socialCard, input }: VisitMachineContext): HandoverReason | null {
  if (!card || !socialCard) return 'cardsDiffer';
  if (!samePerson(card, socialCard)) return 'cardsDiffer';
  return isExpired(socialCard, input.now()) ? 'socialCardExpired' : null;
}

/** Why their keepers do not let them be worked with. */
function refusalOf({ record, agentRule }: CardsMatched): HandoverReason | null {
  // Without the authority nothing can be enabled and nothing is known: nothing is begun.
  if (!record.ok || (agentRule !== null && !agentRule.ok)) return 'authorityAway';
  switch (record.value.status) {
    case 'sealed':
      return 'cardSealed';
    case 'replaced':
      return 'cardReplaced';
    case 'deceased':
      return 'recordedDeceased';
    case 'notFound':
      return 'cardNotFound';
    case 'usable':
      return null;
  }
}

const errorOf = ({ record, agentRule }: CardsMatched): string | null => {
  if (!record.ok) return record.error.code;
  return agentRule !== null && !agentRule.ok ? agentRule.error.code : null;
};

/** What the cards and their keepers say, for the rest of the visit. */
function matched(context: VisitMachineContext, found: CardsMatched): Partial<VisitContext> {
  const { socialCard } = context;
  if (!found.record.ok || !socialCard) return {};
  const agentRule = found.agentRule?.ok ? found.agentRule.value : null;
  const { ticket } = found;
  const signed = ticket !== null && ticket.consent !== null && !context.forOther;
  return {
    cardRecord: found.record.value,
    agentRule,
    items: itemsOf({ record: found.record.value, ticket, card: socialCard, agentRule }),
    resumed: ticket !== null,
    contact: ticket?.contact ?? {},
    // Whoever signed has read what was signed; it is not asked again.
    ...(signed && ticket
      ? { consentBy: ticket.consent, signature: ticket.signature, reviewed: true, keyPointsRead: true }
      : {}),
  };
}

/** Both cards of one person, in use, and known to their keepers. */
export const matchingCards = visitSetup.createStateConfig({
  entry: 'moved',
  initial: 'comparing',
  states: {
    comparing: {
      always: [
        {
          guard: ({ context }) => mismatchOf(context) !== null,
          target: '#handover',
          actions: {
            type: 'handOver',
            params: ({ context }) => ({ reason: mismatchOf(context) ?? 'cardsDiffer' }),
          },
        },
        { target: 'asking' },
      ],
    },
    asking: {
      invoke: {
        src: 'matchCards',
        input: ({ context }) => {
          const { card, socialCard, forOther } = context;
          if (!card || !socialCard) throw new Error('there are no cards to match');
          return { card, socialCard, forOther };
        },
        onDone: [
          {
            guard: ({ event }) => refusalOf(event.output) !== null,
            target: '#handover',
            actions: {
              type: 'handOver',
              params: ({ event }) => ({
                reason: refusalOf(event.output) ?? 'authorityAway',
                errorCode: errorOf(event.output),
              }),
            },
          },
          {
            target: '#cardsMatched',
            actions: assign(({ context, event }) => matched(context, event.output)),
          },
        ],
        // The ledger could not say whether this was begun before: it is not begun again.
        onError: {
          target: '#handover',
          actions: {
            type: 'handOver',
            params: ({ event }) => ({ reason: 'serviceDown', errorCode: failureOf(event.error).code }),
          },
        },
      },
    },
  },
});

/** Decides what the matched cards lead to. */
export const cardsMatched = visitSetup.createStateConfig({
  always: [
    {
      guard: ({ context }) => allDone(context.items),
      target: 'cardStanding',
      actions: ({ context }) => context.input.keepTicket(cardPairOf(context), null),
    },
    { guard: 'homeVisitOnly', target: 'bookHomeVisit' },
    {
      guard: 'agentIsNotNamed',
      target: 'handover',
      actions: { type: 'handOver', params: { reason: 'agentNotAllowed' } },
    },
    {
      guard: 'agentNeedsPapers',
      target: 'handover',
      actions: { type: 'handOver', params: { reason: 'agentNotAllowed' } },
    },
    {
      guard: 'agentNeedsWitness',
      target: 'handover',
      actions: { type: 'handOver', params: { reason: 'agentWitness' } },
    },
    // Nothing can be done today, and nothing was done: the state of things is told with its slip.
    { guard: ({ context }) => !anyTodo(context.items), target: 'activationResult' },
    { target: 'cardStanding' },
  ],
});

export const cardStanding = visitSetup.createStateConfig({
  entry: 'moved',
  on: {
    continue: [
      { guard: ({ context }) => allDone(context.items), target: 'takeCard' },
      {
        guard: 'noReference',
        target: 'handover',
        actions: { type: 'handOver', params: { reason: 'noReference' } },
      },
      { target: 'consent' },
    ],
    anotherWay: {
      guard: ({ context }) => !allDone(context.items),
      target: 'handover',
      actions: { type: 'handOver', params: { reason: 'customerChoice' } },
    },
    printSlip: {
      guard: ({ context }) => context.paperPossible !== false && allDone(context.items),
      target: 'printStanding',
    },
  },
});
