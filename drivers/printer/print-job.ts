import { z } from 'zod';

/** Sizes in dots at 203 dpi (8 dots/mm): body 36 (4.5 mm), large 48, result 72, small 28. Decided in docs/devices/receipt-printer.md. */
export const textSizes = { small: 28, body: 36, large: 48, result: 72 } as const;

const textLine = z.object({
  kind: z.literal('text'),
  text: z.string().max(200),
  size: z.enum(['small', 'body', 'large', 'result']),
  align: z.enum(['left', 'center']),
  bold: z.boolean().optional(),
  /** White on black: the result line. */
  invert: z.boolean().optional(),
});
/** A label and its value: side by side when they fit, else the value on its own line below. */
const pairLine = z.object({ kind: z.literal('pair'), label: z.string().max(40), value: z.string().max(120) });
const ruleLine = z.object({ kind: z.literal('rule'), style: z.enum(['solid', 'dashed']) });
const gapLine = z.object({ kind: z.literal('gap'), mm: z.number().min(0).max(40) });
const qrLine = z.object({
  kind: z.literal('qr'),
  text: z.string().min(1).max(400),
  mm: z.number().min(15).max(50),
});

const printLineSchema = z.discriminatedUnion('kind', [textLine, pairLine, ruleLine, gapLine, qrLine]);

/** What a slip is to the printer: lines from top to bottom, long ones are wrapped. The cut is implied. */
export const printJobSchema = z.object({
  /** Process id of the job, used as proof that it was printed. */
  id: z.string().min(1).max(64),
  lines: z.array(printLineSchema).min(1).max(120),
});

export type PrintLine = z.infer<typeof printLineSchema>;
export type PrintJob = z.infer<typeof printJobSchema>;
