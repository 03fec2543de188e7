import { z } from 'zod';

/** What the terminal and its PC/SC process say to each other over the process channel. */

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'bytes expected');
const id = z.number().int();

export const pcscRequestSchema = z.discriminatedUnion('op', [
  z.object({ id, op: z.literal('connect'), reader: z.string() }),
  z.object({ id, op: z.literal('transmit'), card: id, apdu: bytes }),
  z.object({ id, op: z.literal('disconnect'), card: id }),
]);
export type PcscRequest = z.infer<typeof pcscRequestSchema>;

const pcscCodeSchema = z.enum(['E2501', 'E2502', 'E2503', 'E2505', 'E2506', 'E2507', 'E2508']);
export type PcscCode = z.infer<typeof pcscCodeSchema>;

export const pcscReplySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('connected'),
    id,
    card: id,
    atr: bytes,
    protocol: z.enum(['T=0', 'T=1']),
  }),
  z.object({ kind: z.literal('answer'), id, bytes }),
  z.object({ kind: z.literal('done'), id }),
  z.object({ kind: z.literal('failed'), id, code: pcscCodeSchema, why: z.string().max(300) }),
  /** Whenever something changed: every reader there is, or why there is none. */
  z.object({
    kind: z.literal('readers'),
    trouble: z.object({ code: pcscCodeSchema, why: z.string().max(300) }).nullable(),
    readers: z.array(
      z.object({
        name: z.string(),
        present: z.boolean(),
        mute: z.boolean(),
        /** Counts insertions and removals: a card that was swapped between two looks shows here. */
        events: z.number(),
      }),
    ),
  }),
]);
export type PcscReply = z.infer<typeof pcscReplySchema>;
export type ReaderNews = Extract<PcscReply, { kind: 'readers' }>;
