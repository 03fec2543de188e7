import { z } from 'zod';

const dateText = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/**
 * How a person stands with the yearly pension certification (养老待遇资格认证). Dates are calendar dates in
 * Asia/Shanghai. Requirements B: the standing is told before anything else is asked.
 */
export const standingSchema = z.discriminatedUnion('kind', [
  /** Certified by themselves; `method` says how. */
  z.object({
    kind: z.literal('certified'),
    until: dateText,
    method: z.enum(['face', 'fingerVein', 'manual', 'visit']),
  }),
  /** 寓认证于无形: certified by comparison with other records; nothing to do this year. */
  z.object({ kind: z.literal('certifiedByDataMatch'), until: dateText }),
  z.object({ kind: z.literal('due'), dueOn: dateText }),
  z.object({ kind: z.literal('suspended'), since: dateText }),
  /** The authority cannot be reached: the check can be made now and is delivered later. */
  z.object({ kind: z.literal('unknown') }),
  /** The authority has a reason why this terminal cannot certify; a person must look at it. */
  z.object({
    kind: z.literal('needsStaff'),
    reason: z.enum(['recordedDeceased', 'livesAbroad', 'notFound', 'cardSealed']),
  }),
]);
export type Standing = z.infer<typeof standingSchema>;

/** What a screen may know about the person before it: enough to greet, nothing to copy down. */
export const greetedPersonSchema = z.object({
  /** Title and surname, e.g. 王奶奶 / 李先生. */
  salutation: z.string().min(1).max(40),
  /** Name with all but the first and last character masked, e.g. 王*英. */
  maskedName: z.string().min(1).max(40),
  age: z.number().int().min(0).max(130),
});
export type GreetedPerson = z.infer<typeof greetedPersonSchema>;
