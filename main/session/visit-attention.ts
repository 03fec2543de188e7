import { raise } from 'xstate';
import { visitSetup } from './visit-setup.ts';

/**
 * What lies over any step: help, the question whether to leave, and the question whether somebody is still there. It
 * never stops the step below. A visit is ended for idleness only after an unanswered question, and then safely.
 */
export const attention = visitSetup.createStateConfig({
  initial: 'quiet',
  states: {
    quiet: {
      on: {
        help: 'help',
        leave: { guard: 'hasVisit', target: 'leave' },
        touched: { target: 'quiet', reenter: true },
        'flow.moved': { target: 'quiet', reenter: true },
      },
      after: {
        idle: [
          { guard: 'hasVisit', target: 'stillThere' },
          // Nobody's visit: what a passer-by changed goes back.
          { target: 'quiet', reenter: true, actions: 'forgetEverything' },
        ],
      },
    },
    help: {
      entry: [
        { type: 'recordFact', params: { type: 'helpCalled' } },
        { type: 'callHelp', params: { reason: 'asked' } },
      ],
      on: { cancelHelp: 'quiet', leave: { guard: 'hasVisit', target: 'leave' } },
      // Whoever waits for the assistant is not idle, but a terminal left behind must close in the end.
      after: { idle: [{ guard: 'hasVisit', target: 'stillThere' }, { target: 'quiet' }] },
    },
    leave: {
      on: {
        stay: 'quiet',
        help: 'help',
        confirmLeave: { target: 'quiet', actions: raise({ type: 'flow.leave', how: 'left' }) },
      },
      after: { leaveQuestion: 'quiet' },
    },
    stillThere: {
      on: { stillHere: 'quiet', touched: 'quiet', help: 'help', leave: 'leave' },
      after: {
        stillThere: { target: 'quiet', actions: raise({ type: 'flow.leave', how: 'idle' }) },
      },
    },
  },
});
