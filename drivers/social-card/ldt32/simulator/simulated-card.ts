import { z } from 'zod';

const day = z.iso.date();

/** What is on a simulated chip; a card of fixtures/social-cards is one. */
export const simulatedSocialCardSchema = z.object({
  version: z.enum(['1.00', '2.00', '2.01', '3.00']).default('2.00'),
  interface: z.enum(['contact', 'contactless']).default('contact'),
  cardIdCode: z.string().regex(/^[0-9A-F]{6}D156000005[0-9A-F]{16}$/),
  cardNumber: z.string().regex(/^[0-9A-Z]{9}$/),
  chipName: z.string().min(1).max(25),
  chipIdNumber: z.string().length(18),
  /** GB/T 2261.1; without it by the 17th digit of the number. */
  sex: z.enum(['1', '2']).optional(),
  issuedOn: day,
  validTo: day,
  /** Null: no payment application. */
  pan: z
    .string()
    .regex(/^\d{12,19}$/)
    .nullable()
    .default(null),
  /** Last byte of the payment application's name. */
  paymentKind: z.int().min(1).max(255).default(1),
  chipPin: z
    .string()
    .regex(/^\d{6}$/)
    .default('123456'),
  pinTriesLeft: z.int().min(0).max(15).default(6),
  defect: z
    .enum(['mute', 'wrongTag', 'shortRecord', 'noSocialApplication', 'noPaymentApplication'])
    .nullable()
    .default(null),
  /** Who may read the holder's file; without it as the version says. */
  holderFile: z.enum(['free', 'key', 'pin']).optional(),
  /** Record addressing the chip knows. */
  addressing: z.array(z.enum(['sfi', 'number', 'tag'])).default(['sfi', 'number', 'tag']),
});
export type SimulatedSocialCard = z.input<typeof simulatedSocialCardSchema>;
export type CardOnChip = z.output<typeof simulatedSocialCardSchema>;
