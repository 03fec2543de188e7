import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { agentAllowedSchema } from '../../contract/activation.ts';
import { fail, ok, type Result } from '../../contract/failure.ts';
import type { AgentRule } from '../../ports/card-authority.ts';
import { cardServiceFailure } from './errors.ts';

const half = z.enum(['allowed', 'witness', 'principalOnly']);

/** What an agent may do, in the words of the port. Where anything is possible, it must be said for whom and with what. */
export const agentRuleSchema = z
  .strictObject({
    social: half,
    bank: half,
    who: z.array(agentAllowedSchema).max(5),
    papers: z.array(z.enum(['agentIdCard', 'ownerIdCard', 'letter', 'notarisedLetter'])).max(4),
  })
  .refine(
    (rule) =>
      (rule.social === 'principalOnly' && rule.bank === 'principalOnly') ||
      (rule.who.length > 0 && rule.papers.length > 0),
    'who may act and with which papers is missing',
  );

const placeSchema = z.strictObject({ bank: z.string().min(1).max(30), city: z.string().min(1).max(30) });

const agentRulesSchema = z
  .strictObject({
    version: z.string().min(1),
    source: z.string().min(1),
    /** Holds wherever nothing else is written. */
    strictest: agentRuleSchema,
    rules: z.array(z.strictObject({ where: placeSchema, rule: agentRuleSchema })),
  })
  .refine(
    ({ rules }) => new Set(rules.map(({ where }) => JSON.stringify(where))).size === rules.length,
    'a bank and city stand twice',
  )
  .refine(
    ({ strictest }) => strictest.social === 'principalOnly' && strictest.bank === 'principalOnly',
    'where nothing is written the person must come',
  );
export type AgentRules = z.infer<typeof agentRulesSchema>;
export type BankPlace = z.infer<typeof placeSchema>;

/** Reads and checks the rules for agents by bank and city. E6108 when the file is missing or not valid. */
export function loadAgentRules(
  file: URL | string = new URL('./agent-rules.json', import.meta.url),
): Result<AgentRules> {
  let raw: unknown;
  try {
    raw = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    return fail(cardServiceFailure('E6108', (cause as NodeJS.ErrnoException).code ?? 'not JSON'));
  }
  const parsed = agentRulesSchema.safeParse(raw);
  if (parsed.success) return ok(parsed.data);
  const where = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  return fail(cardServiceFailure('E6108', where.join('; ')));
}

/** The rule of a bank in a city; where none is written, the person must come themselves. */
export const agentRuleAt = (rules: AgentRules, place: BankPlace): AgentRule =>
  rules.rules.find(({ where }) => where.bank === place.bank && where.city === place.city)?.rule ??
  rules.strictest;
