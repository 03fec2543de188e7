import { z } from 'zod';

const day = z.union([z.iso.date(), z.literal('')]);

/** One social-security card, read. It crosses processes, so every receiver parses it with this schema. */
export const socialCardReadoutSchema = z.object({
  /** As the chip says: "1.00", "2.00", "2.01", "3.00". */
  version: z.string().regex(/^\d\.\d\d$/),
  interface: z.enum(['contact', 'contactless']),
  /** 卡识别码, 32 hex digits. */
  cardIdCode: z.string().regex(/^[0-9A-F]{32}$/),
  /** First three bytes of it (GB/T 2260). */
  regionCode: z.string().regex(/^\d{6}$/),
  /** 卡号, 9 characters. */
  cardNumber: z.string().regex(/^[0-9A-Z]{9}$/),
  /** 社会保障号码. */
  idNumber: z.string().regex(/^[0-9]{17}[0-9X]$/),
  name: z.string().min(1).max(50),
  /** GB/T 2261.1, or empty where the chip says nothing. */
  sex: z.string().regex(/^[0129]?$/),
  issuedOn: day,
  validTo: day,
  /** 卡复位信息: historical bytes of the ATR, hex. */
  atrHistory: z.string().regex(/^([0-9A-F]{2})*$/),
  /** Account number of the payment application; null: it has none, or it could not be read. */
  pan: z
    .string()
    .regex(/^\d{12,19}$/)
    .nullable(),
  authenticatedBy: z.enum(['none', 'psam', 'hsm']),
});
export type SocialCardReadout = z.infer<typeof socialCardReadoutSchema>;
