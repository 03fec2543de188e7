import { z } from 'zod';
import { scannerViewSchema } from '../../drivers/finger-vein/scanner-view.ts';

/** What the drivers worker tells about the finger-vein scanner and its captures, checked on the core's side. */

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'bytes expected');
const guidance = z.enum(['tooHigh', 'tooFlat', 'rotated', 'cold', 'otherFinger', 'liftAndLayAgain']);
/** To be made again, with what to tell the person. */
const retry = z.object({ kind: z.literal('retry'), guidance });
/** Largest side of a picture, px, and so the largest picture. */
const MOST_PX = 1920;
const MOST_FRAMES = 64;

export const veinIdentitySchema = z.object({
  model: z.string().max(60),
  maker: z.enum(['xg', 'hitachi-h1e', 'image-scanner']),
  /** SHA-256 of maker and serial number, hex: tells one scanner from another, and nobody its number. */
  serialHash: z.string().regex(/^[0-9a-f]{64}$/),
  /** What `veinCapture` can give; nothing where the maker's own templates are all there is. */
  gives: z.array(z.enum(['image', 'feature'])),
  /** How many of the maker's own templates `veinVerifyMaker` takes; 0: the scanner compares nothing. */
  maxTemplates: z.int().min(0).max(100),
  /** For whoever compares the pictures; null where there are none. */
  geometry: scannerViewSchema.nullable(),
  simulated: z.boolean(),
});
export type VeinIdentity = z.infer<typeof veinIdentitySchema>;

const pictureSchema = z
  .object({
    kind: z.literal('image'),
    /** One byte a pixel, row by row. */
    encoding: z.literal('grey'),
    width: z.int().min(1).max(MOST_PX),
    height: z.int().min(1).max(MOST_PX),
    bytes,
    /** More pictures of the same laying and size, where the scanner gives them: with its light and without. */
    frames: z
      .array(z.object({ light: z.enum(['on', 'off']), atMs: z.number().min(0), bytes }))
      .max(MOST_FRAMES)
      .optional(),
  })
  .refine(
    ({ width, height, bytes: picture, frames = [] }) =>
      [picture, ...frames.map((frame) => frame.bytes)].every(({ length }) => length === width * height),
    'width x height bytes expected',
  );

export const veinCaptureSchema = z.union([pictureSchema, retry]);
export type VeinCapture = z.infer<typeof veinCaptureSchema>;

/** One template of the maker's own; a few kilobytes. */
const template = bytes.refine(({ length }) => length >= 1 && length <= 16_384, 'a template expected');

export const veinEnrolMakerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('templates'), templates: z.array(template).min(1).max(20) }),
  retry,
]);
export type VeinEnrolMaker = z.infer<typeof veinEnrolMakerSchema>;

export const veinVerifyMakerSchema = z.discriminatedUnion('kind', [
  /** `matched`: the place of the template that the finger is like, or null for another finger. */
  z.object({ kind: z.literal('compared'), matched: z.int().min(0).max(100).nullable() }),
  retry,
]);
export type VeinVerifyMaker = z.infer<typeof veinVerifyMakerSchema>;

/** What goes on at the scanner. `step` of `of`: which laying it is. */
export const veinScannerEventSchema = z.object({
  kind: z.enum(['presentFinger', 'fingerDetected', 'removeFinger']),
  step: z.int().min(1),
  of: z.int().min(1),
});
export type VeinScannerEvent = z.infer<typeof veinScannerEventSchema>;
