import type { ClipWord } from '../../main/voice/manifest.ts';
import type { Engine } from './engine.ts';
import { levelled, trimmed } from './loudness.ts';
import { hanziCount, normalise } from './normalise.ts';
import { type Piece, withReadings } from './readings.ts';

/** Changed when anything here changes the sound: old clips are then made again. */
export const RECIPE = 1;

/**
 * The engine's own rate for each of our speeds, calibrated on the whole catalogue so that the median prompt comes out at
 * 130, 170 and 210 hanzi a minute (docs/voice.md has the measured values).
 */
export const engineRates = { slow: 117, normal: 149, fast: 181 } as const;
export type Rate = keyof typeof engineRates;
export const rateNames = Object.keys(engineRates) as Rate[];

export interface Spoken {
  readonly samples: Int16Array;
  readonly sampleRate: number;
  readonly durationMs: number;
  readonly lufs: number;
  readonly words: readonly ClipWord[];
  /** Hanzi per minute from the start to the last sound. */
  readonly hanziPerMinute: number;
}

/** Engine text of a prompt: normalised, with the misread words in pinyin. */
export const engineText = (pieces: readonly Piece[]): string => pieces.map(({ say }) => say).join('');

export const piecesOf = (text: string): Piece[] => withReadings(normalise(text));

/** Puts the engine's word starts back on the prompt's own text; each stretch ends before the next one's pause marks. */
function wordsOf(text: string, pieces: readonly Piece[], starts: ReturnType<Engine['synthesise']>['words']) {
  const pieceAt: Piece[] = pieces.flatMap((piece) => [...piece.say].map(() => piece));
  const words: { startMs: number; from: number; to: number }[] = [];
  for (const { textAt, startMs } of starts) {
    const from = pieceAt[textAt]?.from;
    const last = words.at(-1);
    if (from === undefined || (last !== undefined && from <= last.from)) continue;
    if (last !== undefined) last.to = from;
    words.push({ startMs, from, to: text.length });
  }
  for (const word of words)
    word.to = word.from + text.slice(word.from, word.to).replace(/[\p{P}\s]+$/u, '').length;
  return words;
}

/** Speaks a prompt's text at one of our speeds: trimmed, levelled, with the start of each word. */
export function speak(engine: Engine, text: string, rate: Rate): Spoken {
  const pieces = piecesOf(text);
  const utterance = engine.synthesise(engineText(pieces), engineRates[rate]);
  const { samples: cut, spokenMs } = trimmed(utterance.samples, utterance.sampleRate);
  const { samples, lufs } = levelled(cut, utterance.sampleRate);
  return {
    samples,
    sampleRate: utterance.sampleRate,
    durationMs: Math.round((samples.length / utterance.sampleRate) * 1000),
    lufs,
    words: wordsOf(text, pieces, utterance.words),
    hanziPerMinute: hanziCount(pieces) / (spokenMs / 60_000),
  };
}
