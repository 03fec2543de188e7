import { z } from 'zod';

/**
 * How a scanner that gives pictures sees a finger: the same scanner always sees it so. What compares the pictures needs to
 * know it (models/finger-vein/region.ts).
 */
export const scannerViewSchema = z.strictObject({
  /** How the finger lies in the picture; an upright one points up. */
  axis: z.enum(['horizontal', 'vertical']).default('horizontal'),
  /** Width of a usual finger, px of the picture. */
  fingerWidth: z.number().min(30).max(1000),
  /** Length of the finger that is seen, in hundredths of its width. */
  length: z.int().min(120).max(300).multipleOf(2).default(300),
  /** `given`: the scanner cuts its pictures to the finger itself. */
  roi: z.enum(['find', 'given']).default('find'),
});
export type ScannerView = z.infer<typeof scannerViewSchema>;
