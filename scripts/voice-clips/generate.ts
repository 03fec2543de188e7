import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type Clip, type ClipEntry, type ClipManifest, manifestSchema } from '../../main/voice/manifest.ts';
import { BATCH, encodeOpus } from './encode.ts';
import type { Engine } from './engine.ts';
import { enginePackage } from './engine-package.ts';
import type { PinyinReader } from './pinyin.ts';
import {
  engineRates,
  engineText,
  piecesOf,
  RECIPE,
  type Rate,
  rateNames,
  type Spoken,
  speak,
} from './speak.ts';

const sha256 = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex');

export interface Generated {
  readonly manifest: ClipManifest;
  readonly made: number;
  readonly kept: number;
  /** Prompts the engine cannot read right, with what it would have said. */
  readonly unreadable: readonly string[];
  readonly bytes: number;
  readonly seconds: number;
  /** Median hanzi a minute of the clips made in this run, by rate. */
  readonly hanziPerMinute: Readonly<Record<Rate, number>>;
}

async function oldManifest(directory: string): Promise<ClipManifest | null> {
  try {
    const parsed = manifestSchema.safeParse(
      JSON.parse(await readFile(join(directory, 'manifest.json'), 'utf8')),
    );
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** A clip is named by all that makes its sound: the same name is the same sound, and a changed text a new file. */
const fileOf = (text: string, say: string, rate: Rate): string =>
  `${sha256(JSON.stringify([RECIPE, enginePackage.sha256, text, say, engineRates[rate]])).slice(0, 20)}.ogg`;

/** Bytes and clip of an older run, when its file is still whole. */
async function kept(directory: string, clip: Clip | undefined, file: string): Promise<Clip | null> {
  if (clip?.file !== file) return null;
  const bytes = await readFile(join(directory, file)).catch(() => null);
  return bytes !== null && sha256(bytes) === clip.sha256 ? clip : null;
}

interface Wanted {
  readonly key: string;
  readonly text: string;
  readonly rate: Rate;
  readonly file: string;
}

const batches = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(items.length / BATCH) }, (_, index) =>
    items.slice(index * BATCH, (index + 1) * BATCH),
  );

/**
 * Makes the clips of all texts in `directory`, only those that changed, and then the manifest. The engine speaks here, in
 * one thread, while `ffmpeg` encodes what was spoken before.
 */
export async function generate(
  directory: string,
  texts: ReadonlyMap<string, string>,
  engine: Engine,
  pinyin: PinyinReader,
): Promise<Generated> {
  await mkdir(directory, { recursive: true });
  const old = await oldManifest(directory);
  const oldClips = new Map(
    Object.values(old?.clips ?? {}).flatMap(({ rates }) =>
      Object.values(rates).map((clip) => [clip.file, clip]),
    ),
  );
  const unreadable: string[] = [];
  const clips = new Map<string, Clip>();
  const speeds: Record<Rate, number[]> = { slow: [], normal: [], fast: [] };

  const wanted: Wanted[] = [];
  for (const [id, text] of texts) {
    const say = engineText(piecesOf(text));
    const reading = pinyin(say);
    if (reading.includes('?')) {
      unreadable.push(`${id}: ${reading}`);
      continue;
    }
    for (const rate of rateNames) {
      const file = fileOf(text, say, rate);
      const before = await kept(directory, oldClips.get(file), file);
      if (before !== null) clips.set(`${id}/${rate}`, before);
      else wanted.push({ key: `${id}/${rate}`, text, rate, file });
    }
  }

  const makeBatch = async (batch: readonly Wanted[]): Promise<void> => {
    const spoken = batch.map(({ text, rate }) => speak(engine, text, rate));
    const part = (file: string): string => join(directory, `${file}.part`);
    await encodeOpus(spoken.map((voice, index) => ({ ...voice, file: part((batch[index] as Wanted).file) })));
    for (const [index, { key, rate, file }] of batch.entries()) {
      const { durationMs, lufs, words, hanziPerMinute } = spoken[index] as Spoken;
      clips.set(key, {
        file,
        sha256: sha256(await readFile(part(file))),
        durationMs,
        lufs,
        words: [...words],
      });
      speeds[rate].push(hanziPerMinute);
    }
    for (const file of new Set(batch.map((clip) => clip.file)))
      await rename(part(file), join(directory, file));
  };
  // Two prompts with the same text share a file: it is made once, and each entry points to it.
  const first = new Map(wanted.map((clip) => [clip.file, clip]));
  const queue = batches([...first.values()]);
  const worker = async (): Promise<void> => {
    for (let batch = queue.shift(); batch !== undefined; batch = queue.shift()) await makeBatch(batch);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  for (const { key, file } of wanted) clips.set(key, clips.get((first.get(file) as Wanted).key) as Clip);

  const entries = [...texts].flatMap(([id, text]): [string, ClipEntry][] => {
    const [slow, normal, fast] = rateNames.map((rate) => clips.get(`${id}/${rate}`));
    if (!slow || !normal || !fast) return [];
    const entry: ClipEntry = {
      text,
      pinyin: pinyin(engineText(piecesOf(text))),
      speaker: '机器合成，开发用',
      licence: `made with ${enginePackage.name} ${enginePackage.version}; development only, not for delivery`,
      rates: { slow, normal, fast },
    };
    return [[id, entry]];
  });
  const manifest: ClipManifest = { format: 1, purpose: 'development', clips: Object.fromEntries(entries) };
  await writeFile(join(directory, 'manifest.json.part'), `${JSON.stringify(manifest, null, 1)}\n`);
  await rename(join(directory, 'manifest.json.part'), join(directory, 'manifest.json'));

  const files = new Set([...clips.values()].map(({ file }) => file));
  for (const name of await readdir(directory))
    if (name !== 'manifest.json' && !files.has(name)) await rm(join(directory, name), { force: true });
  const sizes = await Promise.all(
    [...files].map(async (file) => (await readFile(join(directory, file))).length),
  );
  return {
    manifest,
    made: wanted.length,
    kept: clips.size - wanted.length,
    unreadable,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    seconds: [...clips.values()].reduce((sum, { durationMs }) => sum + durationMs, 0) / 1000,
    hanziPerMinute: { slow: median(speeds.slow), normal: median(speeds.normal), fast: median(speeds.fast) },
  };
}
