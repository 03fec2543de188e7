import { assign } from 'xstate';
import { attention } from './visit-attention.ts';
import { cardProblem, cardRead, lookingUp, placeCard, readingCard, standing, welcome } from './visit-card.ts';
import { consent, face, faceAgain, result, submitting } from './visit-certify.ts';
import { goodbye, handover, printStanding, takeCard, takeSlip } from './visit-ending.ts';
import { freshVisit, visitSetup } from './visit-setup.ts';

/**
 * One person's visit. `flow` is the way through the business, `attention` what lies over it. Every state takes every
 * service event: they are handled here at the root, and again where a step must react.
 */
export const visitMachine = visitSetup.createMachine({
  id: 'visit',
  context: ({ input }) => ({ ...freshVisit, paperPossible: null, away: {}, input }),
  on: {
    service: { actions: { type: 'noteService', params: ({ event }) => ({ event }) } },
    paper: { actions: assign(({ event }) => ({ paperPossible: event.possible })) },
    comfort: {
      actions: assign(({ context, event }) => ({ comfort: { ...context.comfort, ...event.change } })),
    },
    repeatPrompt: { actions: 'sayAgain' },
  },
  type: 'parallel',
  states: {
    flow: {
      initial: 'welcome',
      states: {
        welcome,
        placeCard,
        readingCard: { id: 'readingCard', ...readingCard },
        cardRead,
        cardProblem,
        lookingUp,
        standing,
        consent,
        face,
        faceAgain: { id: 'faceAgain', ...faceAgain },
        submitting: { id: 'submitting', ...submitting },
        result,
        handover: { id: 'handover', ...handover },
        printStanding,
        takeSlip: { id: 'takeSlip', ...takeSlip },
        takeCard: { id: 'takeCard', ...takeCard },
        goodbye: { id: 'goodbye', ...goodbye },
      },
      on: {
        'flow.leave': {
          target: '.takeCard',
          actions: { type: 'endAs', params: ({ event }) => ({ how: event.how }) },
        },
      },
    },
    attention,
  },
});
