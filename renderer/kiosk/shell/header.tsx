import type { KioskSnapshot, KioskStep } from '../../../main/contract/snapshot.ts';
import type { LabelId } from '../../../main/contract/texts/labels.ts';
import { label } from '../../../main/contract/texts/labels.ts';
import { useClock } from './use-clock.ts';

type Business = KioskSnapshot['business'];

const stations: Record<Business, readonly LabelId[]> = {
  certify: ['trail.card', 'trail.standing', 'trail.check', 'trail.result'],
  activate: ['trail.card', 'trail.check', 'trail.formalities', 'trail.outcome'],
  enrol: ['trail.card', 'trail.check', 'trail.fingers', 'trail.outcome'],
};

/** Which station of the way a step belongs to; none before it begins and after it ended. */
const stationOf: Record<Business, Partial<Record<KioskStep, number>>> = {
  certify: {
    placeCard: 0,
    readingCard: 0,
    cardProblem: 0,
    lookingUp: 1,
    standing: 1,
    consent: 2,
    face: 2,
    faceAgain: 2,
    vein: 2,
    veinAgain: 2,
    submitting: 3,
    handover: 3,
    result: 3,
    takeSlip: 3,
    takeCard: 3,
  },
  activate: {
    agentReason: 0,
    agentRelation: 0,
    bring: 0,
    placeCard: 0,
    readingCard: 0,
    cardProblem: 0,
    placeOwnerCard: 0,
    placeSocialCard: 0,
    readingSocialCard: 0,
    socialCardProblem: 0,
    matchingCards: 0,
    cardStanding: 0,
    consent: 1,
    face: 1,
    faceAgain: 1,
    vein: 1,
    veinAgain: 1,
    letter: 2,
    review: 2,
    contact: 2,
    keyPoints: 2,
    pin: 2,
    sign: 2,
    activating: 3,
    activationResult: 3,
    electronicCard: 3,
    homeVisit: 3,
    alsoCertify: 3,
    alsoSubmitting: 3,
    handover: 3,
    takeSlip: 3,
    takeCard: 3,
  },
  // To have it deleted is another way, without stations.
  enrol: {
    placeCard: 0,
    readingCard: 0,
    cardProblem: 0,
    lookingUp: 0,
    enrolStanding: 0,
    enrolConsent: 1,
    face: 1,
    faceAgain: 1,
    vein: 1,
    veinAgain: 1,
    enrolFinger: 2,
    enrolFingerAgain: 2,
    enrolSign: 2,
    enrolResult: 3,
    alsoCertify: 3,
    alsoSubmitting: 3,
    handover: 3,
    takeSlip: 3,
    takeCard: 3,
  },
};

const names: Record<Business, LabelId> = {
  certify: 'business.name',
  activate: 'business.activate',
  enrol: 'business.enrol',
};

/** What the present station is called: whoever enrolled a finger lays it on where the others look at the camera. */
const stationName = (station: LabelId, step: KioskStep): LabelId =>
  station === 'trail.check' && (step === 'vein' || step === 'veinAgain') ? 'trail.finger' : station;

/** Where am I: the four stations, those behind filled, the present one named. */
const Trail = ({ step, business }: { readonly step: KioskStep; readonly business: Business }) => {
  const here = stationOf[business][step];
  if (here === undefined)
    return (
      <p className="trail trail-name">{label(step === 'welcome' ? 'business.welcome' : names[business])}</p>
    );
  return (
    <ol className="trail" aria-label={label(names[business])}>
      {stations[business].map((station, index) => (
        <li
          key={station}
          data-state={index < here ? 'done' : index === here ? 'here' : 'ahead'}
          {...(index === here ? { 'aria-current': 'step' as const } : {})}
        >
          <span>{label(stationName(station, step))}</span>
        </li>
      ))}
    </ol>
  );
};

/** Which bank, where on the way, whether anything is simulated, and what time it is. */
export const Header = ({ snapshot }: { readonly snapshot: KioskSnapshot }) => {
  const time = useClock();
  return (
    <header className="header">
      <p className="header-name">
        <span className="seal" lang="zh-CN">
          银龄
        </span>
        <span>{snapshot.terminal.branch}</span>
      </p>
      <Trail step={snapshot.view.step} business={snapshot.business} />
      <p className="header-side">
        {snapshot.simulated && <span className="badge">{label('badge.simulated')}</span>}
        <time className="digits">{time}</time>
      </p>
    </header>
  );
};
