import { z } from 'zod';

/** What to do about a failure, in the words of XFS4IoT `Common.ErrorEvent.action`. */
const errorActionSchema = z.enum(['reset', 'clear', 'maintenance', 'suspend', 'configuration']);

/** An expected failure. `code` is numbered by area (docs/errors.md); nobody compares `message`, which is for the technician. */
export const failureSchema = z.object({
  code: z.string().regex(/^E\d{4}$/),
  action: errorActionSchema,
  message: z.string(),
});
export type Failure = z.infer<typeof failureSchema>;

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Failure };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const fail = (error: Failure): { readonly ok: false; readonly error: Failure } => ({
  ok: false,
  error,
});
