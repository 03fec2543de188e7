import type { CertificationSubmission } from '../ports/authority.ts';
import type { FaceCheckRequest } from '../ports/biometrics.ts';
import type { SlipContent } from '../ports/slip-printer.ts';
import { shanghaiTime } from '../contract/calendar.ts';
import { maskIdNumber } from '../contract/masking.ts';
import { ageBandOf } from './person.ts';
import type { VisitMachineContext } from './visit-setup.ts';

/** What the ports are asked for, made from the context in one place each. */
export function faceRequest(context: VisitMachineContext): FaceCheckRequest {
  const references: FaceCheckRequest['references'][number][] = [];
  if (context.record?.photo) references.push({ source: 'authority', image: context.record.photo });
  if (context.card?.photo) references.push({ source: 'card', image: context.card.photo });
  return { references, ageBand: ageBandOf(context.person?.age ?? 60), challenge: context.challenge };
}

/** The key is the visit's own id: one visit certifies at most once, however often it is delivered. */
export function certificationOf(context: VisitMachineContext): CertificationSubmission {
  const { card, visitId, verified } = context;
  const { terminalId } = context.input;
  if (!card || !visitId || !verified)
    throw new Error('a submission needs a card, a visit and a verification');
  return {
    idempotencyKey: `${terminalId}:${visitId}`,
    visitId,
    idNumber: card.idNumber,
    name: card.name,
    method: 'face',
    verification: {
      similarity: verified.similarity,
      threshold: verified.threshold,
      liveness: verified.liveness === 'simulated' ? 'simulated' : 'live',
      reference: verified.reference,
      models: verified.models,
    },
    terminalId,
    verifiedAt: shanghaiTime(context.verifiedAtMs),
  };
}

export function slipOf(context: VisitMachineContext): SlipContent {
  const kind = context.outcome ? 'certification' : context.handover ? 'handover' : 'standing';
  return {
    kind,
    visitId: context.visitId ?? '',
    maskedName: context.person?.maskedName ?? '',
    maskedIdNumber: context.card ? maskIdNumber(context.card.idNumber) : '',
    at: shanghaiTime(context.input.now()),
    standing: context.standing,
    outcome: context.outcome,
    handover: context.handover?.reason ?? null,
    business: 'certify',
    items: [],
    bring: [],
    agent: false,
    consent: null,
    maskedAccount: null,
    maskedCardNumber: null,
    qr: null,
    homeVisit: null,
    livenessSimulated: context.verified?.liveness === 'simulated',
    reprint: 0,
  };
}
