import type { Presence } from '../../proximity-sensor.ts';
import type { RadarReport } from '../codec/report.ts';

export interface NearOptions {
  /** Who is at most so far away is before the terminal, centimetres. */
  readonly nearCm: number;
  /** For so long somebody must be near to have come, ms: people walk by. */
  readonly comeMs: number;
  /** For so long nobody must be near to have gone, ms: radar loses those who sit still for a moment. */
  readonly goMs: number;
}

/** Whoever is there may lean back this much without having gone. */
const LEAN_BACK = 1.25;

/** Makes of the radar's reports whether a person is before the terminal. Pure: the time comes with each report. */
export class PresenceJudge {
  readonly #options: NearOptions;
  #now: Presence | null = null;
  /** Since when the reports say something else than `#now`. */
  #otherSince: number | null = null;

  constructor(options: NearOptions) {
    this.#options = options;
  }

  get presence(): Presence | null {
    return this.#now;
  }

  /** True when somebody came or went by this report, and with the first one. */
  take(report: RadarReport, nowMs: number): boolean {
    const { nearCm, comeMs, goMs } = this.#options;
    const was = this.#now;
    const limitCm = was?.present ? nearCm * LEAN_BACK : nearCm;
    const distances = [
      ...(report.moving ? [report.movingCm] : []),
      ...(report.still ? [report.stillCm] : []),
    ].filter((cm) => cm <= limitCm);
    const near = distances.length > 0;
    const distanceCm = near ? Math.min(...distances) : null;
    if (was === null || near === was.present) {
      this.#otherSince = null;
      this.#now = { present: near, distanceCm };
      return was === null;
    }
    this.#otherSince ??= nowMs;
    if (nowMs - this.#otherSince < (near ? comeMs : goMs)) return false;
    this.#otherSince = null;
    this.#now = { present: near, distanceCm };
    return true;
  }

  /** Nothing is known any more. */
  clear(): void {
    this.#now = null;
    this.#otherSince = null;
  }
}
