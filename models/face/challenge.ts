/**
 * The movement that a person is asked for: a picture held before the camera does not follow a random request in time.
 * `turn` asks for a turn of the head, `assistedTurn` for a small one, `approach` for coming a little closer or leaning
 * back, for people whose neck does not turn. A recorded video shows turns too: only the random order and the time
 * limit carry information.
 */
export const challengeKinds = ['turn', 'assistedTurn', 'approach'] as const;
export type ChallengeKind = (typeof challengeKinds)[number];

/** What the person shall do next; left and right are the PERSON's own (see facemesh/pose.ts). */
export type ChallengeGuidance = 'turnLeft' | 'turnRight' | 'faceForward' | 'comeCloser' | 'moveBack';

interface Step {
  readonly guidance: ChallengeGuidance;
  readonly reached: (state: HeadState) => boolean;
}

interface HeadState {
  /** Positive to the person's left; `null` where the face is turned too far to tell. */
  readonly yawDegrees: number | null;
  /** Height of the face now, in parts of its height when the challenge began. */
  readonly relativeSize: number;
}

/** Degrees and parts. A frontal face trembles by up to 7 degrees, so "back again" is 8. */
const challengeLimits = {
  turnDegrees: 20,
  assistedTurnDegrees: 15,
  frontDegrees: 8,
  closer: 1.18,
  farther: 0.85,
  /** How near to the first size counts as being back. */
  backTolerance: 0.08,
} as const;

const backInFront: Step = {
  guidance: 'faceForward',
  reached: ({ yawDegrees }) => yawDegrees !== null && Math.abs(yawDegrees) <= challengeLimits.frontDegrees,
};

const turn = (side: 'left' | 'right', degrees: number): Step => ({
  guidance: side === 'left' ? 'turnLeft' : 'turnRight',
  reached: ({ yawDegrees }) => yawDegrees !== null && (side === 'left' ? yawDegrees : -yawDegrees) >= degrees,
});

const atFirstSize = ({ relativeSize }: HeadState): boolean =>
  Math.abs(relativeSize - 1) <= challengeLimits.backTolerance;
const closer: Step = {
  guidance: 'comeCloser',
  reached: ({ relativeSize }) => relativeSize >= challengeLimits.closer,
};
const farther: Step = {
  guidance: 'moveBack',
  reached: ({ relativeSize }) => relativeSize <= challengeLimits.farther,
};

/** @param random 0 <= value < 1; called once or twice */
function draw(kind: ChallengeKind, random: () => number): Step[] {
  const first = random() < 0.5 ? 'left' : 'right';
  const other = first === 'left' ? 'right' : 'left';
  switch (kind) {
    case 'turn': {
      const once = [turn(first, challengeLimits.turnDegrees), backInFront];
      const both = random() < 0.5;
      return both ? [...once, turn(other, challengeLimits.turnDegrees), backInFront] : once;
    }
    case 'assistedTurn':
      return [turn(first, challengeLimits.assistedTurnDegrees), backInFront];
    case 'approach':
      return first === 'left'
        ? [closer, { guidance: 'moveBack', reached: atFirstSize }]
        : [farther, { guidance: 'comeCloser', reached: atFirstSize }];
  }
}

/** One drawn challenge and how far the person has come. */
export class Challenge {
  readonly #steps: readonly Step[];
  #done = 0;

  constructor(kind: ChallengeKind, random: () => number) {
    this.#steps = draw(kind, random);
  }

  /** What to ask for now; `null` when everything was done. */
  get guidance(): ChallengeGuidance | null {
    return this.#steps[this.#done]?.guidance ?? null;
  }

  /** 0..1 */
  get progress(): number {
    return this.#done / this.#steps.length;
  }

  /** Looks at one frame. Returns true when it fulfilled the present step. */
  observe(state: HeadState): boolean {
    if (this.#steps[this.#done]?.reached(state) !== true) return false;
    this.#done++;
    return true;
  }
}

/** A small seeded generator (mulberry32), so that a check can be replayed in a test. Values 0 <= x < 1. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
