import { assign, raise } from 'xstate';
import { slipOf } from './requests.ts';
import { visitSetup } from './visit-setup.ts';
import type { SlipState } from './visit-types.ts';

/** Before the first card of an activation: why somebody comes for another, who they are, and what must be brought. */

export const agentReason = visitSetup.createStateConfig({
  entry: ['startVisit', 'moved'],
  on: {
    chooseReason: {
      target: 'agentRelation',
      actions: assign(({ event }) => ({ agentReason: event.reason })),
    },
    anotherWay: {
      target: 'handover',
      actions: { type: 'handOver', params: { reason: 'customerChoice' } },
    },
  },
});

/** Whether somebody who is this may act for the holder is asked of the rule, when the cards say whose it is. */
export const agentRelation = visitSetup.createStateConfig({
  entry: 'moved',
  on: {
    chooseRelation: {
      target: 'bring',
      actions: assign(({ event }) => ({ agentRelation: event.relation })),
    },
    anotherWay: {
      target: 'handover',
      actions: { type: 'handOver', params: { reason: 'customerChoice' } },
    },
  },
});

/** The list is printed beside the flow and hinders nobody: whoever has everything goes on while it prints. */
export const bring = visitSetup.createStateConfig({
  entry: ['startVisit', 'moved'],
  invoke: { src: 'watchPaper', onError: undefined },
  on: {
    continue: 'placeCard',
    printSlip: { guard: 'mayPrintList', actions: raise({ type: 'list.print' }) },
    anotherWay: {
      target: 'handover',
      actions: { type: 'handOver', params: { reason: 'customerChoice' } },
    },
  },
});

/**
 * The way of that list, a region of its own. A slip of another step waits until it is out of the mouth; nothing on it is
 * anybody's, but two slips in one mouth would tear. A visit that began meanwhile is told nothing about it.
 */
const tells = (from: SlipState, to: SlipState) =>
  ({
    type: 'listIs',
    params: { from, to },
  }) as const;

export const list = visitSetup.createStateConfig({
  initial: 'idle',
  states: {
    idle: { id: 'listIdle', on: { 'list.print': 'busy' } },
    busy: {
      initial: 'printing',
      states: {
        printing: {
          entry: [tells('none', 'printing'), tells('notPrinted', 'printing')],
          invoke: {
            src: 'printSlip',
            input: ({ context }) => slipOf({ ...context, slipKind: 'bring' }),
            onDone: [
              { guard: ({ event }) => event.output.ok, target: 'take' },
              { target: '#listIdle', actions: tells('printing', 'notPrinted') },
            ],
            onError: { target: '#listIdle', actions: tells('printing', 'notPrinted') },
          },
        },
        take: {
          entry: tells('printing', 'take'),
          invoke: {
            src: 'waitTaken',
            onDone: [
              {
                guard: ({ event }) => event.output.ok && event.output.value === 'taken',
                target: '#listIdle',
                actions: tells('take', 'taken'),
              },
              {
                guard: ({ event }) => event.output.ok && event.output.value === 'notTaken',
                target: 'retracting',
              },
              // No sensor, or the printer went away: nobody knows, and nobody is told more than that.
              { target: '#listIdle' },
            ],
            onError: '#listIdle',
          },
        },
        retracting: {
          invoke: {
            src: 'retract',
            onDone: { target: '#listIdle', actions: tells('take', 'retracted') },
            onError: '#listIdle',
          },
        },
      },
    },
  },
});
