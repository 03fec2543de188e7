import type { KioskSnapshot } from '../../../main/contract/snapshot.ts';
import type { Caption } from '../../../main/contract/texts/format.ts';
import { captionOf } from '../../../main/contract/texts/format.ts';
import { isPromptId } from '../../../main/contract/texts/prompts.ts';

/** The prompt a snapshot shows: its own, or that of the overlay when the core still names the step beneath. */
export const shownPromptId = ({ prompt, overlay }: KioskSnapshot): string =>
  overlay === 'none' || prompt.id.startsWith('overlay.') ? prompt.id : `overlay.${overlay}`;

/** Its caption; empty for an id the catalogue does not have, so that a newer core never blanks the screen. */
export const shownCaption = (snapshot: KioskSnapshot): Caption => {
  const id = shownPromptId(snapshot);
  return isPromptId(id) ? captionOf(id, snapshot.prompt.slots) : { lines: [], helper: [] };
};
