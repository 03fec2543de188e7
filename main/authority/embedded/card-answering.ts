import { randomBytes } from 'node:crypto';
import { agentMayBe } from '../../contract/activation.ts';
import { ageOn, shanghaiDate } from '../../contract/calendar.ts';
import { referenceNumber } from '../../exchange/reference-number.ts';
import { sameName } from '../../exchange/same-name.ts';
import { reachedLimit } from '../../exchange/verified.ts';
import type { CardRecord, HomeVisitAnswer, ItemAnswer } from '../../ports/card-authority.ts';
import { type AgentRules, agentRuleAt, type BankPlace } from '../cards/agent-rules.ts';
import { type CardRequest, cardRequestSchema } from '../cards/wire.ts';
import { type Holidays, workingDaysAfter } from '../home-visits/working-days.ts';
import type { HomeVisit, RegisteredCard } from './card-register.ts';
import { hsmAnswer } from './hsm.ts';
import type { Register } from './register.ts';
import type { Rules } from './rules.ts';

/** What the embedded card service stands on. */
export interface CardService {
  readonly register: Register;
  readonly rules: Rules;
  readonly agentRules: AgentRules;
  readonly holidays: Holidays;
  /** What the issuing bank says about a card's account when it is asked. */
  readonly bankStanding: (cardNumber: string) => CardRecord['bank'];
  readonly photo: (id: string) => Promise<string | null>;
}

type RequestOf<T extends CardRequest['type']> = Extract<CardRequest, { type: T }>;
type Refusal = Extract<ItemAnswer, { kind: 'refused' }>['reason'];

/** 上门服务: within so many working days after the request. */
const VISIT_WITHIN_WORKING_DAYS = 5;
const OLD_FROM = 80;
/** An electronic card is shown this long and then asked for again. */
const QR_SECONDS = 60;

/** Answers one request as the province's card service would; whatever is no valid request gets `badRequest`. */
export async function answerCardRequest(raw: unknown, service: CardService, now: number): Promise<object> {
  const parsed = cardRequestSchema.safeParse(raw);
  const id = (raw as { requestId?: unknown } | null)?.requestId;
  const inReplyTo = typeof id === 'string' ? id : '';
  const error = (reason: string) => ({ kind: 'error', inReplyTo, reason });
  if (!parsed.success) return error('badRequest');
  const request = parsed.data;
  switch (request.type) {
    case 'lookUpCard':
      return { kind: 'record', inReplyTo, ...(await recordOf(request, service, now)) };
    case 'answerChallenge': {
      const answer = hsmAnswer(request);
      return answer === null ? error('notForThisCard') : { kind: 'cryptograms', inReplyTo, ...answer };
    }
    case 'agentRule':
      return { kind: 'rule', inReplyTo, rule: agentRuleAt(service.agentRules, request) };
    case 'issueElectronicCard': {
      const card = service.register.cards.find(request.cardNumber);
      const issued =
        card?.idNumber === request.idNumber && card.status === 'usable' && card.social === 'active';
      if (!issued) return error('notForThisCard');
      // Opaque, another each time, and nothing of it is kept: whoever scans it asks the service that made it.
      const qr = randomBytes(48).toString('base64url');
      return { kind: 'electronicCard', inReplyTo, qr, refreshSeconds: QR_SECONDS };
    }
    case 'enable':
    case 'bookHomeVisit': {
      if (request.requestId !== request.submission.idempotencyKey) return error('badRequest');
      const answer = receive(request, service, now);
      return answer === 'keyConflict' ? error('keyConflict') : { ...answer, inReplyTo };
    }
  }
}

async function recordOf(request: RequestOf<'lookUpCard'>, service: CardService, now: number) {
  const card = service.register.cards.find(request.cardNumber);
  if (card === null || !belongs(card, request)) {
    const nothing = { status: 'notFound', social: 'inactive', bank: 'unknown', missing: [] };
    return { ...nothing, photo: null, bankName: '' };
  }
  const person = service.register.find(card.idNumber, shanghaiDate(now));
  return {
    status: card.status,
    social: card.social,
    bank: service.bankStanding(card.cardNumber),
    missing: card.missing,
    photo: person?.photo ? await service.photo(person.photo) : null,
    bankName: card.bankName,
  };
}

interface CardInHand {
  readonly idNumber: string;
  readonly name: string;
  readonly cardIdCode: string;
}

const belongs = (card: RegisteredCard, inHand: CardInHand): boolean =>
  card.idNumber === inHand.idNumber &&
  card.cardIdCode.toUpperCase() === inHand.cardIdCode.toUpperCase() &&
  sameName(card.name, inHand.name);

