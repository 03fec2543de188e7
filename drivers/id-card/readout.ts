import { z } from 'zod';

const isoDate = z.iso.date();

/** What is printed on the card, decoded. Codes stay codes; `code-tables.ts` has their words. */
const cardTextSchema = z.object({
  kind: z.enum(['resident', 'hmt', 'foreigner2017', 'foreigner2023']),
  /** Chinese name; the English one on a foreigner's card without a Chinese name. */
  name: z.string().min(1).max(60),
  englishName: z.string().min(1).max(60).optional(),
  /** GB/T 2261.1: 0 unknown, 1 male, 2 female, 9 not stated. */
  sex: z.enum(['0', '1', '2', '9']),
  /** GB/T 3304, two digits. */
  nation: z.string().min(1).max(2).optional(),
  /** GB/T 2659, three letters. */
  nationality: z.string().min(1).max(3).optional(),
  birthDate: isoDate,
  address: z.string().min(1).max(35).optional(),
  idNumber: z.string().min(1).max(18),
  authority: z.string().min(1).max(15).optional(),
  validFrom: isoDate,
  validTo: z.union([isoDate, z.literal('long-term')]),
  /** Number of the travel permit on a residence permit of Hong Kong, Macao and Taiwan residents. */
  travelPermit: z.string().min(1).max(9).optional(),
  /** Addresses written to the card after it was issued, newest first; empty when none or not asked for. */
  newAddresses: z.array(z.string().min(1).max(35)).max(4),
});

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'bytes expected');

/** One card, read. It crosses processes, so every receiver parses it with this schema. */
export const idCardReadoutSchema = z.object({
  card: cardTextSchema,
  /** The photo as the chip holds it: 1024 bytes, to be decoded by a `PhotoDecoder`. */
  photo: z.object({ wlt: bytes.refine((wlt) => wlt.length === 1024, '1024 bytes expected') }),
  /** Two GA/T 1012 templates of 512 bytes; absent when the card has none or none was asked for. */
  fingerprint: bytes.refine((block) => block.length <= 1024, 'at most 1024 bytes').optional(),
  /**
   * False when birth date or sex on the chip differ from what the number says. Not a reason to refuse: numbers and birth
   * dates have been corrected separately in the past.
   */
  consistent: z.boolean(),
});

export type CardText = z.infer<typeof cardTextSchema>;
export type IdCardReadout = z.infer<typeof idCardReadoutSchema>;
