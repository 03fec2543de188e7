import type { Speech } from '../../../main/contract/bridge.ts';

/** The part of the spoken text that is being said, as [from, to); null before the first word and when nothing plays. */
export interface Spoken {
  readonly promptId: string;
  readonly from: number;
  readonly to: number;
}

/** The word of a clip at a time, by the clip's timing. Words come in the order in which they are said. */
export const wordAt = (words: Speech['words'], ms: number): { from: number; to: number } | null => {
  let current: Speech['words'][number] | null = null;
  for (const word of words) {
    if (word.startMs > ms) break;
    current = word;
  }
  return current === null ? null : { from: current.from, to: current.to };
};

/** Cuts a run of the caption into what is before, in and after the spoken word. */
export const splitRun = (
  text: string,
  spokenAt: number | null,
  word: { from: number; to: number } | null,
): [string, string, string] => {
  if (spokenAt === null || word === null) return [text, '', ''];
  const from = Math.min(Math.max(word.from - spokenAt, 0), text.length);
  const to = Math.min(Math.max(word.to - spokenAt, 0), text.length);
  return from >= to ? [text, '', ''] : [text.slice(0, from), text.slice(from, to), text.slice(to)];
};
