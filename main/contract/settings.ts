import { z } from 'zod';

/** What the senior may change on the way; everything goes back to the default when the visit ends. */
export const comfortSettingsSchema = z.object({
  /** Elder mode is the normal mode: `large` is the smallest size this terminal shows. */
  textSize: z.enum(['large', 'larger', 'largest']),
  contrast: z.enum(['normal', 'high']),
  /** Live controls in the lower 60 % of a tall screen, for a seated or wheelchair user. */
  lowMode: z.boolean(),
  /** Spoken prompts; captions stay on whatever is chosen here. */
  voice: z.enum(['on', 'off']),
  /** Hanzi per minute: 130, 170 or 210 (facts C3). */
  voiceRate: z.enum(['slow', 'normal', 'fast']),
  /** 1 (quiet) .. 5 (loud); one step is at most 10 dB. */
  volume: z.number().int().min(1).max(5),
});
export type ComfortSettings = z.infer<typeof comfortSettingsSchema>;

export const defaultComfort: ComfortSettings = {
  textSize: 'large',
  contrast: 'normal',
  lowMode: false,
  voice: 'on',
  voiceRate: 'normal',
  volume: 3,
};
