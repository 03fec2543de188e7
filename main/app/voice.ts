import { readFileSync } from 'node:fs';
import path from 'node:path';
import { spokenText } from '../contract/texts/format.ts';
import { promptIds } from '../contract/texts/prompts.ts';
import type { Failure } from '../contract/failure.ts';
import type { Voice } from '../ports/voice.ts';
import { openClipsVoice } from '../voice/clips-voice.ts';
import { silentVoice } from '../voice/silent-voice.ts';
import type { Config } from './config.ts';

/** Clip files are named by the hash of what they say; nothing else of the folder is served. */
const clipName = /^[0-9a-f]{8,64}\.ogg$/;

export interface ConfiguredVoice {
  readonly port: Voice;
  /** For the technician's list; empty when every prompt has its recorded clip. */
  readonly health: readonly Failure[];
  clip(name: string): Uint8Array | null;
}

/** The voice of the configuration; whatever is wrong with the clips, the terminal runs, with captions. */
export async function openVoice(config: Config, fixturesDir: string): Promise<ConfiguredVoice> {
  if (config.voice === 'silent') return { port: silentVoice, health: [], clip: () => null };
  const directory = path.join(fixturesDir, 'generated', 'voice');
  const texts = new Map<string, string>();
  for (const id of promptIds) {
    const spoken = spokenText(id);
    if (spoken !== '') texts.set(id, spoken);
  }
  const { voice, health } = await openClipsVoice({
    directory,
    texts,
    clipUrl: (file) => `/clips/${file}`,
  });
  return {
    port: voice,
    health,
    clip: (name) => {
      if (!clipName.test(name)) return null;
      try {
        return readFileSync(path.join(directory, name));
      } catch {
        return null;
      }
    },
  };
}
