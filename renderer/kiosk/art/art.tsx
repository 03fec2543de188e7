import type { FaceCause, FaceGuidance } from '../../../main/contract/face.ts';
import { Elder, Helper } from './people.tsx';
import { Scene } from './scene.tsx';
import { Camera, Card, Hand, Paper, Reader } from './things.tsx';

/** The pictures of the steps. */

export const PutCardArt = () => (
  <Scene>
    <Reader />
    <g transform="translate(150 98) rotate(-7)">
      <Card />
    </g>
    <g transform="translate(196 92) rotate(8)">
      <Hand />
    </g>
    <path className="accent-line nudge-down" d="M106 134v24m-11-11l11 12 11-12" />
  </Scene>
);

export const ReadCardArt = () => (
  <Scene>
    <Reader />
    <g transform="translate(160 158) skewX(-14) scale(.92 .62)">
      <Card />
    </g>
    <path className="accent-line breathe" d="M128 110c16-16 46-16 64 0" />
    <path className="accent-line breathe late" d="M108 88c30-28 74-28 104 0" />
  </Scene>
);

export const TakeCardArt = () => (
  <Scene>
    <Reader />
    <g transform="translate(150 92) rotate(-7)">
      <Card />
    </g>
    <g transform="translate(196 86) rotate(8)">
      <Hand />
    </g>
    <path className="accent-line nudge-up" d="M104 154v-24m-11 11l11-12 11 12" />
  </Scene>
);

export const LookUpArt = () => (
  <Scene>
    <g transform="translate(140 128) rotate(-4)">
      <path className="fill-paper" d="M-86-66c26-10 58-10 84 4v132c-26-12-58-12-84-4Z" />
      <path className="fill-paper" d="M82-66C56-76 24-76-2-62V70c26-12 58-12 84-4Z" />
      <path className="line" d="M-86-66c26-10 58-10 84 4v132c-26-12-58-12-84-4Z" />
      <path className="line" d="M82-66C56-76 24-76-2-62V70c26-12 58-12 84-4Z" />
      <path
        className="thin"
        d="M-68-40c16-5 34-5 48 1M-68-16c16-5 34-5 48 1M-68 8c16-5 34-5 48 1M16-39c14-6 32-6 48-1"
      />
    </g>
    <g transform="translate(206 144)" className="sway">
      <circle className="fill-glass" r="38" />
      <circle className="line" r="38" />
      <path className="handle" d="M29 29l32 34" />
    </g>
  </Scene>
);

export const LookAtCameraArt = () => (
  <Scene>
    <g transform="translate(-36 0)">
      <Elder />
    </g>
    <g transform="translate(258 104)">
      <Camera />
    </g>
    <path className="dash" d="M180 114c14-4 26-7 40-8" />
  </Scene>
);

export const GreetingArt = () => (
  <Scene>
    <Elder eyes="smile" />
  </Scene>
);

/** Everything in order: the person, and a tick. */
export const InOrderArt = () => (
  <Scene>
    <g transform="translate(-24 0)">
      <Elder eyes="smile" />
    </g>
    <circle className="fill-done" cx="246" cy="84" r="38" />
    <path className="tick big" d="M228 85l13 14 24-29" />
  </Scene>
);

export const HelperArt = () => (
  <Scene>
    <Helper />
  </Scene>
);

export const WorkingArt = () => (
  <Scene>
    <g transform="translate(98 66)">
      <Paper plain />
    </g>
    <path className="accent-line breathe" d="M160 124h30m-13-13l14 13-14 13" />
    <g transform="translate(246 150)">
      <path className="fill-paper" d="M-40-22h80v56h-80Z" />
      <path className="fill-stone" d="M-50-22L0-60l50 38Z" />
      <path className="line" d="M-50-22L0-60l50 38ZM-32-20v50M-11-20v50M11-20v50M32-20v50M-50 34h100" />
      <circle className="fill-accent" cx="0" cy="-37" r="7" />
    </g>
  </Scene>
);

/** @param plain without the tick: the slip of something that is not done yet */
export const SlipArt = ({ plain = false }: { readonly plain?: boolean }) => (
  <Scene>
    <path className="fill-stone" d="M64 58a14 14 0 0 1 14-14h164a14 14 0 0 1 14 14v44H64Z" />
    <path className="line" d="M64 102V58a14 14 0 0 1 14-14h164a14 14 0 0 1 14 14v44Z" />
    <path className="slot" d="M96 86h128" />
    <g transform="translate(156 88)">
      <Paper plain={plain} />
    </g>
    <g transform="translate(184 172) rotate(8)">
      <Hand />
    </g>
  </Scene>
);

/** Done: a ring as of one brush stroke, with a tick. */
export const DoneArt = () => (
  <Scene>
    <path
      className="ring-done"
      d="M218 66c-36-34-104-30-132 16-26 44-6 106 46 124 54 18 108-14 114-70 2-16-2-30-8-42"
    />
    <path className="tick huge" d="M112 126l38 42 84-104" />
  </Scene>
);

