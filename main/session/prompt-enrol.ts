import type { KioskView, Prompt } from '../contract/snapshot.ts';

/** The sentence of a step with the finger vein; null for any other step. */
export function enrolPrompt(view: KioskView): Omit<Prompt, 'say'> | null {
  switch (view.step) {
    case 'vein':
      return plain(`vein.${view.guidance}`);
    case 'veinAgain':
      return plain(`veinAgain.${view.causes[0] ?? 'timeUp'}`);
    case 'enrolStanding':
      return {
        id: view.enrolled ? 'enrolStanding.enrolled' : 'enrolStanding.none',
        slots: { salutation: view.person.salutation },
      };
    case 'enrolFinger':
      return layingPrompt(view);
    case 'enrolFingerAgain':
      return plain(`enrolFingerAgain.${view.problem}`);
    case 'enrolResult':
    case 'alsoCertify':
      return { id: view.step, slots: { salutation: view.person.salutation } };
    default:
      return null;
  }
}

const plain = (id: string): Omit<Prompt, 'say'> => ({ id, slots: {} });

/** The finger is named until it has been laid down once; from then on only what to do with it. */
function layingPrompt(view: Extract<KioskView, { step: 'enrolFinger' }>): Omit<Prompt, 'say'> {
  const { guidance, captured, of, finger } = view;
  switch (guidance) {
    case 'starting':
    case 'layFinger':
      return captured === 0
        ? plain(`enrolFinger.first.${finger}`)
        : { id: 'enrolFinger.again', slots: { left: String(of - captured) } };
    case 'liftAndLayAgain':
      return { id: 'enrolFinger.again', slots: { left: String(of - captured) } };
    case 'done':
      return plain('enrolFinger.liftFinger');
    default:
      return plain(`enrolFinger.${guidance}`);
  }
}
