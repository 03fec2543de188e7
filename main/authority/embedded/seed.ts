import type { PersonFixture } from '../../../fixtures/people/schema.ts';
import { addDays, ageOn } from '../../contract/calendar.ts';
import { ageRule, type Rules } from './rules.ts';
import type { RegisterFacts } from './standing.ts';

/** The last covered day that makes `dueOn` the due date, whatever days of grace this age has. */
function coveredFor(dueOn: string, birthDate: string, rules: Rules): string {
  const candidates = rules.ages.map((rule) => ({ rule, until: addDays(dueOn, -rule.graceDays) }));
  const fitting = candidates.find((c) => ageRule(rules, ageOn(birthDate, c.until)) === c.rule);
  return fitting?.until ?? dueOn;
}

/**
 * The facts that give an invented person the standing they are to show today. Counted anew each day, so that a terminal
 * left running or started a month later still shows the same demo.
 */
export function factsFromSeed(
  person: Pick<PersonFixture, 'birthDate' | 'standing'>,
  today: string,
  rules: Rules,
): RegisterFacts | null {
  const { birthDate, standing } = person;
  const plain = {
    birthDate,
    coveredUntil: today,
    coveredBy: 'manual',
    deceased: false,
    abroad: false,
    cardSealed: false,
  } as const;
  switch (standing.kind) {
    case 'certified':
      return { ...plain, coveredUntil: addDays(today, standing.untilInDays), coveredBy: standing.method };
    case 'certifiedByDataMatch':
      return { ...plain, coveredUntil: addDays(today, standing.untilInDays), coveredBy: 'dataMatch' };
    case 'due':
      return { ...plain, coveredUntil: coveredFor(addDays(today, standing.dueInDays), birthDate, rules) };
    case 'suspended':
      return {
        ...plain,
        coveredUntil: coveredFor(addDays(today, -standing.sinceDaysAgo - 1), birthDate, rules),
      };
    case 'needsStaff':
      if (standing.reason === 'notFound') return null;
      return {
        ...plain,
        deceased: standing.reason === 'recordedDeceased',
        abroad: standing.reason === 'livesAbroad',
        cardSealed: standing.reason === 'cardSealed',
      };
  }
}
