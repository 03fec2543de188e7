import { assign } from 'xstate';
import { failureOf, type VisitEvent } from './visit-types.ts';
import { certificationOf, faceRequest } from './requests.ts';
import { slipStates } from './visit-slip.ts';
import { visitSetup } from './visit-setup.ts';

/** 养老待遇资格认证: consent, face, submission, result. */

/** Which version of the consent text was agreed to; the text is prompt `consent` in main/contract/texts. */
const CONSENT_TEXT_VERSION = '2026-11';

type FaceDone = Extract<VisitEvent, { type: 'face.done' }>;

export const consent = visitSetup.createStateConfig({
  entry: 'moved',
  on: {
    agree: {
      target: 'prove',
      actions: { type: 'recordFact', params: { type: 'consentGiven', textVersion: CONSENT_TEXT_VERSION } },
    },
    decline: {
      target: 'takeCard',
      actions: [
        { type: 'recordFact', params: { type: 'consentDeclined' } },
        { type: 'endAs', params: { how: 'left' } },
      ],
    },
    anotherWay: {
      target: 'handover',
      actions: { type: 'handOver', params: { reason: 'customerChoice' } },
    },
  },
});

const passed = (event: FaceDone): boolean =>
  event.result.ok &&
  event.result.value.decision === 'same' &&
  (event.result.value.liveness === 'live' || event.result.value.liveness === 'simulated');

export const face = visitSetup.createStateConfig({
  initial: 'entered',
  on: {
    anotherWay: {
      target: 'handover',
      actions: { type: 'handOver', params: { reason: 'customerChoice' } },
    },
  },
  states: {
    entered: {
      always: [{ guard: ({ context }) => context.faceNote !== null, target: 'noted' }, { target: 'looking' }],
    },
    /** Why it is the face now, said to its end before the camera has anything to say. */
    noted: {
      entry: ['moved', assign({ progress: null })],
      exit: assign({ faceNote: null }),
      after: { faceNote: 'looking' },
    },
    looking: {
      entry: ['moved', assign({ progress: null })],
      invoke: { src: 'checkFace', input: ({ context }) => faceRequest(context) },
      on: {
        'face.progress': { actions: assign(({ event }) => ({ progress: event.progress })) },
        // A stiff neck: first a smaller turn, then no turn at all. The try is not counted again.
        cannotTurn: {
          guard: ({ context }) => context.challenge !== 'approach',
          target: 'looking',
          reenter: true,
          actions: assign(({ context }) => ({
            challenge: context.challenge === 'turn' ? ('assistedTurn' as const) : ('approach' as const),
          })),
        },
        'face.done': [
          {
            guard: ({ event }) => passed(event),
            target: '#proven',
            actions: ['personIsVerified', 'recordVerification'],
          },
          {
            guard: ({ event, context }) => event.result.ok && context.faceTry >= 3,
            target: '#handover',
            actions: [
              assign(({ event }) => ({ faceCauses: event.result.ok ? event.result.value.causes : [] })),
              'recordVerification',
              { type: 'handOver', params: { reason: 'faceTries' } },
            ],
          },
          {
            guard: ({ event }) => event.result.ok,
            target: '#faceAgain',
            actions: [
              assign(({ event }) => ({ faceCauses: event.result.ok ? event.result.value.causes : [] })),
              'recordVerification',
            ],
          },
          {
            target: 'fault',
            actions: assign(({ event, context }) => ({
              faceFaults: context.faceFaults + 1,
              faceFaultCode: event.result.ok ? null : event.result.error.code,
            })),
          },
        ],
      },
    },
    /**
     * Camera or vision could not finish: the machine's trouble, never one of the person's tries. The adapter has waited
     * for the camera already and a dead worker is back within a second, so it is simply tried again a few times.
     */
    fault: {
      entry: 'moved',
      always: {
        guard: 'faceFaultsSpent',
        target: '#handover',
        actions: {
          type: 'handOver',
          params: ({ context }) => ({ reason: 'serviceDown', errorCode: context.faceFaultCode }),
        },
      },
      after: { faultPause: 'looking' },
    },
  },
});

export const faceAgain = visitSetup.createStateConfig({
  entry: 'moved',
  on: {
    tryAgain: {
      target: 'face',
      actions: assign(({ context }) => ({ faceTry: context.faceTry + 1, faceFaults: 0 })),
    },
    anotherWay: {
      target: 'handover',
      actions: { type: 'handOver', params: { reason: 'faceTries' } },
    },
  },
});

export const submitting = visitSetup.createStateConfig({
  entry: 'moved',
  invoke: {
    src: 'submit',
    input: ({ context }) => certificationOf(context),
    onDone: {
      target: 'result',
      actions: assign(({ event }) => ({
        outcome:
          event.output.kind === 'answered'
            ? event.output.answer
            : { kind: 'pending' as const, referenceNumber: event.output.referenceNumber },
      })),
    },
    // The ledger itself could not keep it: nothing was promised, a person must help.
    onError: {
      target: 'handover',
      actions: {
        type: 'handOver',
        params: ({ event }) => ({ reason: 'serviceDown', errorCode: failureOf(event.error).code }),
      },
    },
  },
});

export const result = visitSetup.createStateConfig({
  entry: [{ type: 'slipTells', params: { kind: 'certification' } }, 'moved'],
  ...slipStates('decide', {
    beginEnrolment: { guard: 'mayOfferEnrolment', target: '#enrolConsent' },
  }),
});
