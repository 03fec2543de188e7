import type { CertificationSubmission } from '../ports/authority.ts';
import type { FaceCheckRequest, FaceReference } from '../ports/biometrics.ts';
import type { SlipContent } from '../ports/slip-printer.ts';
import { shanghaiTime } from '../contract/calendar.ts';
import { maskIdNumber } from '../contract/masking.ts';
import { enrolledFace, fingersOf } from './enrolment.ts';
import { ageBandOf } from './person.ts';
import { activationSlipOf } from './requests-activate.ts';
import { checkSimulated, verifiedOf } from './verified.ts';
import type { VisitMachineContext } from './visit-setup.ts';

/** What the ports are asked for, made from the context in one place each. */
export function faceRequest(context: VisitMachineContext): FaceCheckRequest {
  const references: FaceReference[] = [];
  // Whoever stands at the terminal is compared: the agent with the agent's own card and with nothing of the holder's.
  const recorded = context.forOther ? null : (context.record?.photo ?? context.cardRecord?.photo);
  const printed = context.forOther ? context.agentCard?.photo : context.card?.photo;
  references.push(...enrolledFace(context.templates));
  if (recorded) references.push({ source: 'authority', image: recorded });
  if (printed) references.push({ source: 'card', image: printed });
  return {
    references,
    ageBand: ageBandOf(context.person?.age ?? 60),
    challenge: context.challenge,
    enrolFor: context.business === 'enrol' && context.enrolFace ? context.subject : null,
  };
}

/** The key is the visit's own id: one visit certifies at most once, however often it is delivered. */
export function certificationOf(context: VisitMachineContext): CertificationSubmission {
  const { card, visitId } = context;
  const { terminalId } = context.input;
  if (!card || !visitId) throw new Error('a submission needs a card and a visit');
  return {
    idempotencyKey: `${terminalId}:${visitId}`,
    visitId,
    idNumber: card.idNumber,
    name: card.name,
    verified: verifiedOf(context),
    terminalId,
    verifiedAt: shanghaiTime(context.verifiedAtMs),
  };
}

/** What the slip of the present step tells. */
export function slipOf(context: VisitMachineContext): SlipContent {
  return {
    kind: context.slipKind,
    business: context.business,
    visitId: context.visitId ?? '',
    maskedIdNumber: context.card ? maskIdNumber(context.card.idNumber) : '',
    at: shanghaiTime(context.input.now()),
    standing: context.standing,
    outcome: context.outcome,
    handover: context.handover?.reason ?? null,
    ...activationSlipOf(context),
    enrolment:
      context.slipKind === 'enrolment'
        ? {
            fingers: fingersOf(context.enrolNew),
            face: context.enrolNew.some(({ kind }) => kind === 'face'),
            signature: context.signature,
            scannerSimulated: context.input.scannerSimulated,
          }
        : null,
    deleted: context.slipKind === 'enrolmentDeleted' ? context.deleted : null,
    method: context.verified?.method ?? null,
    also: context.business === 'certify' ? null : context.outcome,
    livenessSimulated: checkSimulated(context),
    reprint: 0,
  };
}
