import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultComfort } from '../contract/settings.ts';
import { openClipsVoice } from './clips-voice.ts';
import type { ClipManifest } from './manifest.ts';

const texts = new Map([
  ['welcome', '您好！'],
  ['goodbye', '您慢走。'],
]);
const clipUrl = (file: string) => `/voice/${file}`;
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'voice-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

async function manifest(purpose: ClipManifest['purpose'] = 'recorded'): Promise<ClipManifest> {
  const clips: ClipManifest['clips'] = {};
  for (const [id, text] of texts) {
    const clip = async (rate: string) => {
      const file = `${id}-${rate}.ogg`;
      await writeFile(join(directory, file), `sound of ${id} ${rate}`);
      const words = [{ startMs: 0, from: 0, to: 2 }];
      return { file, sha256: sha256(`sound of ${id} ${rate}`), durationMs: 900, lufs: -20, words };
    };
    const rates = { slow: await clip('slow'), normal: await clip('normal'), fast: await clip('fast') };
    clips[id] = { text, pinyin: 'nin2 hao3', speaker: '某播音员', licence: 'contract', rates };
  }
  return { format: 1, purpose, clips };
}
const open = async (content: ClipManifest | string | null) => {
  if (content !== null)
    await writeFile(
      join(directory, 'manifest.json'),
      typeof content === 'string' ? content : JSON.stringify(content),
    );
  return openClipsVoice({ directory, texts, clipUrl });
};
const codes = (state: Awaited<ReturnType<typeof open>>) => state.health.map(({ code }) => code);

describe('the voice that plays clips', () => {
  it('plays the clip of the chosen rate at the chosen volume, with its words', async () => {
    const state = await open(await manifest());
    expect(state).toMatchObject({ playable: 2, wanted: 2, health: [] });
    const speech = state.voice.speechFor('welcome', { ...defaultComfort, voiceRate: 'slow', volume: 5 });
    expect(speech).toEqual({
      clipUrl: '/voice/welcome-slow.ogg',
      promptId: 'welcome',
      gain: 1,
      words: [{ startMs: 0, from: 0, to: 2 }],
    });
  });

  it('says nothing when the person has turned the voice off', async () => {
    const { voice } = await open(await manifest());
    expect(voice.speechFor('welcome', { ...defaultComfort, voice: 'off' })).toBeNull();
  });

  it('says nothing for a prompt it does not know, whatever its name', async () => {
    const { voice } = await open(await manifest());
    for (const id of ['unknown', '__proto__', 'constructor', ''])
      expect(voice.speechFor(id, defaultComfort)).toBeNull();
  });

  it('is silent and says why when there is no manifest', async () => {
    const state = await open(null);
    expect(codes(state)).toEqual(['E8001']);
    expect(state.voice.speechFor('welcome', defaultComfort)).toBeNull();
  });

  it('is silent for any manifest that is not one, and never throws', async () => {
    for (const text of ['', '{', 'null', '[]', '{"format":2}', '{"format":1,"purpose":"recorded"}'])
      expect(codes(await open(text))).toEqual(['E8002']);
    await fc.assert(
      fc.asyncProperty(fc.json(), async (text) => {
        const state = await open(text);
        expect(state.voice.speechFor('welcome', defaultComfort)).toBeNull();
        expect(state.health.length).toBeGreaterThan(0);
      }),
      { numRuns: 50 },
    );
  });

  it('refuses a manifest that names a file outside its folder', async () => {
    const content = await manifest();
    const welcome = content.clips.welcome as ClipManifest['clips'][string];
    for (const file of ['../secret.ogg', '/etc/passwd', 'a/b.ogg']) {
      const rates = { ...welcome.rates, slow: { ...welcome.rates.slow, file } };
      expect(codes(await open({ ...content, clips: { welcome: { ...welcome, rates } } }))).toEqual(['E8002']);
    }
  });

  it('stays silent for one prompt without a clip and speaks the others', async () => {
    const { clips, ...rest } = await manifest();
    const { goodbye: _, ...others } = clips;
    const state = await open({ ...rest, clips: others });
    expect(state.health).toMatchObject([{ code: 'E8003', message: expect.stringContaining('1: goodbye') }]);
    expect(state.voice.speechFor('goodbye', defaultComfort)).toBeNull();
    expect(state.voice.speechFor('welcome', defaultComfort)).not.toBeNull();
  });

  it('does not speak a clip whose prompt says something else now', async () => {
    const content = await manifest();
    (content.clips.welcome as { text: string }).text = '您好。';
    const state = await open(content);
    expect(state.health).toMatchObject([{ code: 'E8004', message: expect.stringContaining('welcome') }]);
    expect(state.voice.speechFor('welcome', defaultComfort)).toBeNull();
  });

  it('does not play a file that is gone or was changed', async () => {
    const content = await manifest();
    await writeFile(join(directory, 'welcome-slow.ogg'), 'another sound');
    await rm(join(directory, 'goodbye-fast.ogg'));
    const state = await open(content);
    expect(state.health).toMatchObject([
      { code: 'E8005', message: expect.stringContaining('welcome, goodbye') },
    ]);
    expect(state.playable).toBe(0);
  });

  it('plays development clips but says that they are not the voice to ship', async () => {
    const state = await open(await manifest('development'));
    expect(codes(state)).toEqual(['E8006']);
    expect(state.playable).toBe(2);
  });
});
