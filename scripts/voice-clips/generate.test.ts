import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openClipsVoice } from '../../main/voice/clips-voice.ts';
import { encoderMissing } from './encode.ts';
import { type Engine, openEngine } from './engine.ts';
import { engineModule, enginePackage } from './engine-package.ts';
import { generate } from './generate.ts';
import { type PinyinReader, pinyinReader } from './pinyin.ts';
import { promptTexts } from './prompt-texts.ts';
import { unreviewed } from './review.ts';
import { engineText, piecesOf, speak } from './speak.ts';

const cache = resolve(import.meta.dirname, '../../.cache/npm-packs');
// Fetched by make-voice-clips; where a machine has no registry these tests have nothing to test.
const fetched = existsSync(join(cache, `espeak-ng-emscripten-${enginePackage.sha256.slice(0, 12)}`));
const ready = fetched && (await encoderMissing()) === null;

describe.skipIf(!ready)('development clips by the real engine', { timeout: 60_000 }, () => {
  let engine: Engine;
  let pinyin: PinyinReader;
  let directory: string;
  const read = (text: string) => pinyin(engineText(piecesOf(text)));
  beforeAll(async () => {
    engine = await openEngine(await engineModule(cache));
    pinyin = pinyinReader(engine);
    directory = await mkdtemp(join(tmpdir(), 'clips-'));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  it('reads the words of a bank right', () => {
    const right: Record<string, string> = {
      银行: 'yin2 hang2',
      重复: 'chong2 fu4',
      认证: 'ren4 zheng4',
      社保: 'she4 bao3',
      凭条: 'ping2 tiao2',
      还款: 'huan2 kuan3',
      给付: 'ji3 fu4',
      调整: 'tiao2 zheng3',
      会计: 'kuai4 ji4',
      一会儿: 'yi2 hui4 er5',
      妈麻马骂: 'ma1 ma2 ma3 ma4',
    };
    for (const [word, reading] of Object.entries(right)) expect([word, read(word)]).toEqual([word, reading]);
    expect(read('12333')).toBe('yao1 er4 san1 san1 san1');
  });

  it('reads every prompt as it was reviewed', () => {
    expect(unreviewed(promptTexts(), read)).toEqual([]);
  });

  it('marks the start of every word, in order, inside the text and the sound', () => {
    const text = '请您先坐一会儿。工作人员会来陪您办。';
    for (const rate of ['slow', 'normal', 'fast'] as const) {
      const { words, durationMs } = speak(engine, text, rate);
      expect(words.length).toBeGreaterThan(8);
      words.forEach((word, index) => {
        const before = words[index - 1];
        expect(word.startMs).toBeGreaterThanOrEqual(before?.startMs ?? 0);
        expect(word.from).toBeGreaterThanOrEqual(before?.to ?? 0);
        expect(text.slice(word.from, word.to)).toMatch(/^[\u4e00-\u9fff]+$/);
        expect(word.startMs).toBeLessThan(durationMs);
      });
    }
    expect(speak(engine, text, 'normal').words.map(({ from, to }) => text.slice(from, to))).toContain(
      '一会儿',
    );
  });

  it('speaks slower and faster as asked', () => {
    const text = '请您稍等，我给您查阅资料。';
    const [slow, normal, fast] = (['slow', 'normal', 'fast'] as const).map(
      (rate) => speak(engine, text, rate).hanziPerMinute,
    ) as [number, number, number];
    expect(slow).toBeLessThan(normal * 0.85);
    expect(fast).toBeGreaterThan(normal * 1.15);
  });

  it('makes the same bytes again, keeps what did not change, makes anew what did, and clears the rest', async () => {
    const texts = new Map([
      ['welcome', '您好！'],
      ['goodbye', '您慢走。'],
      ['goodbye2', '您慢走。'],
    ]);
    const first = await generate(directory, texts, engine, pinyin);
    expect(first).toMatchObject({ made: 9, kept: 0, unreadable: [] });
    const manifest = await readFile(join(directory, 'manifest.json'), 'utf8');
    expect(await generate(directory, texts, engine, pinyin)).toMatchObject({ made: 0, kept: 9 });

    texts.set('welcome', '您来了！');
    expect(await generate(directory, texts, engine, pinyin)).toMatchObject({ made: 3, kept: 6 });
    expect((await readdir(directory)).length).toBe(7);

    texts.set('welcome', '您好！');
    await generate(directory, texts, engine, pinyin);
    expect(await readFile(join(directory, 'manifest.json'), 'utf8')).toBe(manifest);
    const state = await openClipsVoice({ directory, texts, clipUrl: (file) => file });
    expect(state).toMatchObject({ playable: 3, health: [{ code: 'E8006' }] });
  });

  it('makes no clip of a text that the engine would read in English', async () => {
    const result = await generate(directory, new Map([['a', '兄弟。']]), engine, pinyin);
    expect(result.unreadable).toHaveLength(1);
    expect(result.manifest.clips).toEqual({});
  });
});
