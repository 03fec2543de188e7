import { and, assign, enqueueActions, not, raise, setup, stateIn } from 'xstate';
import { type ActivationItem, agentMayBe, type ItemState } from '../contract/activation.ts';
import type { JournalFact } from '../ports/ledger.ts';
import type { SlipContent } from '../ports/slip-printer.ts';
import { allDone, contactField, stateOf, stopped, withItem } from './activation-items.ts';
import { fingerTemplates, nextFinger } from './enrolment.ts';
import { freshVisit } from './fresh-visit.ts';
import { isExpired } from './person.ts';
import { faceRequest } from './requests.ts';
import { cardPairOf, ticketOf } from './requests-activate.ts';
import { CARD_TRIES, FACE_FAULTS, FACE_TRIES, PIN_LOSSES } from './tries.ts';
import type { HandoverReason, SlipState, VisitContext, VisitEvent, VisitInput } from './visit-types.ts';
import { type Begun, visitActors } from './wanted-actors.ts';

/**
 * The vocabulary of a visit: its guards, actions and waits, with the actors of wanted-actors.ts. The states stand in the
 * visit-*.ts files beside this one.
 */
export type VisitMachineContext = VisitContext & { readonly input: VisitInput };

/** What a check that succeeded says of the person; the template of a face that is being enrolled goes with it. */
function verificationIn(event: VisitEvent, now: number): Partial<VisitContext> {
  if (event.type === 'vein.done' && event.result.ok)
    return { verified: { method: 'fingerVein', outcome: event.result.value }, verifiedAtMs: now };
  if (event.type !== 'face.done' || !event.result.ok) return {};
  const { enrolled } = event.result.value;
  return {
    verified: { method: 'face', outcome: { ...event.result.value, enrolled: null } },
    verifiedAtMs: now,
    ...(enrolled ? { enrolNew: [enrolled] } : {}),
  };
}

export const begun = (context: VisitMachineContext): Begun => ({
  cards: cardPairOf(context),
  ticket: ticketOf(context),
});

/** Which version of the consent to an activation is agreed to; its text is prompt `sign` in main/contract/texts. */
const ACTIVATION_CONSENT_VERSION = '2026-11';

