import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { people } from '../../../fixtures/people/people.ts';
import { addDays, addMonths, daysBetween } from '../../contract/calendar.ts';
import { loadRules, type Rules, rulesSchema } from './rules.ts';
import { factsFromSeed } from './seed.ts';
import { certifiedOn, type RegisterFacts, standingOn } from './standing.ts';

const loaded = loadRules();
if (!loaded.ok) throw new Error(loaded.error.message);
const rules = loaded.value;
const day = fc
  .integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2090, 11, 31) })
  .map((ms) => new Date(ms).toISOString().slice(0, 10));
const withGrace: Rules = {
  ...rules,
  ages: rules.ages.map((group) => ({ ...group, graceDays: 20 })),
};

const facts = (change: Partial<RegisterFacts>): RegisterFacts => ({
  birthDate: '1955-06-01',
  coveredUntil: '2027-03-01',
  coveredBy: 'face',
  deceased: false,
  abroad: false,
  cardSealed: false,
  ...change,
});

describe('the standing by the rules', () => {
  it('goes from certified to due to suspended on the days that the rules name', () => {
    const on = (today: string) => standingOn(facts({}), today, rules);
    expect(on('2026-11-30')).toEqual({ kind: 'certified', until: '2027-03-01', method: 'face' });
    expect(on('2026-12-01')).toEqual({ kind: 'due', dueOn: '2027-03-01' });
    expect(on('2027-03-01')).toEqual({ kind: 'due', dueOn: '2027-03-01' });
    expect(on('2027-03-02')).toEqual({ kind: 'suspended', since: '2027-03-02' });
    expect(standingOn(facts({}), '2027-03-22', withGrace)).toEqual({
      kind: 'suspended',
      since: '2027-03-22',
    });
  });

  it('lets people of 80 come earlier', () => {
    const old = facts({ birthDate: '1940-01-01' });
    expect(standingOn(old, '2026-09-03', rules).kind).toBe('due');
    expect(standingOn(facts({}), '2026-09-03', rules).kind).toBe('certified');
  });

  it('sends to a person whom this terminal cannot certify, whatever else stands in the register', () => {
    const reason = (f: RegisterFacts | null) => standingOn(f, '2026-11-22', rules);
    expect(reason(null)).toEqual({ kind: 'needsStaff', reason: 'notFound' });
    expect(reason(facts({ deceased: true, abroad: true }))).toMatchObject({ reason: 'recordedDeceased' });
    expect(reason(facts({ cardSealed: true }))).toMatchObject({ reason: 'cardSealed' });
    expect(reason(facts({ abroad: true }))).toMatchObject({ reason: 'livesAbroad' });
  });

  it('only ever goes forward as days pass: certified, then due, then suspended', () => {
    const order = { certified: 0, certifiedByDataMatch: 0, due: 1, suspended: 2, needsStaff: 3 };
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 800 }), fc.boolean(), (from, n, grace) => {
        const used = grace ? withGrace : rules;
        const f = facts({ coveredUntil: addDays(from, 200), birthDate: '1947-02-28' });
        const before = standingOn(f, from, used);
        const after = standingOn(f, addDays(from, n), used);
        expect(order[after.kind]).toBeGreaterThanOrEqual(order[before.kind]);
      }),
    );
  });

  it('is certified the day after certifying on any day, and due by then on the promised day', () => {
    fc.assert(
      fc.property(
        day,
        fc.boolean(),
        fc.constantFrom('1952-02-29', '1946-12-31', '1960-01-01'),
        (on, grace, birthDate) => {
          const used = grace ? withGrace : rules;
          const { certifiedUntil, nextDue } = certifiedOn(on, birthDate, used);
          expect(certifiedUntil).toBe(addMonths(on, 12));
          const f = facts({ birthDate, coveredUntil: certifiedUntil });
          expect(standingOn(f, addDays(on, 1), used).kind).toBe('certified');
          expect(standingOn(f, nextDue, used)).toEqual({ kind: 'due', dueOn: nextDue });
          expect(standingOn(f, addDays(nextDue, 1), used)).toEqual({
            kind: 'suspended',
            since: addDays(nextDue, 1),
          });
        },
      ),
    );
  });
});

describe('the standings of the invented people', () => {
  it('are what the fixture says on any day, with and without days of grace', () => {
    fc.assert(
      fc.property(day, fc.boolean(), (today, grace) => {
        const used = grace ? withGrace : rules;
        for (const one of people) {
          const got = standingOn(factsFromSeed(one, today, used), today, used);
          const want = one.standing;
          expect(got.kind, `${one.id} on ${today}`).toBe(want.kind);
          if (want.kind === 'due' && got.kind === 'due') {
            expect(daysBetween(today, got.dueOn)).toBe(want.dueInDays);
          }
          if (want.kind === 'suspended' && got.kind === 'suspended') {
            expect(daysBetween(got.since, today)).toBe(want.sinceDaysAgo);
          }
          if (want.kind === 'certified' && got.kind === 'certified') {
            expect([daysBetween(today, got.until), got.method]).toEqual([want.untilInDays, want.method]);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('the rules', () => {
  it('are refused with E6008 when the file is missing or says nonsense', () => {
    expect(loadRules('/nowhere/rules.json')).toMatchObject({ ok: false, error: { code: 'E6008' } });
    expect(loadRules(new URL('./rules.ts', import.meta.url))).toMatchObject({ error: { code: 'E6008' } });
    const nonsense = [
      {},
      { ...rules, ages: [] },
      { ...rules, ages: [...rules.ages].reverse() },
      { ...rules, more: 1 },
    ];
    for (const one of nonsense) expect(rulesSchema.safeParse(one).success).toBe(false);
  });
});
