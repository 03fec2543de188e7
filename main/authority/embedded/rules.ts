import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { fail, ok, type Result } from '../../contract/failure.ts';
import { authorityFailure } from '../errors.ts';

const days = z.number().int().min(0).max(3650);

/** Rules of one age group: from `fromAge` on, until the next group begins. */
const ageRuleSchema = z.strictObject({
  fromAge: z.number().int().min(0).max(150),
  /** How long one certification lasts, in calendar months. */
  periodMonths: z.number().int().min(1).max(60),
  /** Certifying is possible from this many days before the end; the old may come earlier. */
  windowDays: days,
  /** The branch is to remind from this many days before the end. */
  reminderDays: days,
  /** Days after the end in which the payment still goes on. */
  graceDays: days,
});
export type AgeRule = z.infer<typeof ageRuleSchema>;

/** From which age and in which standing a method may certify. */
const whoMay = {
  fromAge: z.number().int().min(0).max(150),
  standings: z.array(z.enum(['certified', 'certifiedByDataMatch', 'due', 'suspended'])),
};

/** The authority's rules as data. Another province is another file. */
export const rulesSchema = z
  .strictObject({
    version: z.string().min(1),
    ages: z.array(ageRuleSchema).min(1),
    methods: z.strictObject({
      /** Who may certify by this method, and what the verification must have been. */
      face: z.strictObject({
        ...whoMay,
        liveness: z.array(z.enum(['live', 'simulated'])),
        references: z.array(z.enum(['authority', 'card', 'enrolled'])),
      }),
      fingerVein: z.strictObject({ ...whoMay, scanners: z.array(z.enum(['real', 'simulated'])) }),
    }),
    /** A verification delivered later than this many days is not accepted (an outage lasts days, not months). */
    latestDeliveryDays: days,
    /** A verification may stand this far in the future: clocks differ. */
    clockSkewMinutes: z.number().int().min(0).max(1440),
  })
  .refine((rules) => rules.ages[0]?.fromAge === 0, 'the first age group begins at 0')
  .refine(
    (rules) => rules.ages.every((group, i) => i === 0 || group.fromAge > (rules.ages[i - 1]?.fromAge ?? -1)),
    'age groups ascend',
  );
export type Rules = z.infer<typeof rulesSchema>;

/** Reads and checks a rules file (default: the demo's). E6008 when it is missing or not valid. */
export function loadRules(file: URL | string = new URL('./rules.json', import.meta.url)): Result<Rules> {
  let raw: unknown;
  try {
    raw = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    return fail(authorityFailure('E6008', (cause as NodeJS.ErrnoException).code ?? 'not JSON'));
  }
  const parsed = rulesSchema.safeParse(raw);
  return parsed.success
    ? ok(parsed.data)
    : fail(
        authorityFailure(
          'E6008',
          parsed.error.issues.map((i) => `${i.path.join('.')} ${i.message}`).join('; '),
        ),
      );
}

/** The rules of this age. */
export const ageRule = (rules: Rules, age: number): AgeRule =>
  rules.ages.findLast((group) => group.fromAge <= age) as AgeRule;
