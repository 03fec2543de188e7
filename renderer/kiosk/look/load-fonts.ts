import { labels } from '../../../main/contract/texts/labels.ts';
import { prompts } from '../../../main/contract/texts/prompts.ts';

/**
 * Loads at once every slice of the font that the catalogue needs, so that no sentence appears in another face first.
 * Names may need more slices; those come when they are shown, in the system's font until then.
 */
export const loadFonts = (): void => {
  const needed = new Set(JSON.stringify([prompts, labels, '0123456789年月日奶爷先女士：']));
  void document.fonts.load('500 16px "Noto Sans SC Variable"', [...needed].join(''));
};
