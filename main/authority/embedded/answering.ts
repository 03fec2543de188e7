import type { SubmissionAnswer } from '../../ports/authority.ts';
import { ageOn, shanghaiDate } from '../../contract/calendar.ts';
import { referenceNumber } from '../../exchange/reference-number.ts';
import { reachedLimit } from '../../exchange/verified.ts';
import { type WireAnswer, type WireSubmission, wireRequestSchema } from '../wire.ts';
import type { Register } from './register.ts';
import type { Rules } from './rules.ts';
import { certifiedOn, standingOn } from './standing.ts';

type RefusalReason = Extract<SubmissionAnswer, { kind: 'refused' }>['reason'];

/** Answers one request as a social-security server would. `photo` fetches the picture on record by its id. */
export async function answerRequest(
  raw: unknown,
  register: Register,
  rules: Rules,
  now: number,
  photo: (id: string) => Promise<string | null>,
): Promise<WireAnswer> {
  const parsed = wireRequestSchema.safeParse(raw);
  if (!parsed.success) {
    const id = (raw as { requestId?: unknown } | null)?.requestId;
    return { kind: 'error', inReplyTo: typeof id === 'string' ? id : '', reason: 'badRequest' };
  }
  const request = parsed.data;
  const inReplyTo = request.requestId;
  if (request.type === 'submit') {
    if (request.requestId !== request.submission.idempotencyKey) {
      return { kind: 'error', inReplyTo, reason: 'badRequest' };
    }
    const answer = receive(request.submission, register, rules, now);
    return answer === 'keyConflict'
      ? { kind: 'error', inReplyTo, reason: 'keyConflict' }
      : { ...answer, inReplyTo };
  }
  const today = shanghaiDate(now);
  const person = register.find(request.idNumber, today);
  return {
    kind: 'record',
    inReplyTo,
    standing: standingOn(person?.facts ?? null, today, rules),
    photo: person?.photo ? await photo(person.photo) : null,
  };
}

/**
 * Applies a submission exactly once: key, content, answer and certification are written in one transaction, and a key
 * that is known gets the answer it got before. The same key with other content is a conflict and changes nothing.
 */
function receive(
  submission: WireSubmission,
  register: Register,
  rules: Rules,
  now: number,
): SubmissionAnswer | 'keyConflict' {
  const key = submission.idempotencyKey;
  return register.transaction(() =>
    register.once.answer(key, submission, now, (number): SubmissionAnswer => {
      const refusal = refusalOf(submission, register, rules, now);
      if (refusal !== null) {
        return { kind: 'refused', reason: refusal, referenceNumber: referenceNumber('TH', now, number) };
      }
      const person = register.find(submission.idNumber, shanghaiDate(now));
      const verifiedOn = shanghaiDate(Date.parse(submission.verifiedAt));
      const dates = certifiedOn(verifiedOn, person?.facts.birthDate ?? verifiedOn, rules);
      register.certify(key, submission.idNumber, dates.certifiedUntil, submission.method);
      return { kind: 'accepted', receiptNumber: referenceNumber('RZ', now, number), ...dates };
    }),
  );
}

/** Why a submission is not accepted, or null. The day that counts is the day of the verification, not of the delivery. */
function refusalOf(s: WireSubmission, register: Register, rules: Rules, now: number): RefusalReason | null {
  const person = register.find(s.idNumber, shanghaiDate(now));
  if (person === null || person.name !== s.name) return 'notFound';
  const verifiedMs = Date.parse(s.verifiedAt);
  const verifiedOn = shanghaiDate(verifiedMs);
  const standing = standingOn(person.facts, verifiedOn, rules);
  if (standing.kind === 'needsStaff') return standing.reason === 'recordedDeceased' ? 'deceased' : 'rules';
  const { fromAge, standings } = rules.methods[s.method];
  if (!standings.includes(standing.kind)) {
    return standing.kind === 'certified' || standing.kind === 'certifiedByDataMatch'
      ? 'alreadyCertified'
      : 'rules';
  }
  const inTime =
    verifiedMs <= now + rules.clockSkewMinutes * 60_000 &&
    verifiedMs >= now - rules.latestDeliveryDays * 86_400_000;
  const allowed =
    ageOn(person.facts.birthDate, verifiedOn) >= fromAge &&
    asWanted(s, rules) &&
    reachedLimit(s.verification);
  return inTime && allowed ? null : 'rules';
}

/** Whether the verification was made as the rules want it of its method. */
function asWanted(s: WireSubmission, { methods }: Rules): boolean {
  switch (s.method) {
    case 'face':
      return (
        methods.face.liveness.includes(s.verification.liveness) &&
        methods.face.references.includes(s.verification.reference)
      );
    case 'fingerVein':
      return methods.fingerVein.scanners.includes(s.verification.scanner.simulated ? 'simulated' : 'real');
  }
}
