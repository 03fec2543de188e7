import type { ActivationItem, ItemState } from '../../contract/activation.ts';
import type { KioskSnapshot } from '../../contract/snapshot.ts';
import type { LiveCore } from './live-core.ts';

type View<S> = Extract<KioskSnapshot['view'], { step: S }>;

/** What one person lived through while a card was activated. */
export interface ActivationTold {
  /** Steps in order, each once in a row; the password that is set stands behind `pin`. */
  readonly places: readonly string[];
  readonly items: Readonly<Partial<Record<ActivationItem, ItemState>>>;
  readonly handover: View<'handover'>['reason'] | null;
  readonly homeVisit: View<'homeVisit'>['booked'];
}

export interface ActivationOptions {
  /** Id of the holder, whose ID card and social card they are. */
  readonly card: string;
  readonly socialCard?: string;
  /** Somebody comes for the holder: id of the agent's ID card. */
  readonly agent?: string;
  /** Passwords for the chip and for the bank. */
  readonly pins?: readonly [string, string];
  readonly phone?: string;
  /** Has the pension of the year certified on the way, where it is due. */
  readonly alsoCertifies?: boolean;
  /** Told of every snapshot before the hand acts on it; `stop` means that the hand does nothing any more. */
  readonly watch?: (snapshot: KioskSnapshot) => 'stop' | undefined;
  readonly limitMs?: number;
}

/** From seeing something to having it in the hand. */
const GRASP_MS = 300;
/** How long a person looks at a screen that does not answer, ms. */
const IMPATIENCE_MS = 6000;
/** A card is lifted, held for so long, and laid down again. */
const LIFT_MS = 2000;

/**
 * A customer with two cards and a hand, who does what the screen asks for, from the first screen to the clean one. Ends
 * early when `watch` says stop; rejects when the terminal leads nowhere within the limit.
 */
export function activate(live: LiveCore, options: ActivationOptions): Promise<ActivationTold> {
  const { card, limitMs = 280_000 } = options;
  const [cardPin, bankPin] = options.pins ?? ['739164', '528307'];
  return new Promise((resolve, reject) => {
    const places: string[] = [];
    let items: ActivationTold['items'] = {};
    let handover: ActivationTold['handover'] = null;
    let homeVisit: ActivationTold['homeVisit'] = null;
    let slipInMouth = false;
    let over = false;
    let ownersTurn = false;
    let acted = '';
    const stops: (() => void)[] = [];
    const end = (why?: string): void => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      clearInterval(nudge);
      for (const stop of stops) stop();
      if (why === undefined) resolve({ places, items, handover, homeVisit });
      else reject(new Error(`${why}; ${places.join(' ')}; now ${JSON.stringify(live.core.snapshot())}`));
    };
    const timer = setTimeout(() => end(`the activation did not end in ${limitMs} ms`), limitMs);
    // A key that was lost with a worker is pressed again, a card that was not seen is laid down again.
    const nudge = setInterval(() => act(true), IMPATIENCE_MS);
    const later = (deed: () => void): void => void setTimeout(() => over || deed(), GRASP_MS);
    const press = (type: Parameters<LiveCore['does']>[0]): void => {
      if (live.core.snapshot().allowed.includes(type)) live.does(type);
    };
    const layDown = (): void =>
      live.operate({ type: 'placeCard', cardId: ownersTurn ? card : (options.agent ?? card) });
    /** Lifted, held for a while, and laid down again; or the other card in its place. */
    const layAnew = (): void => {
      live.operate({ type: 'removeCard' });
      setTimeout(() => over || layDown(), LIFT_MS);
    };
    /** One digit after the other, each when the one before is seen on the screen. */
    const typeOn = (wanted: string, count: number): void => {
      const key = wanted[count];
      if (key === undefined) press('continue');
      else live.core.intent('kiosk', { type: 'padKey', key: key as '0' });
    };
    const act = (impatient = false): void => {
      if (over) return;
      const { view, allowed } = live.core.snapshot();
      if (slipInMouth) later(() => live.operate({ type: 'takeSlip' }));
      switch (view.step) {
        case 'agentReason':
          live.core.intent('kiosk', { type: 'chooseReason', reason: 'inHospital' });
          break;
        case 'agentRelation':
          live.core.intent('kiosk', { type: 'chooseRelation', relation: 'child' });
          break;
        case 'placeCard':
          later(layDown);
          break;
        case 'placeOwnerCard':
          ownersTurn = true;
          layAnew();
          break;
        case 'cardProblem':
          layAnew();
          break;
        case 'placeSocialCard':
          later(() => live.operate({ type: 'placeSocialCard', cardId: options.socialCard ?? card }));
          break;
        case 'socialCardProblem':
          live.operate({ type: 'removeSocialCard' });
          setTimeout(
            () => live.operate({ type: 'placeSocialCard', cardId: options.socialCard ?? card }),
            LIFT_MS,
          );
          break;
        case 'faceAgain':
          press('tryAgain');
          break;
        case 'consent':
        case 'sign':
          press('agree');
          break;
        case 'alsoCertify':
          press(options.alsoCertifies ? 'agree' : 'decline');
          break;
        case 'letter':
          if (view.taken) press('continue');
          else later(() => press('photograph'));
          break;
        case 'contact':
          typeOn(options.phone ?? '13900000001', view.entered.length);
          break;
        case 'pin':
          if (!view.checking && allowed.includes('padKey'))
            typeOn(view.pin === 'cardPin' ? cardPin : bankPin, view.count);
          break;
        case 'takeCard':
          if (view.cards.includes('id')) live.operate({ type: 'removeCard' });
          if (view.cards.includes('social')) live.operate({ type: 'removeSocialCard' });
          break;
        case 'takeSlip':
          if (impatient) press('continue');
          break;
        default:
          // A slip in the hand that the screen does not see: the person goes on.
          if (impatient || !('slip' in view) || !['printing', 'take'].includes(view.slip.state))
            press('continue');
      }
    };
    const see = (snapshot: KioskSnapshot): void => {
      if (over) return;
      const { view } = snapshot;
      const place = view.step === 'pin' ? `pin ${view.pin}` : view.step;
      if (place !== places.at(-1)) places.push(place);
      if (view.step === 'activationResult' || view.step === 'activating' || view.step === 'cardStanding')
        items = Object.fromEntries(view.items.map(({ item, outcome }) => [item, outcome]));
      if (view.step === 'handover') handover = view.reason;
      if (view.step === 'homeVisit') homeVisit = view.booked;
      const stopped = options.watch?.(snapshot) === 'stop';
      if (stopped || (view.step === 'welcome' && places.includes('goodbye'))) {
        end();
        return;
      }
      // The hand comes after the eye, and once for each thing that is seen.
      const seen = JSON.stringify([view, snapshot.allowed]);
      if (seen === acted) return;
      acted = seen;
      setImmediate(() => act());
    };
    stops.push(
      live.dock.onState((state) => {
        if (state.slipInMouth === slipInMouth) return;
        slipInMouth = state.slipInMouth;
        setImmediate(() => act());
      }),
      live.core.onSnapshot(see),
    );
    live.does(options.agent === undefined ? 'beginActivation' : 'beginForOther');
  });
}
