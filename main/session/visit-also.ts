import { assign } from 'xstate';
import { certificationOf } from './requests.ts';
import { visitSetup } from './visit-setup.ts';

/**
 * One visit, all done (requirements B): who was recognised for another business may have this year's pension certified by
 * the same match. Never without being asked, and never in the way: without an answer of the authority it is not offered.
 */

/** Which version of the consent is agreed to; its text is prompt `alsoCertify` in main/contract/texts. */
const ALSO_TEXT_VERSION = '2026-11-also';

/** Asked once in a visit. */
export const alsoLookingUp = visitSetup.createStateConfig({
  entry: ['moved', assign({ alsoAsked: true })],
  invoke: {
    src: 'lookUp',
    input: ({ context }) => ({ idNumber: context.card?.idNumber ?? '' }),
    onDone: {
      target: 'proven',
      actions: assign(({ event }) => ({
        standing: event.output.ok ? event.output.value.standing : ({ kind: 'unknown' } as const),
      })),
    },
    onError: { target: 'proven', actions: assign({ standing: { kind: 'unknown' } as const }) },
  },
});

export const alsoCertify = visitSetup.createStateConfig({
  entry: 'moved',
  on: {
    agree: {
      target: 'alsoSubmitting',
      actions: {
        type: 'recordFact',
        params: { type: 'consentGiven', textVersion: ALSO_TEXT_VERSION },
      },
    },
    decline: {
      target: 'proven',
      actions: [{ type: 'recordFact', params: { type: 'consentDeclined' } }, assign({ alsoDeclined: true })],
    },
  },
});

export const alsoSubmitting = visitSetup.createStateConfig({
  entry: 'moved',
  invoke: {
    src: 'submit',
    input: ({ context }) => certificationOf(context),
    onDone: {
      target: 'proven',
      actions: assign(({ event }) => ({
        outcome:
          event.output.kind === 'answered'
            ? event.output.answer
            : { kind: 'pending' as const, referenceNumber: event.output.referenceNumber },
      })),
    },
    // The ledger could not keep it: nothing was promised, and the business the person came for goes on.
    onError: { target: 'proven', actions: assign({ alsoDeclined: true }) },
  },
});
