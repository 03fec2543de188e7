import type { ReactNode } from 'react';
import { useId } from 'react';
import type { EnrolProblem, FingerName, VeinCause, VeinGuidance } from '../../../main/contract/vein.ts';
import { DisconnectedArt } from './art.tsx';
import { HandFromAbove, HandFromTheSide, handed } from './hand.tsx';
import { Scene } from './scene.tsx';

/** The pictures of the finger on the scanner: which finger, and how it is to lie. */

/** Nothing of a hand or of its sleeve hangs out of the picture. */
const Cut = ({ children }: { readonly children: ReactNode }) => {
  const id = useId();
  return (
    <>
      <clipPath id={id}>
        <path d="M0 0H320V246H0Z" />
      </clipPath>
      <g clipPath={`url(#${id})`}>{children}</g>
    </>
  );
};

/** The scanner from above: a box with a lit groove that a finger fits in. */
const ScannerFromAbove = ({ waiting = false }: { readonly waiting?: boolean }) => (
  <g>
    <rect className="fill-stone" x="86" y="18" width="148" height="136" rx="22" />
    <rect className="line" x="86" y="18" width="148" height="136" rx="22" />
    <path className={waiting ? 'fill-glow breathe' : 'fill-glow'} d="M130 154V60a30 30 0 0 1 60 0v94Z" />
    <path className="glow-line" d="M130 152V60a30 30 0 0 1 60 0v92" />
    <circle className="fill-accent" cx="108" cy="134" r="6" />
  </g>
);

/** The scanner from its side: two rests with the light between them. */
const ScannerFromTheSide = () => (
  <g>
    <path
      className="fill-stone"
      d="M28 226v-52a14 14 0 0 1 14-14h20c12 0 12 18 24 18h100c12 0 12-18 24-18h8a14 14 0 0 1 14 14v52Z"
    />
    <path
      className="line"
      d="M28 226v-52a14 14 0 0 1 14-14h20c12 0 12 18 24 18h100c12 0 12-18 24-18h8a14 14 0 0 1 14 14v52Z"
    />
    <path className="fill-glow" d="M92 180h88l8 20H84Z" />
    <path className="glow-line" d="M92 180h88l8 20H84Z" />
  </g>
);

interface FromAboveProps {
  readonly finger: FingerName;
  /** How the hand stands against lying in the groove, as an SVG transform. */
  readonly hand?: string;
  readonly moving?: boolean;
  readonly children?: ReactNode;
}

const FromAbove = ({ finger, hand = 'translate(0 0)', moving = false, children }: FromAboveProps) => (
  <Scene>
    <Cut>
      <g transform={handed(finger)}>
        <g transform="translate(13 4) scale(.92)">
          <ScannerFromAbove />
          <g transform={hand}>
            <g className={moving ? 'nudge-up' : ''}>
              <HandFromAbove finger={finger} />
            </g>
          </g>
          {children}
        </g>
      </g>
    </Cut>
  </Scene>
);

interface FromTheSideProps {
  readonly finger: FingerName;
  /** How far the finger is above its rests. */
  readonly lift: number;
  readonly moving?: boolean;
  readonly children?: ReactNode;
}

const FromTheSide = ({ finger, lift, moving = false, children }: FromTheSideProps) => (
  <Scene>
    <Cut>
      <g transform={handed(finger)}>
        <ScannerFromTheSide />
        <g transform={`translate(0 ${-lift})`}>
          <g className={moving ? 'nudge-up' : ''}>
            <HandFromTheSide />
          </g>
        </g>
        {children}
      </g>
    </Cut>
  </Scene>
);

const up = (x: number) => <path className="accent-line" d={`M${x} 166v-36m-15 15l15-15 15 15`} />;
const down = (x: number) => <path className="accent-line" d={`M${x} 128v36m-15-15l15 15 15-15`} />;
/** Steam on both sides: warm. */
const warmth = (
  <path
    className="accent-line breathe"
    d="M110 112c-11-12 11-20 0-32s11-20 0-32M210 112c-11-12 11-20 0-32s11-20 0-32"
  />
);
/** Rays on both sides of the scanner: it looks. */
const looking = (
  <>
    <path className="accent-line breathe" d="M68 60c-11 16-11 36 0 52M252 60c11 16 11 36 0 52" />
    <path className="accent-line breathe late" d="M46 44c-19 26-19 58 0 84M274 44c19 26 19 58 0 84" />
  </>
);

