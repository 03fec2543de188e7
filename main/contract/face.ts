import { z } from 'zod';

/** What to tell the person while the camera looks: the same words as models/face uses, one sentence each in the texts. */
export const faceGuidanceSchema = z.enum([
  'starting',
  'noFace',
  'tooDark',
  'tooBright',
  'tooFar',
  'tooClose',
  'notFacing',
  'covered',
  'severalPeople',
  'clampedCrop',
  'blurred',
  'holdStill',
  'turnLeft',
  'turnRight',
  'faceForward',
  'comeCloser',
  'moveBack',
  'cameraAway',
  'serviceAway',
  'done',
]);
export type FaceGuidance = z.infer<typeof faceGuidanceSchema>;

/** Why a try of the face check did not succeed. */
export const faceCauseSchema = z.enum([
  'noFace',
  'tooDark',
  'tooBright',
  'tooFar',
  'tooClose',
  'notFacing',
  'covered',
  'severalPeople',
  'clampedCrop',
  'blurred',
  'noTurn',
  'notLive',
  'notSimilar',
  'cameraAway',
  'serviceAway',
  'timeUp',
]);
export type FaceCause = z.infer<typeof faceCauseSchema>;

/** The part of the camera picture to show, in fractions of its width and height. */
export const cropRectSchema = z.object({
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
});
export type CropRect = z.infer<typeof cropRectSchema>;
