import { assign } from 'xstate';
import type { ActivationItem, ItemState } from '../contract/activation.ts';
import { isTodo } from './activation-items.ts';
import { bankActivationOf, socialEnableOf } from './requests-activate.ts';
import { begun, visitSetup } from './visit-setup.ts';
import { slipStates } from './visit-slip.ts';

/** Consent, the items one after the other, and what each came to. */

export const sign = visitSetup.createStateConfig({
  entry: 'moved',
  on: {
    sign: {
      target: 'onward',
      actions: [
        assign(({ event }) => ({ consentBy: 'signature' as const, signature: event.signature })),
        'recordConsent',
        'keepTicket',
      ],
    },
    // A hand that cannot sign any more agrees by a key, and that is as good.
    agree: {
      target: 'onward',
      actions: [assign({ consentBy: 'key' as const, signature: null }), 'recordConsent', 'keepTicket'],
    },
    anotherWay: {
      target: 'handover',
      actions: { type: 'handOver', params: { reason: 'customerChoice' } },
    },
  },
});

/** Kept and recorded before anybody sees it; then the next item. */
const finish = (item: ActivationItem) =>
  [{ type: 'recordItem', params: { item } }, 'stopRest', 'keepTicket'] as const;
const begin = (item: ActivationItem) =>
  ['moved', { type: 'itemIs', params: { item, outcome: { state: 'working' } } }] as const;
/** The call broke after it may have sent something. */
const notKnown = (item: ActivationItem) =>
  [
    { type: 'itemIs', params: { item, outcome: { state: 'unknown', referenceNumber: '' } } },
    ...finish(item),
  ] as const;

/** Nothing was begun, because the password was gone: it is asked for again, a few times. */
const askedAgain = (item: 'cardPin' | 'bank') =>
  [
    {
      guard: { type: 'pinGone', params: ({ event }: { event: { output: ItemState | null } }) => event },
      target: '#onward',
      actions: [{ type: 'itemIs', params: { item, outcome: { state: 'todo' } } }, 'pinIsGone', 'keepTicket'],
    },
  ] as const;

/**
 * First the social-security function, then the chip's password, then the bank: three systems, three outcomes, each begun
 * only when the one before has ended. What was `todo` is begun at most once in a visit.
 */
export const activating = visitSetup.createStateConfig({
  initial: 'social',
  states: {
    social: {
      always: [
        { guard: ({ context }) => !isTodo(context.items, 'social'), target: 'cardPin' },
        { target: 'socialGoes' },
      ],
    },
    socialGoes: {
      entry: [...begin('social')],
      invoke: {
        src: 'enableSocial',
        input: ({ context }) => ({ ...begun(context), submission: socialEnableOf(context) }),
        onDone: {
          target: 'cardPin',
          actions: [
            {
              type: 'itemIs',
              params: ({ event }) => ({ item: 'social', outcome: event.output }),
            },
            ...finish('social'),
          ],
        },
        onError: { target: 'cardPin', actions: [...notKnown('social')] },
      },
    },
    cardPin: {
      always: [
        { guard: ({ context }) => !isTodo(context.items, 'cardPin'), target: 'bank' },
        // Lost with the worker that held it: entered again, and nothing that is done is done again.
        { guard: ({ context }) => !context.pins.cardPin, target: '#onward' },
        { target: 'cardPinGoes' },
      ],
    },
    cardPinGoes: {
      entry: [...begin('cardPin')],
      invoke: {
        src: 'changeCardPin',
        input: ({ context }) => ({ ...begun(context), pin: context.pins.cardPin ?? { id: '' } }),
        onDone: [
          ...askedAgain('cardPin'),
          {
            target: 'bank',
            actions: [
              {
                type: 'itemIs',
                params: ({ event }) => ({ item: 'cardPin', outcome: event.output ?? { state: 'notTried' } }),
              },
              ...finish('cardPin'),
            ],
          },
        ],
        onError: { target: 'bank', actions: [...notKnown('cardPin')] },
      },
    },
    bank: {
      always: [
        { guard: ({ context }) => !isTodo(context.items, 'bank'), target: '#activationResult' },
        { guard: ({ context }) => !context.pins.bankPin, target: '#onward' },
        { target: 'bankGoes' },
      ],
    },
    bankGoes: {
      entry: [...begin('bank')],
      invoke: {
        src: 'activateBank',
        input: ({ context }) => ({
          ...begun(context),
          submission: bankActivationOf(context),
          pin: context.pins.bankPin ?? { id: '' },
        }),
        onDone: [
          ...askedAgain('bank'),
          {
            target: '#activationResult',
            actions: [
              {
                type: 'itemIs',
                params: ({ event }) => ({ item: 'bank', outcome: event.output ?? { state: 'notTried' } }),
              },
              ...finish('bank'),
            ],
          },
        ],
        onError: { target: '#activationResult', actions: [...notKnown('bank')] },
      },
    },
  },
});

export const activationResult = visitSetup.createStateConfig({
  entry: ['moved', 'forgetPins', { type: 'slipTells', params: { kind: 'activation' } }],
  ...slipStates('decide', {
    electronicCard: { guard: 'mayShowElectronicCard', target: '#electronicCard' },
    bookHomeVisit: { guard: 'mayBookHomeVisitForRest', target: '#bookHomeVisit' },
  }),
});
