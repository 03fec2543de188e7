import type { Voice } from '../ports/voice.ts';

/** Says nothing: captions alone. Configured where there is no loudspeaker, and taken when clips cannot be had. */
export const silentVoice: Voice = { speechFor: () => null };
