import { z } from 'zod';
import { simulatedFaultSchema } from './faults.ts';
import { simulatedFingerSchema } from './finger.ts';

const ms = z.number().min(0).max(86_400_000);
/** When a step is due: not before `at` ms from the start, and not before the next `after` command has been answered. */
const when = { at: ms.optional(), after: z.string().min(1).optional() };
const captureMs = z.number().min(0).max(60_000).optional();

/** What kind of scanner is acted. */
const scannerSchema = z.discriminatedUnion('scanner', [
  z.strictObject({
    do: z.literal('scanner'),
    scanner: z.literal('xg'),
    captureMs,
    password: z.string().min(8).max(14).optional(),
    givesImage: z.boolean().optional(),
    givesFeature: z.boolean().optional(),
    packsImage: z.boolean().optional(),
    bareErrors: z.boolean().optional(),
    checksDuplicates: z.boolean().optional(),
    users: z.int().min(0).max(100).optional(),
  }),
  z.strictObject({ do: z.literal('scanner'), scanner: z.literal('hitachi-h1e'), captureMs }),
]);
export type ScannerStep = z.output<typeof scannerSchema>;

const stepSchema = z.union([
  simulatedFingerSchema.extend({ do: z.literal('place'), ...when }),
  z.strictObject({ do: z.enum(['lift', 'clearFaults', 'unplug', 'replug']), ...when }),
  /** Lays this finger on when it is asked for and lifts it when that is asked for, from now on. */
  simulatedFingerSchema.extend({ do: z.literal('oblige'), ...when }),
  z.strictObject({ do: z.literal('wait'), ms, ...when }),
  /** Begins again after the `scanner` step; `at` counts from there. */
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
export type ScriptStep = z.output<typeof stepSchema>;

/** A whole script: what is acted, then steps that run in order. */
export const fingerVeinScriptSchema = z
  .tuple([scannerSchema], stepSchema)
  .refine((steps) => steps.length <= 1000, {
    error: 'at most 1000 steps',
  });
