import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Failure } from '../contract/failure.ts';
import { voiceFailure } from '../contract/errors/voice-codes.ts';
import type { Voice } from '../ports/voice.ts';
import { gainOf } from './gain.ts';
import { type ClipEntry, type ClipManifest, manifestSchema } from './manifest.ts';
import { silentVoice } from './silent-voice.ts';

export interface ClipsVoiceOptions {
  /** Folder that holds manifest.json and the clips. */
  readonly directory: string;
  /** Spoken text by prompt id (`spokenText` of the catalogue); prompts that speak nothing are left out. */
  readonly texts: ReadonlyMap<string, string>;
  /** Address at which the shell serves a clip file of the folder. */
  readonly clipUrl: (file: string) => string;
}

export interface VoiceState {
  /** Never fails: prompts without a sound clip are silent, their captions stand. */
  readonly voice: Voice;
  /** Prompts that can be spoken, of how many that should. */
  readonly playable: number;
  readonly wanted: number;
  /** For the technician's list, E80xx; empty when every prompt has its recorded clip. */
  readonly health: readonly Failure[];
}

const silent = (wanted: number, failure: Failure): VoiceState => ({
  voice: silentVoice,
  playable: 0,
  wanted,
  health: [failure],
});

async function readManifest(directory: string): Promise<ClipManifest | Failure> {
  let text: string;
  try {
    text = await readFile(join(directory, 'manifest.json'), 'utf8');
  } catch (error) {
    return voiceFailure('E8001', String((error as NodeJS.ErrnoException).code));
  }
  try {
    const parsed = manifestSchema.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    return voiceFailure('E8002', `${issue?.path.join('.')}: ${issue?.message}`);
  } catch {
    return voiceFailure('E8002', 'no JSON');
  }
}

/** Whether all files of an entry are there and are what the manifest says. */
async function intact(directory: string, entry: ClipEntry): Promise<boolean> {
  const checks = Object.values(entry.rates).map(async ({ file, sha256 }) => {
    const bytes = await readFile(join(directory, file));
    return createHash('sha256').update(bytes).digest('hex') === sha256;
  });
  return (await Promise.allSettled(checks)).every((check) => check.status === 'fulfilled' && check.value);
}

const list = (ids: readonly string[]): string => `${ids.length}: ${ids.join(', ')}`;

/**
 * The voice that plays clips of a folder. A clip whose text is not the prompt's text any more, or whose file was changed,
 * is not played: silence is better than a wrong sentence.
 */
export async function openClipsVoice({ directory, texts, clipUrl }: ClipsVoiceOptions): Promise<VoiceState> {
  const manifest = await readManifest(directory);
  if ('code' in manifest) return silent(texts.size, manifest);

  const good = new Map<string, ClipEntry>();
  const [missing, stale, damaged]: [string[], string[], string[]] = [[], [], []];
  for (const [id, text] of texts) {
    const entry = Object.hasOwn(manifest.clips, id) ? manifest.clips[id] : undefined;
    if (entry === undefined) missing.push(id);
    else if (entry.text !== text) stale.push(id);
    else if (!(await intact(directory, entry))) damaged.push(id);
    else good.set(id, entry);
  }
  const health: Failure[] = [];
  if (missing.length > 0) health.push(voiceFailure('E8003', list(missing)));
  if (stale.length > 0) health.push(voiceFailure('E8004', list(stale)));
  if (damaged.length > 0) health.push(voiceFailure('E8005', list(damaged)));
  if (manifest.purpose === 'development') health.push(voiceFailure('E8006'));

  const voice: Voice = {
    speechFor(promptId, comfort) {
      const clip = comfort.voice === 'on' ? good.get(promptId)?.rates[comfort.voiceRate] : undefined;
      if (clip === undefined) return null;
      return {
        clipUrl: clipUrl(clip.file),
        promptId,
        gain: gainOf(comfort.volume),
        words: clip.words.map((word) => ({ ...word })),
      };
    },
  };
  return { voice, playable: good.size, wanted: texts.size, health };
}