export const visitSetup = setup({
  types: {
    context: {} as VisitMachineContext,
    events: {} as VisitEvent,
    input: {} as VisitInput,
  },
  actors: visitActors,
  delays: {
    idle: ({ context }) => context.input.delays.idle,
    stillThere: ({ context }) => context.input.delays.stillThere,
    placeCard: ({ context }) => context.input.delays.placeCard,
    faultPause: 1000,
    faceNote: ({ context }) => context.input.delays.faceNote,
    takeCardReminder: ({ context }) => context.input.delays.takeCardReminder,
    takeCardHelp: ({ context }) => context.input.delays.takeCardHelp,
    takeCardGiveUp: ({ context }) => context.input.delays.takeCardGiveUp,
    goodbye: ({ context }) => context.input.delays.goodbye,
    leaveQuestion: ({ context }) => context.input.delays.leaveQuestion,
    electronicCardAgain: ({ context }) => context.input.delays.electronicCardAgain,
    qrRefresh: ({ context }) => context.qrSeconds * 1000,
  },
  guards: {
    hasVisit: ({ context }) => context.visitId !== null,
    canCertify: ({ context }) =>
      context.standing?.kind === 'due' ||
      context.standing?.kind === 'suspended' ||
      context.standing?.kind === 'unknown',
    needsStaff: ({ context }) => context.standing?.kind === 'needsStaff',
    activating: ({ context }) => context.business === 'activate',
    enrolling: ({ context }) => context.business === 'enrol',
    besideCertifying: ({ context }) => context.business !== 'certify',
    hasEnrolled: ({ context }) => context.templates.length > 0,
    hasFinger: ({ context }) => fingerTemplates(context.templates).length > 0,
    veinPossible: ({ context }) =>
      fingerTemplates(context.templates).length > 0 &&
      context.away.fingerVein === undefined &&
      context.away.drivers === undefined &&
      context.away.vision === undefined &&
      // A face that is to be enrolled is looked at, whatever else is known of the person.
      !(context.business === 'enrol' && context.enrolFace),
    /** Recognised earlier in this visit; a face that is to be enrolled is looked at all the same. */
    provenAlready: ({ context }) => context.verified !== null && !context.enrolFace,
    mayEnrol: and([
      'open',
      ({ context }) =>
        context.input.enrolmentOffered &&
        context.away.fingerVein === undefined &&
        context.away.vision === undefined,
    ]),
    /** Not to whom a person has to look at first. */
    mayOfferEnrolment: and([
      'mayEnrol',
      ({ context }) => context.templates.length === 0 && context.outcome?.kind !== 'refused',
    ]),
    mayChangeFinger: ({ context }) => nextFinger(context) !== null,
    /** Of the holder, and not yet done or declined in this visit. */
    mayAlsoCertify: ({ context }) => !context.forOther && context.outcome === null && !context.alsoDeclined,
    standingUnasked: ({ context }) => context.standing === null && !context.alsoAsked,
    pensionDue: ({ context }) => context.standing?.kind === 'due' || context.standing?.kind === 'suspended',
    noReference: ({ context }) => faceRequest(context).references.length === 0,
    paperPossible: ({ context }) => context.paperPossible !== false,
    cardExpired: ({ context }) => {
      const read = context.card ?? context.agentCard;
      return read !== null && isExpired(read, context.input.now());
    },
    socialTriesSpent: ({ context }) => context.socialTries >= CARD_TRIES,
    cardTriesSpent: ({ context }) => context.cardTries >= CARD_TRIES,
    faceTriesSpent: ({ context }) => context.faceTry >= FACE_TRIES,
    /** Without a reader, or where nothing can be recorded, no visit is begun. */
    open: ({ context }) =>
      context.away.reader === undefined &&
      context.away.drivers === undefined &&
      context.away.ledger === undefined,
    faceFaultsSpent: ({ context }) => context.faceFaults >= FACE_FAULTS,
    /** The slip with what to bring is being printed or sticks out of the printer. */
    listOnItsWay: stateIn({ list: 'busy' }),
    /** Once; again only when it did not get onto the paper. */
    mayPrintList: and([
      not(stateIn({ list: 'busy' })),
      ({ context }) => context.paperPossible !== false && ['none', 'notPrinted'].includes(context.listSlip),
    ]),
    /** Both cards can be read here at all. */
    mayActivate: and(['open', ({ context }) => context.input.activationOffered]),
    socialReaderAway: ({ context }) => context.away.socialReader !== undefined,
    pinsLost: ({ context }) => context.pinsLost,
    /** Asked for again a few times; then the item is left for another visit. */
    pinGone: ({ context }, { output }: { output: ItemState | null }) =>
      output === null && context.pinLosses < PIN_LOSSES,
    /** Neither half may be done by an agent, and none by an agent with witnesses. */
    homeVisitOnly: ({ context: { agentRule, forOther } }) =>
      forOther && agentRule?.social === 'principalOnly' && agentRule.bank !== 'witness',
    /** The rule names others than whoever came; who is none of those it names may act only where anyone may. */
    agentIsNotNamed: ({ context: { agentRule, agentRelation } }) =>
      agentRule !== null && (agentRelation === null || !agentMayBe(agentRule.who, agentRelation)),
    /** A paper is asked for that a camera cannot judge. */
    agentNeedsPapers: ({ context }) => context.agentRule?.papers.includes('notarisedLetter') ?? false,
    agentNeedsWitness: ({ context: { agentRule } }) =>
      agentRule?.social === 'witness' ||
      (agentRule?.social === 'principalOnly' && agentRule.bank === 'witness'),
    /** Only to the holder, and only of a card that works. */
    mayShowElectronicCard: ({ context }) =>
      !context.forOther && stateOf(context.items, 'social')?.state === 'done',
    mayBookHomeVisitForRest: and(['mayBookHomeVisit', ({ context }) => !allDone(context.items)]),
    /** For a holder whose card was read here, once in a visit. */
    mayBookHomeVisit: ({ context }) =>
      context.business === 'activate' && context.card !== null && context.homeVisit === null,
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
    personIsVerified: assign(({ context, event }) => verificationIn(event, context.input.now())),
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
    recordVeinVerification: ({ context, event }) => {
      if (event.type !== 'vein.done' || !event.result.ok || !context.visitId) return;
      const { decision, z, threshold, finger, checks, method, scanner } = event.result.value;
      context.input.record(context.visitId, {
        type: 'verification',
        method: 'fingerVein',
        ...{ decision, z, threshold, finger, checks, scanner },
        algorithm: method,
        tryNumber: context.veinTry,
      });
    },
    takeNextFinger: assign(({ context }) => {
      const finger = nextFinger(context);
      return finger === null
        ? {}
        : { enrolFinger: finger, enrolTried: [...context.enrolTried, finger], enrolTry: 1, veinFaults: 0 };
    }),
    noteEnrolProblem: assign(({ event }) =>
      event.type === 'enrol.done' && event.result.ok && event.result.value.kind === 'again'
        ? { enrolProblem: event.result.value.problem }
        : {},
    ),
    recordEnrolProblem: ({ context: { visitId, enrolFinger, enrolProblem, input } }) => {
      if (visitId && enrolFinger)
        input.record(visitId, { type: 'enrolmentFailed', finger: enrolFinger, problem: enrolProblem });
    },
    recordEnrolmentSigned: ({ context: { visitId, consentBy, signature, input } }) => {
      if (visitId && consentBy)
        input.record(visitId, { type: 'enrolmentSigned', by: consentBy, sealed: { signature } });
    },
    noteService: assign(({ context }, params: { event: Extract<VisitEvent, { type: 'service' }> }) => {
      const { [params.event.service]: _before, ...others } = context.away;
      const { service, change } = params.event;
      const away = change === 'lost' ? { ...others, [service]: params.event.code } : others;
      // A password lies in the pad or in the worker; what lay there is gone with it.
      const pinsGone =
        change === 'lost' && (service === 'drivers' || (service === 'pinPad' && context.pinBy === 'pad'));
      return pinsGone ? { away, pins: {}, pinFirst: null, pinSecond: null, pinsLost: true } : { away };
    }),
    callHelp: ({ context }, params: { reason: string }) =>
      context.input.callHelp(context.visitId, params.reason),
    pinIsGone: assign(({ context }) => ({ pins: {}, pinLosses: context.pinLosses + 1 })),
    forgetPins: enqueueActions(({ context, enqueue }) => {
      enqueue.assign({ pins: {}, pinFirst: null, pinSecond: null, pinCount: 0, pinsLost: false });
      enqueue(() => context.input.forgetPins());
    }),
    itemIs: assign(({ context }, params: { item: ActivationItem; outcome: ItemState }) => ({
      items: withItem(context.items, params.item, params.outcome),
    })),
    recordItem: ({ context }, { item }: { item: ActivationItem }) => {
      const outcome = stateOf(context.items, item);
      if (context.visitId && outcome)
        context.input.record(context.visitId, { type: 'activationItem', item, outcome });
    },
    /** What a refused social-security function keeps from being done. */
    stopRest: assign(({ context }) => ({
      items: context.items.map(({ item, outcome }) => ({
        item,
        outcome: stopped(context.items, item) ?? outcome,
      })),
    })),
    recordConsent: ({ context }) => {
      const { visitId, consentBy, signature, items, input } = context;
      if (!visitId || !consentBy) return;
      input.record(visitId, {
        type: 'activationConsent',
        by: consentBy,
        textVersion: ACTIVATION_CONSENT_VERSION,
        items: items.filter(({ outcome }) => outcome.state === 'todo').map(({ item }) => item),
        sealed: { signature },
      });
    },
    keepContact: assign(({ context }) => {
      const field = contactField(context);
      return field ? { contact: { ...context.contact, [field]: context.contactEntered } } : {};
    }),
    keepTicket: ({ context }) =>
      context.input.keepTicket(cardPairOf(context), allDone(context.items) ? null : ticketOf(context)),
    slipTells: assign((_, params: { kind: SlipContent['kind'] }) => ({
      slipKind: params.kind,
      slip: 'none' as const,
    })),
    cardLies: assign(({ context }, { card }: { card: 'id' | 'social' }) => ({
      cardsLeft: [...context.cardsLeft.filter((one) => one !== card), card].toSorted(),
    })),
    cardTaken: assign(({ context }, { card }: { card: 'id' | 'social' }) => ({
      cardsLeft: context.cardsLeft.filter((one) => one !== card),
    })),
    listIs: assign(({ context }, { from, to }: { from: SlipState; to: SlipState }) =>
      context.listSlip === from ? { listSlip: to } : {},
    ),
    slipIs: assign((_, params: { slip: SlipState }) => ({ slip: params.slip })),
    endAs: assign((_, params: { how: VisitContext['ending'] }) => ({ ending: params.how })),
    sayAgain: assign(({ context }) => ({ repeats: context.repeats + 1 })),
    handOver: assign((_, params: { reason: HandoverReason; errorCode?: string | null }) => ({
      handover: { reason: params.reason, errorCode: params.errorCode ?? null },
      slip: 'none' as const,
    })),
  },
});
