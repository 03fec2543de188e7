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
const utf8 = new TextEncoder();
/** Bytes of the longest code: version 26 at correction M, which fits on 58 mm paper at three dots a module. */
export const QR_BYTES = 1000;
const qrLine = z.object({
  kind: z.literal('qr'),
  text: z
    .string()
    .min(1)
    .refine((text) => utf8.encode(text).length <= QR_BYTES, 'too long for a code'),
  mm: z.number().min(15).max(50),
});

const at = z.number().min(0).max(100);
/** How a shape is drawn: filled, its outline only, or cut out of what lies below it. */
const ink = z.enum(['fill', 'line', 'white']);
/** One stroke of a drawing: hundredths of its width from the left and, by the same measure, from the top. */
const shapeSchema = z.discriminatedUnion('shape', [
  z.object({ shape: z.literal('box'), x: at, y: at, width: at, height: at, radius: at, ink }),
  z.object({ shape: z.literal('disc'), x: at, y: at, radius: at, ink }),
  z.object({
    shape: z.literal('stroke'),
    points: z
      .array(z.tuple([at, at]))
      .min(2)
      .max(20),
  }),
]);
/**
 * A small drawing and what it shows: a heading in large print and a note below it. Printers that print in their own
 * letters leave the drawing out.
 */
const figureLine = z.object({
  kind: z.literal('figure'),
  shapes: z.array(shapeSchema).max(40),
  text: z.string().max(40),
  note: z.string().max(80),
});

/** Points in all strokes of a drawing by hand; more than any signature has. */
const MOST_POINTS = 6000;
const thousandths = z.int().min(0).max(1000);
/**
 * What a hand drew, such as a signature: strokes of points from the left and the top, in thousandths of the width of the
 * field. It is cut to its edges and made to fit, its shape kept. Always a picture, on every printer.
 */
const handLine = z.object({
  kind: z.literal('hand'),
  strokes: z
    .array(z.array(z.tuple([thousandths, thousandths])).min(1))
    .min(1)
    .refine(
      (strokes) => strokes.reduce((sum, { length }) => sum + length, 0) <= MOST_POINTS,
      'too many points',
    ),
});

const printLineSchema = z.discriminatedUnion('kind', [
  textLine,
  pairLine,
  ruleLine,
  gapLine,
  qrLine,
  figureLine,
  handLine,
]);

/** What a slip is to the printer: lines from top to bottom, long ones are wrapped. The cut is implied. */
export const printJobSchema = z.object({
  /** Process id of the job, used as proof that it was printed. */
  id: z.string().min(1).max(64),
  lines: z.array(printLineSchema).min(1).max(120),
});

export type Shape = z.infer<typeof shapeSchema>;
export type PrintLine = z.infer<typeof printLineSchema>;
export type PrintJob = z.infer<typeof printJobSchema>;
