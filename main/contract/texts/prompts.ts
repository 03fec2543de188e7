import { activatePrompts } from './prompts-activate.ts';
import { certifyPrompts } from './prompts-certify.ts';
import { enrolPrompts } from './prompts-enrol.ts';
import { verifyPrompts } from './prompts-verify.ts';
import { visitPrompts } from './prompts-visit.ts';

/**
 * Every prompt of the senior's screen, put together from one module per business. One entry serves caption, voice and
 * slip.
 *
 * Notation of a sentence:
 * - `{slot}`: filled by the core. ISO dates come out as 2027年3月8日.
 * - `〔...〕`: caption only. The loudspeaker stands in a public hall: it says no name and no personal fact, so every
 *   slot stands inside such a bracket and what is spoken never varies (one clip per prompt and speed). A bracket whose
 *   slot is not filled is left out.
 *
 * A prompt that tells of something that did not go as hoped is a `Setback` (prompt-entry.ts). Wording rules are enforced
 * by wording-lint.test.ts.
 */
export const prompts = {
  ...visitPrompts,
  ...verifyPrompts,
  ...certifyPrompts,
  ...activatePrompts,
  ...enrolPrompts,
};

export type PromptId = keyof typeof prompts;

export const promptIds = Object.keys(prompts) as PromptId[];

/** True for an id of the catalogue; a snapshot's prompt id is any string until asked. */
export const isPromptId = (id: string): id is PromptId => Object.hasOwn(prompts, id);
