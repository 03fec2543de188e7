import type { CertificationSubmission } from '../ports/authority.ts';
import type { FaceCheckRequest } from '../ports/biometrics.ts';
import type { SlipContent } from '../ports/slip-printer.ts';
import { shanghaiTime } from '../contract/calendar.ts';
import { maskIdNumber } from '../contract/masking.ts';
import { ageBandOf } from './person.ts';
import { activationSlipOf } from './requests-activate.ts';
import type { VisitMachineContext } from './visit-setup.ts';

/** What the ports are asked for, made from the context in one place each. */
export function faceRequest(context: VisitMachineContext): FaceCheckRequest {
  const references: FaceCheckRequest['references'][number][] = [];
  // Whoever stands at the terminal is compared: the agent with the agent's own card and with nothing of the holder's.
  const recorded = context.forOther ? null : (context.record?.photo ?? context.cardRecord?.photo);
  const printed = context.forOther ? context.agentCard?.photo : context.card?.photo;
  if (recorded) references.push({ source: 'authority', image: recorded });
  if (printed) references.push({ source: 'card', image: printed });
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
    livenessSimulated: context.verified?.liveness === 'simulated',
    reprint: 0,
  };
}
