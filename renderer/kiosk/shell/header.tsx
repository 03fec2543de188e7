import type { KioskSnapshot, KioskStep } from '../../../main/contract/snapshot.ts';
import type { LabelId } from '../../../main/contract/texts/labels.ts';
import { label } from '../../../main/contract/texts/labels.ts';
import { useClock } from './use-clock.ts';

const stations: readonly LabelId[] = ['trail.card', 'trail.standing', 'trail.check', 'trail.result'];

/** Which station of the way a step belongs to; none before it begins and after it ended. */
const stationOf: Record<KioskStep, number | null> = {
  welcome: null,
  placeCard: 0,
  readingCard: 0,
  cardProblem: 0,
  lookingUp: 1,
  standing: 1,
  consent: 2,
  face: 2,
  faceAgain: 2,
  submitting: 3,
  handover: 3,
  result: 3,
  takeSlip: 3,
  takeCard: 3,
  goodbye: null,
};

/** Where am I: the four stations, those behind filled, the present one named. */
const Trail = ({ step }: { readonly step: KioskStep }) => {
  const here = stationOf[step];
  if (here === null) return <p className="trail trail-name">{label('business.name')}</p>;
  return (
    <ol className="trail" aria-label={label('business.name')}>
      {stations.map((station, index) => (
        <li
          key={station}
          data-state={index < here ? 'done' : index === here ? 'here' : 'ahead'}
          {...(index === here ? { 'aria-current': 'step' as const } : {})}
        >
          <span>{label(station)}</span>
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
      <Trail step={snapshot.view.step} />
      <p className="header-side">
        {snapshot.simulated && <span className="badge">{label('badge.simulated')}</span>}
        <time className="digits">{time}</time>
      </p>
    </header>
  );
};
