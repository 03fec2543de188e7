/**
 * Development clips of every prompt, for a terminal that has no recordings yet (docs/voice.md).
 *
 *   node scripts/make-voice-clips.ts                 makes what is missing or changed in fixtures/generated/voice
 *   node scripts/make-voice-clips.ts --check         exit 1 with the list when a prompt has no clip or a stale one
 *   node scripts/make-voice-clips.ts --sheet FILE    recording sheet as CSV: promptId, text, pinyin
 *   node scripts/make-voice-clips.ts --review        sentences whose reading nobody has reviewed, ready to paste
 *   node scripts/make-voice-clips.ts --read TEXT     how the engine reads a text
 *
 * When clips cannot be made (no ffmpeg, no registry) it says so in one line and ends with 0: the terminal is silent then.
 */
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openClipsVoice } from '../main/voice/clips-voice.ts';
import { encoderMissing } from './voice-clips/encode.ts';
import { openEngine } from './voice-clips/engine.ts';
import { engineModule } from './voice-clips/engine-package.ts';
import { generate } from './voice-clips/generate.ts';
import { pinyinReader } from './voice-clips/pinyin.ts';
import { promptTexts } from './voice-clips/prompt-texts.ts';
import { recordingSheet } from './voice-clips/recording-sheet.ts';
import { unreviewed } from './voice-clips/review.ts';
import { engineText, piecesOf } from './voice-clips/speak.ts';

const root = resolve(import.meta.dirname, '..');
const directory = join(root, 'fixtures', 'generated', 'voice');
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const { values } = parseArgs({
  options: {
    check: { type: 'boolean' },
    sheet: { type: 'string' },
    review: { type: 'boolean' },
    read: { type: 'string' },
  },
});

async function reader() {
  const engine = await openEngine(await engineModule(join(root, '.cache', 'npm-packs')));
  const pinyin = pinyinReader(engine);
  return { engine, read: (text: string) => pinyin(engineText(piecesOf(text))), pinyin };
}

async function make(): Promise<void> {
  const missing = await encoderMissing();
  if (missing !== null) return say(`voice: no clips, the terminal stays silent: ${missing}`);
  const started = performance.now();
  let tools: Awaited<ReturnType<typeof reader>>;
  try {
    tools = await reader();
  } catch (error) {
    return say(`voice: no clips, the terminal stays silent: ${(error as Error).message.split('\n')[0]}`);
  }
  const result = await generate(directory, promptTexts(), tools.engine, tools.pinyin);
  const took = ((performance.now() - started) / 1000).toFixed(1);
  const size = (result.bytes / 1e6).toFixed(2);
  say(
    `voice: ${result.made} clips made, ${result.kept} kept, ${size} MB, ${result.seconds.toFixed(0)} s of speech, in ${took} s`,
  );
  const { slow, normal, fast } = result.hanziPerMinute;
  if (result.made > 0)
    say(`voice: median hanzi a minute: ${[slow, normal, fast].map(Math.round).join(' / ')}`);
  for (const line of result.unreadable) say(`voice: not spoken, the engine misreads it: ${line}`);
}

async function check(): Promise<void> {
  const { health } = await openClipsVoice({ directory, texts: promptTexts(), clipUrl: (file) => file });
  const faults = health.filter(({ code }) => code !== 'E8006');
  for (const { code, message } of faults) say(`voice: ${code} ${message}`);
  if (faults.length > 0) process.exitCode = 1;
}

if (values.check) await check();
else if (values.sheet !== undefined)
  await writeFile(values.sheet, recordingSheet(promptTexts(), (await reader()).read));
else if (values.review) for (const line of unreviewed(promptTexts(), (await reader()).read)) say(line);
else if (values.read !== undefined) say((await reader()).read(values.read));
else await make();
