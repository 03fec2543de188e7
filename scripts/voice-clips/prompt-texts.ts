import { spokenText } from '../../main/contract/texts/format.ts';
import { promptIds } from '../../main/contract/texts/prompts.ts';

/** Spoken text by prompt id, without the prompts that speak nothing. */
export const promptTexts = (): ReadonlyMap<string, string> =>
  new Map(promptIds.map((id) => [id, spokenText(id)] as const).filter(([, text]) => text !== ''));

/** A text cut into sentences, each with its closing mark. */
export const sentencesOf = (text: string): readonly string[] => text.match(/[^。！？；]+[。！？；]?/g) ?? [];
