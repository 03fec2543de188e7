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
  /** While it says yes the hand does nothing. Asked again at every change of the screen or of a worker. */
  readonly waits?: () => boolean;
  /** Told of every snapshot, before the hand acts on it: here things go wrong. */
  readonly watch?: (snapshot: KioskSnapshot) => void;
  readonly limitMs?: number;
}

/** How long a person who has the slip in the hand looks at a screen that does not notice, ms. */
const IMPATIENCE_MS = 6000;
/** A card is lifted, held for so long, and laid down again. */
const LIFT_MS = 2000;
/** From seeing the slip to having it. */
const GRASP_MS = 500;

/** The name of what is on the screen, with the slip's state where there is one. */
export const placeOf = ({ view }: KioskSnapshot): string =>
  'slip' in view ? `${view.step}/${view.slip.state}` : view.step;

/**
 * A customer with a card, a hand and patience, who does what the screen asks for and nothing else, from the card in the
 * hand to the clean first screen. Rejects when the terminal leads nowhere within the limit.
 */
export function visit(live: LiveCore, options: VisitOptions): Promise<VisitTold> {
  const { card, watch, limitMs = 280_000, takesSlip = 'atOnce' } = options;
  return new Promise((resolve, reject) => {
    const places: string[] = [];
    const stops: (() => void)[] = [];
    let outcome: VisitTold['outcome'] = null;
    let handover: VisitTold['handover'] = null;
    let slipInMouth = false;
    let sawSlip = false;
    let workersSeen = '';
    let placed = false;
    /** Runs while the card is to be laid down anew: lifted, laid down, and after a while once more. */
    let layAnew: NodeJS.Timeout | undefined;
    let turns = 0;
    let impatience: NodeJS.Timeout | undefined;
    let grasp: NodeJS.Timeout | undefined;
    let over = false;
    const end = (why?: string): void => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      clearTimeout(impatience);
      clearTimeout(grasp);
      clearInterval(layAnew);
      for (const stop of stops) stop();
      if (why === undefined) resolve({ places, outcome, handover });
      else reject(new Error(`${why}; ${places.join(' ')}; now ${JSON.stringify(live.core.snapshot())}`));
    };
    const timer = setTimeout(() => end(`the visit did not end in ${limitMs} ms`), limitMs);
    const placeCard = (): void => {
      placed = true;
      live.operate({ type: 'placeCard', cardId: card });
    };

    const lift = (): void => {
      turns += 1;
      if (turns % 4 === 1) live.operate({ type: 'removeCard' });
      else if (turns % 4 === 2) placeCard();
    };
    const press = (type: Parameters<LiveCore['does']>[0]): void => {
      if (live.core.snapshot().allowed.includes(type)) live.does(type);
    };
    const act = (): void => {
      if (over || options.waits?.()) return;
      const { view } = live.core.snapshot();
      const slipOnItsWay = 'slip' in view && ['printing', 'take'].includes(view.slip.state);
      clearTimeout(impatience);
      // Whatever the screen says: a slip that sticks out is taken by somebody.
      if (slipInMouth && (takesSlip === 'atOnce' || !slipOnItsWay))
        grasp ??= setTimeout(() => {
          grasp = undefined;
          live.operate({ type: 'takeSlip' });
        }, GRASP_MS);
      if (slipOnItsWay) {
        if (slipInMouth && takesSlip === 'late') press('continue');
        // In the hand, and the screen does not see it: the person goes on.
        else if (sawSlip) impatience = setTimeout(() => press('continue'), IMPATIENCE_MS);
      } else if (view.step === 'takeSlip') impatience = setTimeout(() => press('continue'), IMPATIENCE_MS);
      else if (view.step === 'takeCard') live.operate({ type: 'removeCard' });
      else if (view.step === 'consent') press('agree');
      else if (view.step === 'faceAgain') press('tryAgain');
      // Lifted and laid down again, as the screen asks.
      else if (view.step === 'cardProblem') layAnew ??= setInterval(lift, LIFT_MS);
      else if (view.step === 'standing' || view.step === 'goodbye' || 'slip' in view) press('continue');
    };
    const see = (snapshot: KioskSnapshot): void => {
      if (over) return;
      const place = placeOf(snapshot);
      const moved = place !== places.at(-1);
      if (moved) places.push(place);
      if (place !== 'cardProblem') {
        clearInterval(layAnew);
        layAnew = undefined;
        turns = 0;
      }
      if (snapshot.view.step === 'result') outcome = snapshot.view.outcome;
      if (snapshot.view.step === 'handover')
        handover = { reason: snapshot.view.reason, errorCode: snapshot.view.errorCode };
      watch?.(snapshot);
      if (place === 'welcome' && places.includes('goodbye')) end();
      else if (place === 'placeCard' && moved && !placed) placeCard();
      // The hand comes after the eye.
      else setImmediate(act);
    };
    stops.push(
      live.dock.onState((state) => {
        const workers = state.workers.map((worker) => worker.state).join();
        if (state.slipInMouth === slipInMouth && workers === workersSeen) return;
        workersSeen = workers;
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
