import type { ComfortSettings } from '../contract/settings.ts';
import type { Speech } from '../contract/bridge.ts';

/** Speaks prompts. Never blocks a visit: no clip, no sound, the caption stands. */
export interface Voice {
  /** What a screen is to play for this prompt, or null when there is nothing to play. */
  speechFor(promptId: string, comfort: ComfortSettings): Speech | null;
}