/** Applies a submission exactly once: key, hash, answer and change in one transaction. */
function receive(
  request: RequestOf<'enable'> | RequestOf<'bookHomeVisit'>,
  service: CardService,
  now: number,
): ItemAnswer | HomeVisitAnswer | 'keyConflict' {
  const { register } = service;
  const { submission } = request;
  return register.transaction(() =>
    register.once.answer<ItemAnswer | HomeVisitAnswer>(
      submission.idempotencyKey,
      submission,
      now,
      (number) =>
        request.type === 'enable'
          ? enable(request.submission, request, service, now, number)
          : book(request.submission, service, now, number),
    ),
  );
}

function enable(
  submission: RequestOf<'enable'>['submission'],
  place: BankPlace,
  service: CardService,
  now: number,
  number: number,
): ItemAnswer {
  const { register } = service;
  const reason = enableRefusal(submission, place, service, now);
  if (reason !== null)
    return { kind: 'refused', reason, referenceNumber: referenceNumber('SJ', now, number) };
  register.cards.keepContact(submission.idNumber, submission.contact);
  register.cards.enable(submission.idempotencyKey, submission.cardNumber);
  return { kind: 'done', referenceNumber: referenceNumber('SQ', now, number) };
}

/** Why a card is not enabled, or null. A card that is active already is enabled once more: it changes nothing. */
function enableRefusal(
  submission: RequestOf<'enable'>['submission'],
  place: BankPlace,
  { register, rules, agentRules }: CardService,
  now: number,
): Refusal | null {
  const card = register.cards.find(submission.cardNumber);
  if (card === null) return 'notFound';
  if (!belongs(card, submission)) return 'mismatch';
  if (card.status !== 'usable') return card.status;
  const { verification, agent, contact } = submission;
  if (verification.of !== (agent === null ? 'holder' : 'agent')) return 'rules';
  if (agent !== null) {
    const rule = agentRuleAt(agentRules, place);
    if (rule.social !== 'allowed') return 'principalOnly';
    if (agent.relation !== undefined && !agentMayBe(rule.who, agent.relation)) return 'principalOnly';
    if (agent.idNumber === submission.idNumber) return 'rules';
  }
  if (!reachedLimit(verification)) return 'rules';
  if (card.missing.some((field) => contact[field] === undefined)) return 'rules';
  return inTime(submission.at, rules, now) ? null : 'rules';
}

function inTime(at: string, rules: Rules, now: number): boolean {
  const ms = Date.parse(at);
  return ms <= now + rules.clockSkewMinutes * 60_000 && ms >= now - rules.latestDeliveryDays * 86_400_000;
}

function book(
  submission: RequestOf<'bookHomeVisit'>['submission'],
  { register, holidays }: CardService,
  now: number,
  number: number,
): HomeVisitAnswer {
  const today = shanghaiDate(now);
  const refused = (reason: Refusal): HomeVisitAnswer => ({
    kind: 'refused',
    reason,
    referenceNumber: referenceNumber('SJ', now, number),
  });
  const person = register.find(submission.idNumber, today);
  if (person === null) return refused('notFound');
  if (!sameName(person.name, submission.name)) return refused('mismatch');
  if (person.facts.deceased) return refused('deceased');
  // Who asks twice is visited once: the open visit is the answer.
  const open = register.cards.openVisit(submission.idNumber, submission.business);
  if (open !== null && open.dueOn > today) {
    return { kind: 'booked', referenceNumber: open.referenceNumber, dueOn: open.dueOn };
  }
  const { date, basis } = workingDaysAfter(holidays, today, VISIT_WITHIN_WORKING_DAYS);
  const visit: HomeVisit = {
    referenceNumber: referenceNumber('SM', now, number),
    idNumber: submission.idNumber,
    name: person.name,
    birthDate: person.facts.birthDate,
    phone: submission.phone,
    reason: submission.reason,
    business: submission.business,
    askedOn: today,
    dueOn: date,
    basis,
  };
  register.cards.book(submission.idempotencyKey, visit);
  return { kind: 'booked', referenceNumber: visit.referenceNumber, dueOn: date };
}

/** The open home visits: people of 80 and over first, then by the day on which they are due. */
export function openHomeVisits(register: Register, now: number): HomeVisit[] {
  const today = shanghaiDate(now);
  const rank = (visit: HomeVisit) => `${ageOn(visit.birthDate, today) >= OLD_FROM ? 0 : 1}${visit.dueOn}`;
  return register.cards.openVisits().sort((a, b) => rank(a).localeCompare(rank(b)));
}
