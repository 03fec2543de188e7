import { z } from 'zod';

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'bytes expected');

/** First message to the child: which library, and which of the two published entry points it has. */
const loadRequestSchema = z.object({
  kind: z.literal('load'),
  library: z.string().min(1),
  entry: z.enum(['_Unpack', 'unpack']),
});
/** One photo. */
const decodeRequestSchema = z.object({ kind: z.literal('decode'), wlt: bytes });
export const vendorRequestSchema = z.discriminatedUnion('kind', [loadRequestSchema, decodeRequestSchema]);
export type VendorRequest = z.infer<typeof vendorRequestSchema>;

export const vendorReplySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('loaded') }),
  z.object({ kind: z.literal('notLoaded'), why: z.string() }),
  z.object({ kind: z.literal('pixels'), pixels: bytes }),
  /** The library returned something other than 1. */
  z.object({ kind: z.literal('refused'), returned: z.number() }),
]);
export type VendorReply = z.infer<typeof vendorReplySchema>;