type Hint = VeinGuidance | VeinCause | EnrolProblem;

/** Which picture a cause of a further try or a problem of an enrolment shares with a guidance. */
const guidanceOf: Partial<Record<Hint, VeinGuidance>> = {
  noFinger: 'layFinger',
  notLive: 'layFinger',
  timeUp: 'layFinger',
  notSimilar: 'otherFinger',
  duplicate: 'otherFinger',
  poor: 'cold',
  inconsistent: 'holdStill',
};

interface VeinArtProps {
  readonly hint: Hint;
  /** The finger that is asked for. */
  readonly finger: FingerName;
}

/** The named finger, and what to do with it now. */
export const VeinArt = ({ hint, finger }: VeinArtProps) => {
  switch (guidanceOf[hint] ?? hint) {
    case 'scannerAway':
    case 'serviceAway':
      return <DisconnectedArt />;
    case 'starting':
      return (
        <Scene>
          <g transform="translate(0 34)">
            <ScannerFromAbove waiting />
          </g>
        </Scene>
      );
    case 'holdStill':
      return <FromAbove finger={finger}>{looking}</FromAbove>;
    case 'done':
      return (
        <FromAbove finger={finger}>
          <circle className="fill-done" cx="256" cy="62" r="36" />
          <path
            className="tick big"
            d={finger.startsWith('left') ? 'M273 62l-12 13-23-27' : 'M239 62l12 13 23-27'}
          />
        </FromAbove>
      );
    case 'rotated':
      return (
        <FromAbove finger={finger} hand="rotate(19 160 100)">
          <path className="accent-line" d="M266 88c-2-30-18-52-44-62m20-11l-21 10 12 20" />
        </FromAbove>
      );
    case 'cold':
      return (
        <FromAbove finger={finger} hand="translate(0 30)">
          {warmth}
        </FromAbove>
      );
    case 'otherFinger':
      return (
        <FromAbove finger={finger} hand="translate(0 40)">
          <circle className="accent-line breathe" cx="160" cy="92" r="30" />
        </FromAbove>
      );
    case 'tooHigh':
      return (
        <FromTheSide finger={finger} lift={48}>
          {down(136)}
        </FromTheSide>
      );
    case 'tooFlat':
      return (
        <FromTheSide finger={finger} lift={-6}>
          <path className="accent-line breathe" d="M52 118l-12-17M84 112l-4-20M116 112v-20" />
        </FromTheSide>
      );
    case 'liftFinger':
      return (
        <FromTheSide finger={finger} lift={56} moving>
          {up(136)}
        </FromTheSide>
      );
    case 'liftAndLayAgain':
      return (
        <FromTheSide finger={finger} lift={52}>
          {up(108)}
          {down(164)}
        </FromTheSide>
      );
    default:
      return (
        <FromAbove finger={finger} hand="translate(0 40)" moving>
          <path className="accent-line" d="M160 70V42m-13 13l13-13 13 13" />
        </FromAbove>
      );
  }
};

/** What was enrolled goes into the waste basket, and is gone. */
export const WipeArt = () => (
  <Scene>
    <g transform="translate(160 84) rotate(-7)">
      <rect className="fill-paper" x="-44" y="-50" width="88" height="100" rx="7" />
      <rect className="line" x="-44" y="-50" width="88" height="100" rx="7" />
      <path className="thin" d="M-14 30V-14a14 14 0 0 1 28 0v44M-2-2c4 8-4 14 0 22M8 8c-3 6 2 10 0 16" />
    </g>
    <path className="fill-cool" d="M88 118h144l-14 104a14 14 0 0 1-14 12h-88a14 14 0 0 1-14-12Z" />
    <path className="line" d="M88 118h144l-14 104a14 14 0 0 1-14 12h-88a14 14 0 0 1-14-12Z" />
    <path className="thin" d="M128 144l6 66M160 144v66M192 144l-6 66" />
    <path className="line" d="M78 118h164" />
  </Scene>
);
