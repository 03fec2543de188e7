import { z } from 'zod';
import { operations, simulatedFaultSchema } from './faults.ts';
import { simulatedCardSchema } from './simulated-card.ts';

/** A card in a script: as everywhere, and its portrait may be a picture file (relative to the script). */
const scriptCardSchema = simulatedCardSchema
  .omit({ portraitWlt: true })
  .extend({ portrait: z.string().min(1).optional() });

const ms = z.number().min(0).max(86_400_000);
/** When a step is due: not before `at` ms from the start, and not before the next `after` command has been answered. */
const when = { at: ms.optional(), after: z.enum(operations).optional() };

const stepSchema = z.union([
  /** What kind of module is acted; only as the first step. */
  z.strictObject({
    do: z.literal('module'),
    paced: z.boolean().optional(),
    wrongRateStatusRequests: z.int().min(0).max(100).optional(),
    findsLyingCardAgain: z.boolean().optional(),
    knowsCardNumbers: z.boolean().optional(),
    repeatsReads: z.boolean().optional(),
  }),
  z.strictObject({ do: z.literal('place'), card: scriptCardSchema, ...when }),
  z.strictObject({ do: z.enum(['remove', 'clearFaults', 'unplug', 'replug']), ...when }),
  z.strictObject({ do: z.literal('wait'), ms, ...when }),
  /** Begins again after the `module` step; `at` counts from there. */
  z.strictObject({ do: z.literal('repeat'), ...when }),
  /** The fault's own fields (`fault`, `on`, `times` …) stand beside `do`. */
  z
    .looseObject({ do: z.literal('fault'), ...when })
    .transform(({ do: kind, at, after, ...fault }, context) => {
      const parsed = simulatedFaultSchema.safeParse(fault);
      if (parsed.success) return { do: kind, at, after, fault: parsed.data };
      context.addIssue({ code: 'custom', message: z.prettifyError(parsed.error) });
      return z.NEVER;
    }),
]);

/** A whole script: a JSON array of steps that run in order. */
export const idCardScriptSchema = z.array(stepSchema).max(1000);
export type ScriptStep = z.output<typeof stepSchema>;
