import { and, assign, not } from 'xstate';
import { fingerTemplates } from './enrolment.ts';
import { VEIN_FAULTS, VEIN_TRIES } from './tries.ts';
import { visitSetup } from './visit-setup.ts';
import type { VisitEvent } from './visit-types.ts';

/**
 * Who is it? The finger first for whoever enrolled one here, the face for everybody else and whenever the finger does not
 * go: another way, never a failure.
 */

export const prove = visitSetup.createStateConfig({
  entry: assign({ faceTry: 1, faceFaults: 0, challenge: 'turn', veinTry: 1, veinFaults: 0, faceNote: null }),
  always: [
    // Known from a moment ago, in the same visit.
    { guard: 'provenAlready', target: '#proven' },
    { guard: 'veinPossible', target: 'vein' },
    {
      guard: 'noReference',
      target: 'handover',
      actions: { type: 'handOver', params: { reason: 'noReference' } },
    },
    { guard: 'hasFinger', target: 'face', actions: assign({ faceNote: 'insteadOfVein' }) },
    { target: 'face' },
  ],
});

type VeinDone = Extract<VisitEvent, { type: 'vein.done' }>;

const passed = ({ result }: VeinDone): boolean =>
  result.ok && result.value.decision === 'same' && result.value.causes.length === 0;

/**
 * Only what a device or a worker could not do is worth another moment: what cannot be compared stays so, and a scanner that did
 * not answer in its whole time (E2602) has had it.
 */
const passing = ({ result }: VeinDone): boolean => !result.ok && /^E(1|26(?!02)|9)/.test(result.error.code);

export const vein = visitSetup.createStateConfig({
  initial: 'looking',
  on: {
    anotherWay: [
      {
        guard: 'noReference',
        target: 'handover',
        actions: { type: 'handOver', params: { reason: 'customerChoice' } },
      },
      { target: 'face' },
    ],
  },
  states: {
    looking: {
      entry: ['moved', assign({ veinProgress: null })],
      invoke: {
        src: 'checkVein',
        input: ({ context }) => ({
          subject: context.subject ?? '',
          templates: fingerTemplates(context.templates),
        }),
      },
      on: {
        'vein.progress': { actions: assign(({ event }) => ({ veinProgress: event.progress })) },
        'vein.done': [
          {
            guard: ({ event }) => passed(event),
            target: '#proven',
            actions: ['personIsVerified', 'recordVeinVerification'],
          },
          {
            guard: ({ event, context }) => event.result.ok && context.veinTry >= VEIN_TRIES,
            target: 'spent',
            actions: 'recordVeinVerification',
          },
          {
            guard: ({ event }) => event.result.ok,
            target: '#veinAgain',
            actions: [
              assign(({ event }) => ({ veinCauses: event.result.ok ? event.result.value.causes : [] })),
              'recordVeinVerification',
            ],
          },
          {
            guard: ({ event, context }) => passing(event) && context.veinFaults + 1 < VEIN_FAULTS,
            target: 'fault',
            actions: assign(({ event, context }) => ({
              veinFaults: context.veinFaults + 1,
              faceFaultCode: event.result.ok ? null : event.result.error.code,
            })),
          },
          {
            target: 'away',
            actions: assign(({ event }) => ({
              faceFaultCode: event.result.ok ? null : event.result.error.code,
            })),
          },
        ],
      },
    },
    /** The machine's trouble, never one of the person's tries. */
    fault: { entry: 'moved', after: { faultPause: 'looking' } },
    away: {
      always: [
        {
          guard: 'noReference',
          target: '#handover',
          actions: {
            type: 'handOver',
            params: ({ context }) => ({ reason: 'serviceDown', errorCode: context.faceFaultCode }),
          },
        },
        { target: '#face', actions: assign({ faceNote: 'insteadOfVein' }) },
      ],
    },
    spent: {
      always: [
        {
          guard: 'noReference',
          target: '#handover',
          actions: { type: 'handOver', params: { reason: 'faceTries' } },
        },
        { target: '#face', actions: assign({ faceNote: 'afterVein' }) },
      ],
    },
  },
});

export const veinAgain = visitSetup.createStateConfig({
  entry: 'moved',
  on: {
    tryAgain: {
      target: 'vein',
      actions: assign(({ context }) => ({ veinTry: context.veinTry + 1, veinFaults: 0 })),
    },
    anotherWay: [
      {
        guard: 'noReference',
        target: 'handover',
        actions: { type: 'handOver', params: { reason: 'faceTries' } },
      },
      { target: 'face' },
    ],
  },
});

/** Where a verified person goes on. */
export const proven = visitSetup.createStateConfig({
  always: [
    { guard: not('besideCertifying'), target: 'submitting' },
    { guard: and(['mayAlsoCertify', 'standingUnasked']), target: 'alsoLookingUp' },
    { guard: and(['mayAlsoCertify', 'pensionDue']), target: 'alsoCertify' },
    { guard: 'enrolling', target: 'nextFinger' },
    { target: 'onward' },
  ],
});
