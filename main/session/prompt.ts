import type { KioskView, Prompt } from '../contract/snapshot.ts';
import { activationPrompt, type PromptHints } from './prompt-activate.ts';
import { enrolPrompt } from './prompt-enrol.ts';

/** Which sentence stands as caption and is spoken, by catalogue id (main/contract/texts/prompts.ts). */
export function promptOf(
  view: KioskView,
  overlay: 'none' | 'help' | 'leave' | 'stillThere',
  hints: PromptHints,
): Omit<Prompt, 'say'> {
  if (overlay !== 'none') return { id: `overlay.${overlay}`, slots: {} };
  switch (view.step) {
    case 'welcome':
      return plain(view.open ? (view.slipPossible ? 'welcome' : 'welcome.noPaper') : 'welcome.closed');
    case 'readingCard':
      return plain(view.retry ? 'readingCard.retry' : 'readingCard');
    case 'cardProblem':
      return plain(`cardProblem.${view.problem}`);
    case 'standing':
      return { id: standingPrompt(view.standing), slots: standingSlots(view) };
    case 'face':
      return plain(`face.${hints.faceNote ?? view.guidance}`);
    case 'faceAgain':
      return plain(`faceAgain.${view.causes[0] ?? 'timeUp'}`);
    case 'handover':
      return plain(`handover.${view.reason}`);
    case 'result':
      return view.outcome.kind === 'accepted'
        ? {
            id: 'result.accepted',
            slots: {
              salutation: view.person.salutation,
              nextDue: view.outcome.nextDue,
            },
          }
        : plain(view.outcome.kind === 'refused' ? `result.refused.${view.outcome.reason}` : 'result.pending');
    case 'takeSlip':
      return plain(hints.slipPrinting ? 'slip.printing' : 'takeSlip');
    default:
      return enrolPrompt(view) ?? activationPrompt(view, hints) ?? plain(view.step);
  }
}

const plain = (id: string): Omit<Prompt, 'say'> => ({ id, slots: {} });

type StandingView = Extract<KioskView, { step: 'standing' }>;

const standingPrompt = (standing: StandingView['standing']): string =>
  standing.kind === 'needsStaff' ? `standing.needsStaff.${standing.reason}` : `standing.${standing.kind}`;

function standingSlots({ standing, person }: StandingView): Record<string, string> {
  const slots: Record<string, string> = { salutation: person.salutation };
  if (standing.kind === 'certified' || standing.kind === 'certifiedByDataMatch') slots.until = standing.until;
  if (standing.kind === 'due') slots.dueOn = standing.dueOn;
  if (standing.kind === 'suspended') slots.since = standing.since;
  return slots;
}