/** Kept: the letter lies safe and goes out by itself. */
export const KeptArt = () => (
  <Scene>
    <rect className="fill-paper" x="74" y="82" width="150" height="102" rx="10" />
    <rect className="line" x="74" y="82" width="150" height="102" rx="10" />
    <path className="line" d="M76 90l73 56 73-56" />
    <circle className="fill-done" cx="228" cy="176" r="36" />
    <path className="tick big" d="M211 177l12 13 23-27" />
  </Scene>
);

export const GoodbyeArt = () => (
  <Scene>
    <circle className="fill-glow" cx="244" cy="66" r="26" />
    <path className="glow-line" d="M244 24v-10M286 66h12M274 36l9-9M214 36l-8-8M274 96l8 8" />
    <g transform="translate(-20 0)">
      <Elder eyes="smile" />
    </g>
    <path
      className="fill-skin"
      d="M216 182c-6-12-8-30-2-32 5-1 8 8 10 15 0-12 0-28 7-28s7 14 7 26c4-10 8-22 14-19s1 17-2 27c4-5 9-9 12-6 5 5-6 18-14 28-8 11-24 8-32-11Z"
    />
    <path
      className="thin"
      d="M216 182c-6-12-8-30-2-32 5-1 8 8 10 15 0-12 0-28 7-28s7 14 7 26c4-10 8-22 14-19s1 17-2 27c4-5 9-9 12-6 5 5-6 18-14 28-8 11-24 8-32-11Z"
    />
  </Scene>
);

export const DisconnectedArt = () => (
  <Scene>
    <path className="line" d="M40 132c30-2 44-4 62-4M280 132c-30-2-44-4-62-4" />
    <rect className="fill-stone" x="102" y="102" width="40" height="52" rx="10" />
    <rect className="line" x="102" y="102" width="40" height="52" rx="10" />
    <rect className="fill-stone" x="186" y="102" width="34" height="52" rx="10" />
    <rect className="line" x="186" y="102" width="34" height="52" rx="10" />
    <path className="line" d="M142 118h14M142 138h14" />
    <path className="accent-line breathe" d="M164 84v-14M148 88l-8-10M181 88l8-10" />
  </Scene>
);

/** What a cause or a guidance is about; each has one picture. */
type Matter = 'light' | 'distance' | 'cover' | 'people' | 'plain' | 'away';

const matters: Record<FaceCause | FaceGuidance, Matter> = {
  tooDark: 'light',
  tooBright: 'light',
  tooFar: 'distance',
  tooClose: 'distance',
  comeCloser: 'distance',
  moveBack: 'distance',
  covered: 'cover',
  severalPeople: 'people',
  cameraAway: 'away',
  serviceAway: 'away',
  noFace: 'plain',
  notFacing: 'plain',
  clampedCrop: 'plain',
  blurred: 'plain',
  noTurn: 'plain',
  notLive: 'plain',
  notSimilar: 'plain',
  timeUp: 'plain',
  starting: 'plain',
  holdStill: 'plain',
  turnLeft: 'plain',
  turnRight: 'plain',
  faceForward: 'plain',
  done: 'plain',
};

export const CauseArt = ({ cause }: { readonly cause: FaceCause | FaceGuidance }) => {
  const matter = matters[cause];
  if (matter === 'plain') return <LookAtCameraArt />;
  if (matter === 'away') return <DisconnectedArt />;
  return (
    <Scene>
      <Elder />
      {matter === 'light' && (
        <>
          <circle className="fill-glow" cx="262" cy="62" r="24" />
          <path className="glow-line" d="M262 24v-8M300 62h8M289 35l6-6M289 89l6 6M235 35l-6-6" />
        </>
      )}
      {matter === 'distance' && (
        <path className="accent-line" d="M54 92v50M54 92l-14 15M54 92l14 15M54 142l-14-15M54 142l14-15" />
      )}
      {matter === 'cover' && (
        <>
          <path
            className="fill-accent"
            d="M92 86c8-6 20-10 34-12 4-30 16-44 36-44s31 14 35 44c14 2 26 6 34 12-30 12-110 12-139 0Z"
          />
          <path
            className="line"
            d="M92 86c8-6 20-10 34-12 4-30 16-44 36-44s31 14 35 44c14 2 26 6 34 12-30 12-110 12-139 0Z"
          />
          <path className="accent-line nudge-up" d="M262 74V46m-12 13l12-14 12 14" />
        </>
      )}
      {matter === 'people' && (
        <>
          <circle className="fill-stone" cx="262" cy="128" r="30" />
          <circle className="line" cx="262" cy="128" r="30" />
          <path className="line" d="M222 214c2-30 16-42 40-42s38 12 40 42" />
          <path className="accent-line" d="M250 70h34m-13-13l14 13-14 13" />
        </>
      )}
    </Scene>
  );
};
