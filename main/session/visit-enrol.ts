import { assign } from 'xstate';
import { enrolledOf, fingersOf, FINGERS_WANTED, nextFinger } from './enrolment.ts';
import { slipStates } from './visit-slip.ts';
import { ENROL_FAULTS, ENROL_TRIES } from './tries.ts';
import { visitSetup } from './visit-setup.ts';
import { failureOf } from './visit-types.ts';

/** 建模: a finger is enrolled, renewed or deleted. Nothing is kept before the person has confirmed what was made. */

/** Which version of the consent is agreed to; its text is prompt `enrolConsent` in main/contract/texts. */
const ENROL_TEXT_VERSION = '2026-11-enrol';

const anotherWay = {
  target: '#handover',
  actions: { type: 'handOver', params: { reason: 'customerChoice' } },
} as const;

export const enrolStanding = visitSetup.createStateConfig({
  entry: 'moved',
  on: {
    continue: [
      {
        guard: 'needsStaff',
        target: 'handover',
        actions: { type: 'handOver', params: { reason: 'standing' } },
      },
      { target: 'enrolConsent' },
    ],
    deleteEnrolment: { guard: 'hasEnrolled', target: 'deleteConfirm' },
    anotherWay,
  },
});

export const enrolConsent = visitSetup.createStateConfig({
  entry: ['moved', assign({ enrolNew: [], enrolTried: [], enrolFinger: null })],
  on: {
    agree: {
      target: 'prove',
      actions: [
        assign({ business: 'enrol', enrolFace: true }),
        {
          type: 'recordFact',
          params: { type: 'enrolmentConsent', textVersion: ENROL_TEXT_VERSION, withFace: true },
        },
      ],
    },
    agreeFingersOnly: {
      target: 'prove',
      actions: [
        assign({ business: 'enrol', enrolFace: false }),
        {
          type: 'recordFact',
          params: { type: 'enrolmentConsent', textVersion: ENROL_TEXT_VERSION, withFace: false },
        },
      ],
    },
    decline: {
      target: 'takeCard',
      actions: { type: 'recordFact', params: { type: 'consentDeclined' } },
    },
  },
});

/** What there is still to lay down; with nothing left the person confirms what was made. */
export const nextFingerState = visitSetup.createStateConfig({
  always: [
    { guard: ({ context }) => fingersOf(context.enrolNew).length >= FINGERS_WANTED, target: 'enrolSign' },
    {
      guard: ({ context }) => nextFinger(context) === null && fingersOf(context.enrolNew).length > 0,
      target: 'enrolSign',
    },
    {
      guard: ({ context }) => nextFinger(context) === null,
      target: 'handover',
      actions: { type: 'handOver', params: { reason: 'enrolFailed' } },
    },
    { target: 'enrolFinger', actions: 'takeNextFinger' },
  ],
});

export const enrolFinger = visitSetup.createStateConfig({
  initial: 'looking',
  on: { anotherWay, anotherFinger: { guard: 'mayChangeFinger', target: 'nextFinger' } },
  states: {
    looking: {
      entry: ['moved', assign({ veinProgress: null })],
      invoke: {
        src: 'enrolFinger',
        input: ({ context }) => ({
          subject: context.subject ?? '',
          finger: context.enrolFinger ?? 'rightIndex',
          others: context.enrolNew.filter(({ kind }) => kind === 'fingerVein'),
        }),
      },
      on: {
        'vein.progress': { actions: assign(({ event }) => ({ veinProgress: event.progress })) },
        'enrol.done': [
          {
            guard: ({ event }) => event.result.ok && event.result.value.kind === 'enrolled',
            target: '#nextFinger',
            actions: assign(({ context, event }) =>
              event.result.ok && event.result.value.kind === 'enrolled'
                ? { enrolNew: [...context.enrolNew, event.result.value.template] }
                : {},
            ),
          },
          {
            guard: ({ event, context }) => event.result.ok && context.enrolTry >= ENROL_TRIES,
            target: '#nextFinger',
            actions: ['noteEnrolProblem', 'recordEnrolProblem'],
          },
          {
            guard: ({ event }) => event.result.ok,
            target: '#enrolFingerAgain',
            actions: ['noteEnrolProblem', 'recordEnrolProblem'],
          },
          {
            target: 'fault',
            actions: assign(({ context, event }) => ({
              veinFaults: context.veinFaults + 1,
              faceFaultCode: event.result.ok ? null : event.result.error.code,
            })),
          },
        ],
      },
    },
    fault: {
      entry: 'moved',
      always: {
        guard: ({ context }) => context.veinFaults >= ENROL_FAULTS,
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

export const enrolFingerAgain = visitSetup.createStateConfig({
  entry: 'moved',
  on: {
    tryAgain: {
      target: 'enrolFinger',
      actions: assign(({ context }) => ({ enrolTry: context.enrolTry + 1, veinFaults: 0 })),
    },
    anotherFinger: { guard: 'mayChangeFinger', target: 'nextFinger' },
    anotherWay,
  },
});

export const enrolSign = visitSetup.createStateConfig({
  initial: 'asking',
  on: { anotherWay },
  states: {
    asking: {
      entry: 'moved',
      on: {
        sign: {
          target: 'keeping',
          actions: assign(({ event }) => ({ consentBy: 'signature' as const, signature: event.signature })),
        },
        agree: { target: 'keeping', actions: assign({ consentBy: 'key' as const, signature: null }) },
      },
    },
    keeping: {
      entry: 'recordEnrolmentSigned',
      // What is being kept is not left half-way.
      on: { anotherWay: {} },
      invoke: {
        src: 'keepTemplates',
        input: ({ context }) => ({
          visitId: context.visitId ?? '',
          subject: context.subject ?? '',
          templates: context.enrolNew,
        }),
        onDone: {
          target: '#enrolResult',
          actions: assign(({ context }) => ({ templates: context.enrolNew })),
        },
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

export const enrolResult = visitSetup.createStateConfig({
  entry: ['moved', { type: 'slipTells', params: { kind: 'enrolment' } }],
  ...slipStates(),
});

export const deleteConfirm = visitSetup.createStateConfig({
  initial: 'asking',
  states: {
    asking: {
      entry: 'moved',
      on: { agree: 'deleting', decline: '#enrolStanding' },
    },
    deleting: {
      invoke: {
        src: 'deleteTemplates',
        input: ({ context }) => ({ visitId: context.visitId ?? '', subject: context.subject ?? '' }),
        onDone: {
          target: '#enrolDeleted',
          actions: assign(({ context }) => ({ deleted: enrolledOf(context.templates), templates: [] })),
        },
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

export const enrolDeleted = visitSetup.createStateConfig({
  entry: ['moved', { type: 'slipTells', params: { kind: 'enrolmentDeleted' } }],
  ...slipStates(),
});
