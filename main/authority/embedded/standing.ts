import type { Standing } from '../../contract/person.ts';
import { addDays, addMonths, ageOn } from '../../contract/calendar.ts';
import { ageRule, type Rules } from './rules.ts';

/** An authority always knows; `unknown` is the terminal's word for having no answer. */
type KnownStanding = Exclude<Standing, { kind: 'unknown' }>;

/** What the register holds about one person. */
export interface RegisterFacts {
  readonly birthDate: string;
  /** Last day that the latest certification covers. */
  readonly coveredUntil: string;
  readonly coveredBy: 'face' | 'fingerVein' | 'manual' | 'visit' | 'dataMatch';
  readonly deceased: boolean;
  readonly abroad: boolean;
  readonly cardSealed: boolean;
}

/**
 * The standing on a day, from the facts (null: not in the register) and the rules. `dueOn` is the last day on which
 * certifying keeps the payment going; it is suspended from the day after.
 */
export function standingOn(facts: RegisterFacts | null, today: string, rules: Rules): KnownStanding {
  if (facts === null) return { kind: 'needsStaff', reason: 'notFound' };
  if (facts.deceased) return { kind: 'needsStaff', reason: 'recordedDeceased' };
  if (facts.cardSealed) return { kind: 'needsStaff', reason: 'cardSealed' };
  if (facts.abroad) return { kind: 'needsStaff', reason: 'livesAbroad' };
  const until = facts.coveredUntil;
  // The age at the end of the period decides, so that a birthday inside the period changes nothing.
  const rule = ageRule(rules, ageOn(facts.birthDate, until));
  if (today < addDays(until, -rule.windowDays)) {
    return facts.coveredBy === 'dataMatch'
      ? { kind: 'certifiedByDataMatch', until }
      : { kind: 'certified', until, method: facts.coveredBy };
  }
  const dueOn = addDays(until, rule.graceDays);
  return today <= dueOn ? { kind: 'due', dueOn } : { kind: 'suspended', since: addDays(dueOn, 1) };
}

/** What a certification on `day` gives: covered until, and the last day for the next one. */
export function certifiedOn(
  day: string,
  birthDate: string,
  rules: Rules,
): { readonly certifiedUntil: string; readonly nextDue: string } {
  const certifiedUntil = addMonths(day, ageRule(rules, ageOn(birthDate, day)).periodMonths);
  const then = ageRule(rules, ageOn(birthDate, certifiedUntil));
  return { certifiedUntil, nextDue: addDays(certifiedUntil, then.graceDays) };
}
