import type { Failure } from '../contract/failure.ts';
import type { VeinCause, VeinGuidance } from '../contract/vein.ts';
import type { VeinProgress } from '../ports/finger-vein.ts';
import type { VeinRetry, VeinScannerEvent } from '../ports/vein-scanner.ts';

const causes = {
  tooHigh: 'tooHigh',
  tooFlat: 'tooFlat',
  rotated: 'rotated',
  cold: 'cold',
} as const satisfies Partial<Record<VeinGuidance, VeinCause>>;

/**
 * What is told to the person during one try or enrolment, and how much time of it is left. Words about a bad laying stay
 * until the next finger is there: the scanner's own "lift the finger" must not wipe them away.
 */
export class VeinGuide {
  readonly #tell: (progress: VeinProgress) => void;
  readonly #endsAt: number;
  #captured = 0;
  #of: number;
  #stays = false;
  #last: VeinRetry['guidance'] | 'layFinger' | null = null;
  #detected = false;

  constructor(tell: (progress: VeinProgress) => void, of: number, limitMs: number) {
    this.#tell = tell;
    this.#of = of;
    this.#endsAt = performance.now() + limitMs;
  }

  /** Milliseconds; 0 when the time is up. */
  get left(): number {
    return Math.max(0, Math.floor(this.#endsAt - performance.now()));
  }

  /** Why the time ran out: what was in the way last. */
  get cause(): VeinCause {
    if (this.#last === null) return 'noFinger';
    return causes[this.#last as keyof typeof causes] ?? (this.#last === 'layFinger' ? 'noFinger' : 'timeUp');
  }

  /** A finger lay there and nothing came of it, neither a picture nor a word: that is the scanner's slowness. */
  get scannerWasSlow(): boolean {
    return this.#detected && this.#last === null;
  }

  onEvent({ kind }: VeinScannerEvent): void {
    if (kind === 'fingerDetected') {
      this.#detected = true;
      this.#stays = false;
      this.say('holdStill');
    } else if (!this.#stays) this.say(kind === 'presentFinger' ? 'layFinger' : 'liftFinger');
  }

  say(guidance: VeinGuidance): void {
    this.#tell({ guidance, captured: this.#captured, of: this.#of });
  }

  /** The capture was no good. */
  again(guidance: VeinRetry['guidance'] | 'layFinger'): void {
    this.#last = guidance;
    this.#stays = true;
    this.say(guidance);
  }

  counted(captured: number, of: number): void {
    [this.#captured, this.#of] = [captured, of];
  }

  /** Whether a scanner that gave up waiting for a finger may be asked once more. */
  mayWaitOn({ code }: Failure): boolean {
    return code === NO_FINGER && this.left > SHORTEST_WAIT_MS;
  }
}

const NO_FINGER = 'E2606';
const NOT_LIFTED = 'E2607';
/** Less than this is no time to lay a finger. */
const SHORTEST_WAIT_MS = 500;

/** The person's time, not the scanner's fault. */
export const isTimeUp = ({ code }: Failure): boolean => code === NO_FINGER || code === NOT_LIFTED;
