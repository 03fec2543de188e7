import { z } from 'zod';

/**
 * manifest.json of a folder of clips. The same sheet serves development clips and recorded ones: whoever speaks, the
 * text, the reading, the speaker and the licence stand beside the sound.
 */
const wordSchema = z.object({
  startMs: z.number().int().min(0),
  /** Stretch of the prompt's spoken text (`spokenText`), in UTF-16 units, `to` exclusive. */
  from: z.number().int().min(0),
  to: z.number().int().min(1),
});

const clipSchema = z.object({
  /** Beside the manifest, no folders: what a manifest names never leads out of its folder. */
  file: z.string().regex(/^[\w.-]+\.(ogg|webm|mp3)$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  durationMs: z.number().int().positive(),
  lufs: z.number(),
  words: z.array(wordSchema),
});

const clipEntrySchema = z.object({
  text: z.string().min(1),
  pinyin: z.string(),
  /** Who speaks, e.g. 机器合成，开发用. */
  speaker: z.string().min(1),
  licence: z.string().min(1),
  rates: z.object({ slow: clipSchema, normal: clipSchema, fast: clipSchema }),
});

export const manifestSchema = z.object({
  format: z.literal(1),
  /** `development`: made by a machine at build time, never the voice of a terminal in a branch. */
  purpose: z.enum(['development', 'recorded']),
  clips: z.record(z.string(), clipEntrySchema),
});

export type ClipWord = z.infer<typeof wordSchema>;
export type Clip = z.infer<typeof clipSchema>;
export type ClipEntry = z.infer<typeof clipEntrySchema>;
export type ClipManifest = z.infer<typeof manifestSchema>;
