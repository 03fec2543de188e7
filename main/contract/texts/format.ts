import { dateWords } from './dates.ts';
import type { Setback } from './prompt-entry.ts';
import type { PromptId } from './prompts.ts';
import { prompts } from './prompts.ts';

export type Slots = Readonly<Record<string, string>>;

/** A run of a caption. `spokenAt` is where it begins in the spoken text; null when it is shown but never spoken. */
export interface Run {
  readonly text: string;
  readonly spokenAt: number | null;
}

/** A caption cut for showing: one line per sentence, each made of runs. */
export interface Caption {
  readonly lines: readonly (readonly Run[])[];
  /** Who helps (setbacks only): shown apart, as it is the same promise on many screens. Empty otherwise. */
  readonly helper: readonly Run[];
}

const slotPattern = /\{(\w+)\}/g;

/** Fills the slots of a piece; null when one of them is missing, so that a half sentence is never shown. */
const fill = (piece: string, slots: Slots): string | null => {
  let complete = true;
  const filled = piece.replace(slotPattern, (_, name: string) => {
    const value = slots[name];
    if (value === undefined || value === '') complete = false;
    return dateWords(value ?? '');
  });
  return complete ? filled : null;
};

const isSetback = (entry: unknown): entry is Setback => typeof entry === 'object';

const partsOf = (id: PromptId): { body: string; helper: string } => {
  const entry = prompts[id];
  return isSetback(entry)
    ? { body: entry.cause + entry.next, helper: entry.helper }
    : { body: entry, helper: '' };
};

const runsOf = (template: string, slots: Slots, from: number): { runs: Run[]; end: number } => {
  const runs: Run[] = [];
  let spoken = from;
  for (const match of template.matchAll(/〔([^〕]*)〕|([^〔]+)/g)) {
    if (match[1] !== undefined) {
      const text = fill(match[1], slots);
      if (text !== null) runs.push({ text, spokenAt: null });
    } else if (match[2] !== undefined) {
      runs.push({ text: match[2], spokenAt: spoken });
      spoken += match[2].length;
    }
  }
  return { runs, end: spoken };
};

/** Cuts runs into sentences at 。！？； and keeps the mark with its sentence. */
const sentences = (runs: readonly Run[]): Run[][] => {
  const lines: Run[][] = [];
  let line: Run[] = [];
  for (const run of runs) {
    let at = 0;
    for (const piece of run.text.match(/[^。！？；]*[。！？；]?/g) ?? []) {
      if (piece === '') continue;
      line.push({ text: piece, spokenAt: run.spokenAt === null ? null : run.spokenAt + at });
      at += piece.length;
      if (/[。！？；]$/.test(piece)) {
        lines.push(line);
        line = [];
      }
    }
  }
  if (line.length > 0) lines.push(line);
  return lines;
};

/**
 * The caption of a prompt, cut for showing and for highlighting spoken words.
 *
 * @param slots values by slot name; ISO dates are put into words
 */
export const captionOf = (id: PromptId, slots: Slots = {}): Caption => {
  const { body, helper } = partsOf(id);
  const main = runsOf(body, slots, 0);
  return { lines: sentences(main.runs), helper: runsOf(helper, slots, main.end).runs };
};

/** The whole caption as plain text. */
export const text = (id: PromptId, slots: Slots = {}): string => {
  const { lines, helper } = captionOf(id, slots);
  return [...lines.flat(), ...helper].map((run) => run.text).join('');
};

/** What the loudspeaker says for a prompt: without names, dates or personal facts, the same for everybody. */
export const spokenText = (id: PromptId): string => {
  const { body, helper } = partsOf(id);
  return (body + helper).replace(/〔[^〕]*〕/g, '');
};
