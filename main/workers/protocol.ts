import { z } from 'zod';

/** How a launcher hands the worker its configuration: one process argument, found by this prefix in either shell. */
export const argumentFlag = '--yinling-worker=';

/**
 * What goes over the channel between the core and a worker. birpc frames it; these are the functions each side offers
 * the other. Every method of a worker takes one input value and answers a `Result`.
 */
export interface WorkerSide {
  call(id: number, method: string, input: unknown): Promise<unknown>;
  cancel(id: number): void;
  ping(): true;
}

export interface CoreSide {
  ready(): void;
  event(name: string, payload: unknown): void;
}

/** A birpc frame as it may be believed: anything else from the other side is dropped before birpc sees it. */
export const frameSchema = z.discriminatedUnion('t', [
  z.object({
    t: z.literal('q'),
    i: z.string().max(64).optional(),
    m: z.string().max(64),
    a: z.array(z.unknown()).max(4),
    o: z.boolean().optional(),
  }),
  z.object({
    t: z.literal('s'),
    i: z.string().max(64),
    r: z.unknown().optional(),
    e: z.unknown().optional(),
  }),
]);

/** The shape of every answer; `value` is checked by the method's own schema where one is given. */
export const answerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({
    ok: z.literal(false),
    error: z.object({
      code: z.string().regex(/^E\d{4}$/),
      action: z.enum(['reset', 'clear', 'maintenance', 'suspend', 'configuration']),
      message: z.string(),
    }),
  }),
]);
