import { z } from 'zod';

/** Bits of one status byte; any of them set means yes. */
const bits = z.number().int().min(1).max(255);
const hexBytes = z.string().regex(/^(?:[0-9a-f]{2})(?: [0-9a-f]{2})*$/i, 'hex bytes such as "1b 69"');
/** A regular expression, found anywhere in the text, letters of either case (as in the fingerprints of discovery). */
const pattern = z
  .string()
  .min(1)
  .max(200)
  .refine((source) => {
    try {
      return new RegExp(source, 'i') instanceof RegExp;
    } catch {
      return false;
    }
  }, 'not a regular expression');
/** Where a fact stands: request n of DLE EOT and the bits of its reply. */
const realtimeBit = z.strictObject({ n: z.number().int().min(1).max(5), bits });

/** One kind of printer, as data: what differs between makers stands here and nowhere in the code. */
export const printerProfileSchema = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9-]+$/),
    /** For the technician: which printers this is for and where the values come from. */
    about: z.string(),
    /** What these printers say of themselves by IEEE 1284 (MFG, MDL); both must fit. Null: known by nothing. */
    deviceId: z.strictObject({ manufacturer: pattern, model: pattern }).nullable(),
    mode: z.enum(['raster', 'text']),
    dotsPerLine: z.number().int().min(200).max(1664).multipleOf(8),
    dotsPerMm: z.number().positive(),
    /** Rows of one GS v 0 command. */
    bandRows: z.number().int().min(8).max(256),
    romCharset: z.enum(['gb2312', 'ascii']),
    /** Line speeds in the order in which they are tried. */
    bauds: z.array(z.number().int().min(1200)).min(1),
    dialect: z.enum(['epson', 'custom']),
    /** The printer pushes its status when GS a asks for it (ASB). */
    automaticStatus: z.boolean(),
    proof: z.strictObject({ processId: z.boolean(), queuedStatus: z.boolean() }),
    /** GS r 1 bits that mean: no paper. */
    queuedPaperEnd: bits,
    status: z.strictObject({
      offline: realtimeBit,
      coverOpen: realtimeBit,
      paperStop: realtimeBit,
      error: realtimeBit,
      jam: realtimeBit.nullable(),
      cutterError: realtimeBit,
      unrecoverable: realtimeBit,
      headError: realtimeBit,
      nearEnd: realtimeBit.nullable(),
      paperEnd: realtimeBit,
    }),
    /** Feed in dots before the cut, then the cut. */
    feedBeforeCut: z.number().int().min(0).max(400),
    cut: hexBytes,
    /** Sent after the cut to hand the slip over; null where the paper just falls or hangs. */
    present: hexBytes.nullable(),
    retract: hexBytes.nullable(),
    /** Where a slip in the output can be seen. */
    takenSensor: z
      .discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('fullStatus'), bits }),
        z.strictObject({ kind: z.literal('ejector'), bits, jamBits: bits }),
        z.strictObject({ kind: z.literal('realtime'), n: z.number().int().min(1).max(255), bits }),
      ])
      .nullable(),
    /** Sent to leave an error state and to drop what is in the buffer. */
    recover: z.array(hexBytes).min(1),
  })
  .refine((profile) => profile.proof.processId || profile.proof.queuedStatus, {
    message: 'a profile without any proof can never say "printed"',
  })
  .refine((profile) => profile.takenSensor?.kind !== 'fullStatus' || profile.dialect === 'custom', {
    message: 'FULL STATUS belongs to the custom dialect',
  });

export type PrinterProfile = z.infer<typeof printerProfileSchema>;
