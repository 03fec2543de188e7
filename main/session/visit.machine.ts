import { assign } from 'xstate';
import { freshVisit } from './fresh-visit.ts';
import { activating, activationResult, sign } from './visit-activate.ts';
import { letter, placeOwnerCard } from './visit-agent.ts';
import { attention } from './visit-attention.ts';
import { agentReason, agentRelation, bring, list } from './visit-bring.ts';
import { cardProblem, cardRead, lookingUp, placeCard, readingCard, standing, welcome } from './visit-card.ts';
import { consent, face, faceAgain, result, submitting } from './visit-certify.ts';
import { alsoCertify, alsoLookingUp, alsoSubmitting } from './visit-also.ts';
import {
  deleteConfirm,
  enrolConsent,
  enrolDeleted,
  enrolFinger,
  enrolFingerAgain,
  enrolResult,
  enrolSign,
  enrolStanding,
  nextFingerState,
} from './visit-enrol.ts';
import { electronicCard } from './visit-electronic-card.ts';
import { goodbye, handover, printStanding, takeCard, takeSlip } from './visit-ending.ts';
import { bookHomeVisit, homeVisit } from './visit-home-visit.ts';
import { pin } from './visit-pin.ts';
import { contact, keyPoints, onward, review } from './visit-prepare.ts';
import {
  cardStanding,
  cardsMatched,
  matchingCards,
  placeSocialCard,
  readingSocialCard,
  socialCardProblem,
} from './visit-social-card.ts';
import { visitSetup } from './visit-setup.ts';
import { prove, proven, vein, veinAgain } from './visit-vein.ts';

/**
 * One person's visit. `flow` is the way through the business, `attention` what lies over it, `list` the slip with what to
 * bring, which goes its own way. Every state takes every service event: they are handled here at the root, and again
 * where a step must react.
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
        // 养老待遇资格认证
        lookingUp,
        standing: { id: 'standing', ...standing },
        consent,
        prove,
        vein,
        veinAgain: { id: 'veinAgain', ...veinAgain },
        face: { id: 'face', ...face },
        faceAgain: { id: 'faceAgain', ...faceAgain },
        submitting: { id: 'submitting', ...submitting },
        result,
        proven: { id: 'proven', ...proven },
        alsoLookingUp,
        alsoCertify,
        alsoSubmitting,
        // 建模
        enrolStanding: { id: 'enrolStanding', ...enrolStanding },
        enrolConsent: { id: 'enrolConsent', ...enrolConsent },
        nextFinger: { id: 'nextFinger', ...nextFingerState },
        enrolFinger,
        enrolFingerAgain: { id: 'enrolFingerAgain', ...enrolFingerAgain },
        enrolSign,
        enrolResult: { id: 'enrolResult', ...enrolResult },
        deleteConfirm,
        enrolDeleted: { id: 'enrolDeleted', ...enrolDeleted },
        // 社保卡激活
        agentReason,
        agentRelation,
        bring,
        placeOwnerCard,
        placeSocialCard: { id: 'placeSocialCard', ...placeSocialCard },
        readingSocialCard: { id: 'readingSocialCard', ...readingSocialCard },
        socialCardProblem,
        matchingCards,
        cardsMatched: { id: 'cardsMatched', ...cardsMatched },
        cardStanding,
        onward: { id: 'onward', ...onward },
        letter,
        review,
        contact,
        keyPoints,
        pin,
        sign,
        activating,
        activationResult: { id: 'activationResult', ...activationResult },
        electronicCard: { id: 'electronicCard', ...electronicCard },
        bookHomeVisit: { id: 'bookHomeVisit', ...bookHomeVisit },
        homeVisit,
        // The end of every visit
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
    list,
  },
});
