import { z } from 'zod';

/** Words of the finger vein (指静脉), shared by screens, slips and the core. */

/** Which finger, as ISO/IEC 19794-2 names them; thumbs and small fingers are not used. */
export const fingerNameSchema = z.enum(['rightIndex', 'rightMiddle', 'leftIndex', 'leftMiddle']);
export type FingerName = z.infer<typeof fingerNameSchema>;

/** What to tell the person while the scanner looks; one sentence each in the texts. */
export const veinGuidanceSchema = z.enum([
  'starting',
  'layFinger',
  'holdStill',
  'liftFinger',
  'tooHigh',
  'tooFlat',
  'rotated',
  'cold',
  'otherFinger',
  'liftAndLayAgain',
  'scannerAway',
  'serviceAway',
  'done',
]);
export type VeinGuidance = z.infer<typeof veinGuidanceSchema>;

/** Why a try at the scanner did not succeed. */
export const veinCauseSchema = z.enum([
  'noFinger',
  'tooHigh',
  'tooFlat',
  'rotated',
  'cold',
  'notSimilar',
  /** A presentation check found something else than a finger. */
  'notLive',
  'timeUp',
]);
export type VeinCause = z.infer<typeof veinCauseSchema>;

/** Why the captures of one finger made no template. */
export const enrolProblemSchema = z.enum([
  /** They do not agree with each other: another finger in between, or it moved. */
  'inconsistent',
  /** The same finger as one that is enrolled already. */
  'duplicate',
  /** No picture with veins to see. */
  'poor',
  'timeUp',
]);
export type EnrolProblem = z.infer<typeof enrolProblemSchema>;

/** What somebody has enrolled at this terminal. `on`: day of the enrolment, ISO 8601. */
export const enrolledSchema = z.object({
  fingers: z.array(fingerNameSchema),
  face: z.boolean(),
  on: z.iso.date(),
});
export type Enrolled = z.infer<typeof enrolledSchema>;
