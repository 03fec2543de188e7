import type { KioskSnapshot } from '../../contract/snapshot.ts';
import type { LiveCore } from './live-core.ts';

type View<S> = Extract<KioskSnapshot['view'], { step: S }>;

/** What one person lived through at the terminal. */
export interface VisitTold {
  /** Places in order; a slip on its way stands behind the step: `result/printing`. */
  readonly places: readonly string[];
  readonly outcome: View<'result'>['outcome'] | null;
  readonly handover: Pick<View<'handover'>, 'reason' | 'errorCode'> | null;
}

export interface VisitOptions {
  /** Id of the person whose card it is. */
  readonly card: string;
  /** Touches the screen first and brings the card when it is asked for. */
  readonly begins?: boolean;
  /** Takes the slip as soon as it is there, or only when nothing else is on the screen any more. */
  readonly takesSlip?: 'atOnce' | 'late';
  /** Told of every snapshot, before the hand acts on it: here things go wrong. */
  readonly watch?: (snapshot: KioskSnapshot) => void;
  readonly limitMs?: number;
}

/** The name of what is on the screen, with the slip's state where there is one. */
export const placeOf = ({ view }: KioskSnapshot): string =>
  'slip' in view ? `${view.step}/${view.slip.state}` : view.step;

/**
 * A customer with a card, a hand and patience, who does what the screen asks for and nothing else, from the card in the
 * hand to the clean first screen. Rejects when the terminal leads nowhere within the limit.
 */
export function visit(live: LiveCore, options: VisitOptions): Promise<VisitTold> {
  const { card, watch, limitMs = 150_000, takesSlip = 'atOnce' } = options;
  return new Promise((resolve, reject) => {
    const places: string[] = [];
    const stops: (() => void)[] = [];
    let outcome: VisitTold['outcome'] = null;
    let handover: VisitTold['handover'] = null;
    let slipInMouth = false;
    let over = false;
    const end = (why?: string): void => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      for (const stop of stops) stop();
      if (why === undefined) resolve({ places, outcome, handover });
      else reject(new Error(`${why}; ${places.join(' ')}; now ${JSON.stringify(live.core.snapshot())}`));
    };
    const timer = setTimeout(() => end(`the visit did not end in ${limitMs} ms`), limitMs);
    const placeCard = (): void => live.operate({ type: 'placeCard', cardId: card });

    const act = (): void => {
      if (over) return;
      const snapshot = live.core.snapshot();
      const { view, allowed } = snapshot;
      const press = (type: Parameters<LiveCore['does']>[0]): void => {
        if (allowed.includes(type)) live.does(type);
      };
      // Whatever the screen says: a slip that sticks out is taken by somebody.
      const slipWaits = 'slip' in view && ['printing', 'take'].includes(view.slip.state);
      if (slipInMouth && (takesSlip === 'atOnce' || !slipWaits)) live.operate({ type: 'takeSlip' });
      if (view.step === 'standing' || view.step === 'goodbye') press('continue');
      else if (view.step === 'consent') press('agree');
      else if (view.step === 'faceAgain' || view.step === 'cardProblem') press('tryAgain');
      else if (view.step === 'takeCard') live.operate({ type: 'removeCard' });
      // A printer that cannot tell whether the slip was taken leaves it to the person to say so.
      else if (view.step === 'takeSlip') press('continue');
      else if (slipWaits && takesSlip === 'late' && slipInMouth) press('continue');
      else if (slipWaits) {
        if (!slipInMouth && sawSlip) press('continue');
      } else if ('slip' in view) press('continue');
    };
    let sawSlip = false;
    const see = (snapshot: KioskSnapshot): void => {
      if (over) return;
      const place = placeOf(snapshot);
      if (place !== places.at(-1)) places.push(place);
      if (snapshot.view.step === 'result') outcome = snapshot.view.outcome;
      if (snapshot.view.step === 'handover')
        handover = { reason: snapshot.view.reason, errorCode: snapshot.view.errorCode };
      watch?.(snapshot);
      if (place === 'welcome' && places.includes('goodbye')) end();
      else if (place === 'placeCard' && places.filter((at) => at === place).length === 1) placeCard();
      // The hand comes after the eye.
      else setImmediate(act);
    };
    stops.push(
      live.dock.onState((state) => {
        slipInMouth = state.slipInMouth;
        sawSlip ||= slipInMouth;
        setImmediate(act);
      }),
      live.core.onSnapshot(see),
    );
    if (options.begins) live.does('begin');
    else placeCard();
  });
}
