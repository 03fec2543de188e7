import { not } from 'xstate';
import { slipOf } from './requests.ts';
import { visitSetup } from './visit-setup.ts';

/**
 * The slip on its way to the hand, the same below the result and below a handover. "Printed" only on the printer's proof,
 * "taken" only on its sensor; an untaken slip is pulled back, because the next customer must not read it. Whoever leaves
 * while the slip is on its way is led past the slip first.
 */

/** What a person may do besides while no slip is on its way, by intent. */
type Besides = Readonly<Record<string, unknown>>;

/**
 * `first`: `decide` prints at once, `none` waits until the slip is asked for. `besides`: more ways on while no slip is on
 * its way; one that is must be out of the mouth before the step may be left.
 */
export const slipStates = (first: 'decide' | 'none' = 'decide', besides: Besides = {}) => {
  const onward = { continue: '#takeCard', ...besides } as const;
  return visitSetup.createStateConfig({
    initial: first,
    states: {
      decide: {
        // The list of what to bring may still be in the mouth of the printer.
        always: [
          { guard: 'listOnItsWay', target: 'waiting' },
          { guard: 'paperPossible', target: 'printing' },
          { target: 'none' },
        ],
      },
      waiting: {
        always: { guard: not('listOnItsWay'), target: 'decide' },
        on: onward,
      },
      none: {
        entry: { type: 'slipIs', params: { slip: 'none' } },
        on: onward,
      },
      printing: {
        entry: [{ type: 'slipIs', params: { slip: 'printing' } }, 'moved'],
        on: {
          'flow.leave': { actions: { type: 'endAs', params: ({ event }) => ({ how: event.how }) } },
        },
        invoke: {
          src: 'printSlip',
          input: ({ context }) => slipOf(context),
          onDone: [
            {
              guard: ({ event }) => event.output.ok,
              target: 'printed',
              actions: {
                type: 'recordFact',
                params: ({ event }) => ({
                  type: 'slip',
                  state: 'printed',
                  jobId: event.output.ok ? event.output.value.jobId : '',
                }),
              },
            },
            { target: 'notPrinted' },
          ],
          onError: 'notPrinted',
        },
      },
      printed: {
        always: [{ guard: 'leaving', target: '#takeSlip' }, { target: 'take' }],
      },
      take: {
        entry: [{ type: 'slipIs', params: { slip: 'take' } }, 'moved'],
        on: {
          continue: '#takeSlip',
          'flow.leave': {
            target: '#takeSlip',
            actions: { type: 'endAs', params: ({ event }) => ({ how: event.how }) },
          },
        },
        invoke: {
          src: 'waitTaken',
          onDone: [
            { guard: ({ event }) => event.output.ok && event.output.value === 'taken', target: 'taken' },
            {
              guard: ({ event }) => event.output.ok && event.output.value === 'notTaken',
              target: 'retracting',
            },
            // No sensor, or the printer went away after it had proved the print: nobody knows, the screen keeps asking.
            { target: 'unseen' },
          ],
          onError: 'unseen',
        },
      },
      unseen: { on: onward },
      retracting: {
        entry: 'moved',
        invoke: {
          src: 'retract',
          onDone: [{ guard: ({ event }) => event.output.ok, target: 'retracted' }, { target: 'unseen' }],
          onError: 'unseen',
        },
      },
      taken: {
        entry: [
          { type: 'slipIs', params: { slip: 'taken' } },
          { type: 'recordFact', params: { type: 'slip', state: 'taken', jobId: '' } },
          'moved',
        ],
        on: onward,
      },
      retracted: {
        entry: [
          { type: 'slipIs', params: { slip: 'retracted' } },
          { type: 'recordFact', params: { type: 'slip', state: 'retracted', jobId: '' } },
          'moved',
        ],
        on: onward,
      },
      notPrinted: {
        entry: [
          { type: 'slipIs', params: { slip: 'notPrinted' } },
          { type: 'recordFact', params: { type: 'slip', state: 'notPrinted', jobId: '' } },
          'moved',
        ],
        always: { guard: 'leaving', target: '#takeCard' },
        on: onward,
      },
    },
  });
};
