import { assign, enqueueActions, fromCallback, fromPromise, raise, setup } from 'xstate';
import { defaultComfort } from '../contract/settings.ts';
import type { Result } from '../contract/failure.ts';
import type { CertificationSubmission, PensionRecord } from '../ports/authority.ts';
import type { FaceCheckRequest } from '../ports/biometrics.ts';
import type { IdentityCard } from '../ports/identity-reader.ts';
import type { Delivery, JournalFact } from '../ports/ledger.ts';
import type { SlipContent } from '../ports/slip-printer.ts';
import { isExpired } from './person.ts';
import type { HandoverReason, SlipState, VisitContext, VisitEvent, VisitInput } from './visit-types.ts';

/**
 * The vocabulary of a visit: its actors (what the ports do), guards and actions. The states stand in visit-flow.ts and
 * visit-attention.ts. The actors here only say what goes in and out; main/app provides them.
 */
const unprovided = (): never => {
  throw new Error('this actor is provided by main/app');
};

export type VisitMachineContext = VisitContext & { readonly input: VisitInput };

/** Everything about the person and the business goes; what stays belongs to the terminal. */
export const freshVisit = {
  visitId: null,
  card: null,
  person: null,
  record: null,
  standing: null,
  cardTries: 0,
  cardProblem: 'unreadable',
  cardMoved: false,
  faceTry: 0,
  faceFaults: 0,
  faceFaultCode: null,
  faceCauses: [],
  challenge: 'turn',
  progress: null,
  verified: null,
  verifiedAtMs: 0,
  outcome: null,
  handover: null,
  slip: 'none',
  comfort: defaultComfort,
  repeats: 0,
  ending: 'done',
} as const satisfies Partial<VisitContext>;

export const FACE_TRIES = 3;
export const CARD_TRIES = 3;
/** Faults of camera or vision in one try before the assistant is asked. */
const FACE_FAULTS = 3;

export const visitSetup = setup({
  types: {
    context: {} as VisitMachineContext,
    events: {} as VisitEvent,
    input: {} as VisitInput,
  },
  actors: {
    waitForCard: fromPromise<void>(unprovided),
    readCard: fromPromise<Result<IdentityCard>>(unprovided),
    lookUp: fromPromise<Result<PensionRecord>, { idNumber: string }>(unprovided),
    checkFace: fromCallback<VisitEvent, FaceCheckRequest>(unprovided),
    submit: fromPromise<Delivery, CertificationSubmission>(unprovided),
    printSlip: fromPromise<Result<{ readonly jobId: string }>, SlipContent>(unprovided),
    waitTaken: fromPromise<Result<'taken' | 'notTaken' | 'noSensor'>>(unprovided),
    retract: fromPromise<Result<void>>(unprovided),
    waitForRemoval: fromPromise<void>(unprovided),
    watchPaper: fromCallback<VisitEvent>(unprovided),
  },
  delays: {
    idle: ({ context }) => context.input.delays.idle,
    stillThere: ({ context }) => context.input.delays.stillThere,
    placeCard: ({ context }) => context.input.delays.placeCard,
    faultPause: 1000,
    takeCardReminder: ({ context }) => context.input.delays.takeCardReminder,
    takeCardHelp: ({ context }) => context.input.delays.takeCardHelp,
    takeCardGiveUp: ({ context }) => context.input.delays.takeCardGiveUp,
    goodbye: ({ context }) => context.input.delays.goodbye,
    leaveQuestion: ({ context }) => context.input.delays.leaveQuestion,
  },
  guards: {
    hasVisit: ({ context }) => context.visitId !== null,
    canCertify: ({ context }) =>
      context.standing?.kind === 'due' ||
      context.standing?.kind === 'suspended' ||
      context.standing?.kind === 'unknown',
    needsStaff: ({ context }) => context.standing?.kind === 'needsStaff',
    noReference: ({ context }) => !context.record?.photo && !context.card?.photo,
    paperPossible: ({ context }) => context.paperPossible !== false,
    cardExpired: ({ context }) => context.card !== null && isExpired(context.card, context.input.now()),
    cardTriesSpent: ({ context }) => context.cardTries >= CARD_TRIES,
    faceTriesSpent: ({ context }) => context.faceTry >= FACE_TRIES,
    /** Without a reader, or where nothing can be recorded, no visit is begun. */
    open: ({ context }) =>
      context.away.reader === undefined &&
      context.away.drivers === undefined &&
      context.away.ledger === undefined,
    faceFaultsSpent: ({ context }) => context.faceFaults >= FACE_FAULTS,
    leaving: ({ context }) => context.ending !== 'done',
  },
  actions: {
    moved: raise({ type: 'flow.moved' }),
    /** A second read of the same visit (card moved, tried again) does not start a new one. */
    startVisit: enqueueActions(({ context, enqueue }) => {
      if (context.visitId !== null) return;
      const visitId = context.input.newVisitId();
      enqueue.assign({ visitId });
      enqueue(() => context.input.record(visitId, { type: 'visitStarted' }));
    }),
    forgetEverything: assign(() => freshVisit),
    recordFact: ({ context }, fact: JournalFact) => {
      if (context.visitId) context.input.record(context.visitId, fact);
    },
    recordVerification: ({ context, event }) => {
      if (event.type !== 'face.done' || !event.result.ok || !context.visitId) return;
      const { decision, liveness, similarity, threshold, models } = event.result.value;
      context.input.record(context.visitId, {
        type: 'verification',
        method: 'face',
        decision,
        liveness,
        similarity,
        threshold,
        tryNumber: context.faceTry,
        models,
      });
    },
    noteService: assign(({ context }, params: { event: Extract<VisitEvent, { type: 'service' }> }) => {
      const { [params.event.service]: _before, ...others } = context.away;
      return {
        away:
          params.event.change === 'lost' ? { ...others, [params.event.service]: params.event.code } : others,
      };
    }),
    callHelp: ({ context }, params: { reason: string }) =>
      context.input.callHelp(context.visitId, params.reason),
    slipIs: assign((_, params: { slip: SlipState }) => ({ slip: params.slip })),
    endAs: assign((_, params: { how: VisitContext['ending'] }) => ({ ending: params.how })),
    sayAgain: assign(({ context }) => ({ repeats: context.repeats + 1 })),
    handOver: assign((_, params: { reason: HandoverReason; errorCode?: string | null }) => ({
      handover: { reason: params.reason, errorCode: params.errorCode ?? null },
      slip: 'none' as const,
    })),
  },
});
