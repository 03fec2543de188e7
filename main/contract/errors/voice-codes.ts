import type { Failure } from '../failure.ts';

interface VoiceErrorRow {
  readonly name: string;
  readonly action: Failure['action'];
  readonly cause: string;
}

/**
 * E8xxx: the voice (E80xx) and what stands on a slip (E81xx). The printer's own failures are E4xxx. What people read
 * about these is in `voice.ts` beside this.
 */
export const voiceErrors = {
  E8001: { name: 'noClips', action: 'configuration', cause: 'there is no manifest of voice clips' },
  E8002: {
    name: 'manifestInvalid',
    action: 'configuration',
    cause: 'the manifest of voice clips is not valid',
  },
  E8003: { name: 'clipMissing', action: 'configuration', cause: 'prompts have no clip and stay silent' },
  E8004: { name: 'clipStale', action: 'configuration', cause: 'clips say another text than their prompts' },
  E8005: { name: 'clipDamaged', action: 'maintenance', cause: 'clip files are missing or were changed' },
  E8006: {
    name: 'developmentClips',
    action: 'configuration',
    cause: 'the clips are machine-made development clips; record the prompts before a senior hears them',
  },
  E8101: { name: 'slipInvalid', action: 'clear', cause: 'the content of the slip cannot be set on paper' },
} as const satisfies Record<string, VoiceErrorRow>;

export type VoiceErrorCode = keyof typeof voiceErrors;

/** Makes the failure value of a code; `detail` holds numbers, prompt ids and states only, no personal data. */
export function voiceFailure(code: VoiceErrorCode, detail?: string): Failure {
  const row = voiceErrors[code];
  return { code, action: row.action, message: detail ? `${row.cause}: ${detail}` : row.cause };
}
