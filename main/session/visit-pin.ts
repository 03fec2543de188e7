import { assign, sendTo } from 'xstate';
import { pinNeeded } from './activation-items.ts';
import { pinFactsOf } from './requests-activate.ts';
import { visitSetup } from './visit-setup.ts';
import type { VisitContext } from './visit-types.ts';

/**
 * A password, twice. The digits go from the pad to the worker and are never here: the machine knows handles, how many
 * digits are in, and which rule a choice broke.
 */

const PIN_DIGITS = 6;
/** Choices in a row that broke a rule before somebody is asked to come; another way is offered all the time. */
const PIN_REFUSALS = 5;

const both = { pinFirst: null, pinSecond: null, pinCount: 0 } satisfies Partial<VisitContext>;

export const pin = visitSetup.createStateConfig({
  entry: assign({ ...both, pinProblem: null, pinRefusals: 0, pinsLost: false }),
  initial: 'entering',
  on: {
    anotherWay: {
      target: 'handover',
      actions: { type: 'handOver', params: { reason: 'customerChoice' } },
    },
  },
  states: {
    entering: {
      entry: ['moved', assign({ pinCount: 0 })],
      always: { guard: 'pinsLost', target: 'away' },
      invoke: {
        src: 'enterPin',
        id: 'enterPin',
        input: ({ context }) => ({ kind: pinNeeded(context.items, context.pins) ?? 'cardPin' }),
      },
      // An entry that did not fail at once has found its pad.
      after: { faultPause: { actions: assign({ pinAway: false }) } },
      on: {
        // Touches of a pad of its own are no touches of the screen, but signs of life all the same.
        'pin.count': {
          actions: [assign(({ event }) => ({ pinCount: event.count, pinBy: event.by })), 'moved'],
        },
        // Says that keys are taken now; the key itself goes past the machine (VisitSession.intent).
        padKey: { guard: ({ context }) => context.pinBy === 'screen', actions: 'moved' },
        continue: [
          {
            guard: ({ context }) => context.pinBy === 'screen' && context.pinCount < PIN_DIGITS,
            actions: [assign({ pinProblem: 'short' }), 'sayAgain'],
          },
          {
            guard: ({ context }) => context.pinBy === 'screen',
            actions: sendTo('enterPin', { type: 'continue' }),
          },
        ],
        'pin.entered': [
          {
            guard: ({ event, context }) => event.result.ok && context.pinFirst === null,
            target: 'checking',
            actions: assign(({ event }) => (event.result.ok ? { pinFirst: event.result.value } : {})),
          },
          {
            guard: ({ event }) => event.result.ok,
            target: 'comparing',
            actions: assign(({ event }) => (event.result.ok ? { pinSecond: event.result.value } : {})),
          },
          // Nothing is wrong with the pad: the person took long, or pressed its cancel key.
          {
            guard: ({ event }) => !event.result.ok && ['E2806', 'E2807'].includes(event.result.error.code),
            target: 'entering',
            reenter: true,
            actions: assign({ ...both, pinProblem: null }),
          },
          { target: 'away' },
        ],
      },
    },
    checking: {
      always: { guard: 'pinsLost', target: 'away' },
      invoke: {
        src: 'checkPin',
        input: ({ context }) => ({ pin: context.pinFirst ?? { id: '' }, facts: pinFactsOf(context) }),
        onDone: [
          {
            guard: ({ event }) => event.output.ok && event.output.value === null,
            target: 'entering',
            actions: assign({ pinProblem: null }),
          },
          {
            guard: ({ event }) => event.output.ok,
            target: 'refused',
            actions: assign(({ event }) => (event.output.ok ? { pinProblem: event.output.value } : {})),
          },
          { target: 'away' },
        ],
        onError: 'away',
      },
    },
    comparing: {
      always: { guard: 'pinsLost', target: 'away' },
      invoke: {
        src: 'comparePins',
        input: ({ context }) => ({
          first: context.pinFirst ?? { id: '' },
          second: context.pinSecond ?? { id: '' },
        }),
        onDone: [
          {
            guard: ({ event }) => event.output.ok && event.output.value,
            target: '#onward',
            actions: assign(({ context }) => {
              const kind = pinNeeded(context.items, context.pins);
              return kind && context.pinFirst
                ? { pins: { ...context.pins, [kind]: context.pinFirst }, ...both }
                : both;
            }),
          },
          {
            guard: ({ event }) => event.output.ok,
            target: 'refused',
            actions: assign({ pinProblem: 'differ' }),
          },
          { target: 'away' },
        ],
        onError: 'away',
      },
    },
    refused: {
      entry: [assign(({ context }) => ({ ...both, pinRefusals: context.pinRefusals + 1 })), 'sayAgain'],
      always: [
        {
          guard: ({ context }) => context.pinRefusals % PIN_REFUSALS === 0,
          target: 'entering',
          actions: { type: 'callHelp', params: { reason: 'pinRefused' } },
        },
        { target: 'entering' },
      ],
    },
    /** The pad or its worker went away: what was entered is gone, and the entry starts again when it is back. */
    away: {
      entry: ['moved', assign({ ...both, pinProblem: null, pinAway: true, pinsLost: false })],
      after: { faultPause: 'entering' },
    },
  },
});
