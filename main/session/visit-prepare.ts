import { assign } from 'xstate';
import { contactNeeded, contactProblemOf, pinNeeded } from './activation-items.ts';
import { visitSetup } from './visit-setup.ts';

/** What comes before anything is done: the letter, the review, the contact data, the key points, passwords and consent. */

/** Three points about the card, and the caution against fraud as the last page. */
export const KEY_PAGES = 4;
const CONTACT_DIGITS = 11;

/**
 * What is still missing, in order. Every step comes back here, so a visit that goes on where an earlier one was broken
 * off passes over what was done then, and a password that was lost is asked for again wherever that is noticed.
 */
export const onward = visitSetup.createStateConfig({
  always: [
    { guard: ({ context }) => context.forOther && context.letterSha256 === null, target: 'letter' },
    { guard: ({ context }) => !context.reviewed, target: 'review' },
    {
      guard: ({ context }) => contactNeeded(context.cardRecord?.missing ?? [], context.contact) !== null,
      target: 'contact',
      actions: assign({ contactFor: 'activation' }),
    },
    { guard: ({ context }) => !context.keyPointsRead, target: 'keyPoints' },
    { guard: ({ context }) => pinNeeded(context.items, context.pins) !== null, target: 'pin' },
    { guard: ({ context }) => context.consentBy === null, target: 'sign' },
    { target: 'activating' },
  ],
});

export const review = visitSetup.createStateConfig({
  entry: 'moved',
  on: {
    continue: { target: 'onward', actions: assign({ reviewed: true }) },
    anotherWay: {
      target: 'handover',
      actions: { type: 'handOver', params: { reason: 'customerChoice' } },
    },
  },
});

/** Digits only. The number is in the context, on the screen and sealed in the ledger, and nowhere else. */
export const contact = visitSetup.createStateConfig({
  entry: ['moved', assign({ contactEntered: '', contactProblem: null })],
  on: {
    padKey: {
      actions: [
        assign(({ context, event }) => ({
          contactProblem: null,
          contactEntered: typed(context.contactEntered, event.key),
        })),
        'moved',
      ],
    },
    continue: [
      {
        guard: ({ context }) => contactProblemOf(context.contactEntered) !== null,
        actions: [
          assign(({ context }) => ({ contactProblem: contactProblemOf(context.contactEntered) })),
          'sayAgain',
        ],
      },
      {
        guard: ({ context }) => context.contactFor === 'homeVisit',
        target: 'homeVisit',
        actions: 'keepContact',
      },
      { target: 'onward', actions: ['keepContact', 'keepTicket'] },
    ],
    anotherWay: [
      {
        guard: 'homeVisitOnly',
        target: 'handover',
        actions: { type: 'handOver', params: { reason: 'agentNotAllowed' } },
      },
      { target: 'handover', actions: { type: 'handOver', params: { reason: 'customerChoice' } } },
    ],
  },
});

function typed(entered: string, key: string): string {
  if (key === 'clear') return '';
  if (key === 'erase') return entered.slice(0, -1);
  return entered.length < CONTACT_DIGITS ? entered + key : entered;
}

export const keyPoints = visitSetup.createStateConfig({
  entry: ['moved', assign({ keyPage: 1 })],
  on: {
    continue: [
      {
        guard: ({ context }) => context.keyPage < KEY_PAGES,
        actions: [assign(({ context }) => ({ keyPage: context.keyPage + 1 })), 'moved'],
      },
      { target: 'onward', actions: assign({ keyPointsRead: true }) },
    ],
    anotherWay: {
      target: 'handover',
      actions: { type: 'handOver', params: { reason: 'customerChoice' } },
    },
  },
});
