import { z } from 'zod';

const compactDate = z.string().regex(/^\d{4}-?\d{2}-?\d{2}$/);
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'bytes expected');

/** An invented card, as a test or a script states it. Dates are YYYY-MM-DD. */
export const simulatedCardSchema = z.strictObject({
  kind: z.enum(['resident', 'hmt', 'foreigner2017', 'foreigner2023']).default('resident'),
  name: z.string().max(15).default(''),
  englishName: z.string().max(60).optional(),
  sex: z.enum(['0', '1', '2', '9']).default('1'),
  nation: z.string().max(2).default('01'),
  nationality: z.string().max(3).optional(),
  birthDate: compactDate,
  address: z.string().max(35).optional(),
  idNumber: z.string().max(18),
  authority: z.string().max(15).optional(),
  validFrom: compactDate,
  validTo: z.union([compactDate, z.literal('long-term')]),
  travelPermit: z.string().max(9).optional(),
  newAddresses: z.array(z.string().max(35)).max(4).default([]),
  /** Two templates with an invented, clearly patterned content. */
  fingerprint: z.boolean().default(false),
  /** The 1024 bytes of the photo block; without it an empty SIMW block. */
  portraitWlt: bytes.refine((wlt) => wlt.length === 1024).optional(),
});

/** What a caller writes; everything with a default may be left out. */
export type SimulatedCard = z.input<typeof simulatedCardSchema>;
/** What the simulator keeps. */
export type PlacedCard = z.output<typeof simulatedCardSchema>;
