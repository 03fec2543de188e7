import type { ActivationItems } from '../contract/activation.ts';
import type { KioskView, Prompt } from '../contract/snapshot.ts';
import { allDone } from './activation-items.ts';
import { KEY_PAGES } from './visit-prepare.ts';

/** What the sentence depends on besides the view. */
export interface PromptHints {
  readonly slipPrinting: boolean;
  /** The agent's own ID card is wanted. */
  readonly agentsCard: boolean;
  readonly padAway: boolean;
  /** Why the face is asked for although a finger is enrolled, while it is being said. */
  readonly faceNote: 'insteadOfVein' | 'afterVein' | null;
}

type Said = Omit<Prompt, 'say'>;
const plain = (id: string): Said => ({ id, slots: {} });

/** Sentences of an activation (main/contract/texts/prompts-activate.ts); null where the step's own name is the id. */
export function activationPrompt(view: KioskView, hints: PromptHints): Said | null {
  switch (view.step) {
    case 'bring':
      return plain(view.agent ? 'bring.agent' : 'bring');
    case 'placeCard':
      return plain(hints.agentsCard ? 'placeCard.agent' : 'placeCard');
    case 'placeSocialCard':
      return plain(view.retry ? 'placeSocialCard.retry' : 'placeSocialCard');
    case 'readingSocialCard':
      return plain(view.retry ? 'readingSocialCard.retry' : 'readingSocialCard');
    case 'socialCardProblem':
      return plain(`socialCardProblem.${view.problem}`);
    case 'cardStanding': {
      const how = view.allDone ? 'allDone' : view.resumed ? 'resumed' : 'todo';
      return { id: `cardStanding.${how}`, slots: { salutation: view.person.salutation } };
    }
    case 'contact':
      return plain(view.problem ? `contact.problem.${view.problem}` : `contact.${view.field}`);
    case 'keyPoints':
      return plain(view.page === KEY_PAGES ? 'keyPoints.fraud' : `keyPoints.${view.page}`);
    case 'pin':
      return plain(pinSentence(view, hints));
    case 'activationResult':
      return {
        id: `activationResult.${resultOf(view.items)}`,
        slots: allDone(view.items) ? { salutation: view.person.salutation } : {},
      };
    case 'electronicCard':
      return plain(`electronicCard.${view.state}`);
    case 'letter':
      return plain(view.away ? 'letter.away' : view.taken ? 'letter.taken' : 'letter');
    case 'homeVisit':
      return {
        id: `homeVisit.${view.booked?.kind ?? 'booking'}`,
        slots: view.booked?.kind === 'booked' ? { dueOn: view.booked.dueOn } : {},
      };
    case 'takeCard': {
      if (view.cards.length === 2) return plain('takeCard.both');
      return plain(view.cards[0] === 'social' ? 'takeCard.social' : 'takeCard');
    }
    default:
      return null;
  }
}

function pinSentence(view: Extract<KioskView, { step: 'pin' }>, { padAway }: PromptHints): string {
  if (padAway) return 'pin.padAway';
  if (view.checking) return 'pin.checking';
  return view.problem ? `pin.problem.${view.problem}` : `pin.${view.pin}.${view.entry}`;
}

/** What counts most is told: an item of which nobody knows stands before those that are done or not. */
function resultOf(items: ActivationItems): 'allDone' | 'partly' | 'unknown' | 'chipUnknown' | 'notDone' {
  const unknown = items.filter(({ outcome }) => outcome.state === 'unknown');
  // Nobody answers for a chip: what became of its password is looked up at a window, and not waited for.
  if (unknown.length > 0) return unknown.every(({ item }) => item === 'cardPin') ? 'chipUnknown' : 'unknown';
  if (allDone(items)) return 'allDone';
  return items.some(({ outcome }) => outcome.state === 'done') ? 'partly' : 'notDone';
}
