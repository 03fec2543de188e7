import type { CameraTimeouts } from './timeouts.ts';

type Limits = Pick<CameraTimeouts, 'restartFirst' | 'restartMax' | 'calmAfter'>;

/** How long to wait before the capture is started again: doubling, and small again after a calm time. */
export class RestartPause {
  readonly #limits: Limits;
  #next: number;
  #workingSince: number | null = null;

  constructor(limits: Limits) {
    this.#limits = limits;
    this.#next = limits.restartFirst;
  }

  reset(): void {
    this.#next = this.#limits.restartFirst;
    this.#workingSince = null;
  }

  /** A capture works since `nowMs`. */
  worked(nowMs: number): void {
    this.#workingSince = nowMs;
  }

  /** The capture was lost at `nowMs`; gives the pause in milliseconds. */
  next(nowMs: number): number {
    if (this.#workingSince !== null && nowMs - this.#workingSince >= this.#limits.calmAfter) this.reset();
    this.#workingSince = null;
    const pause = this.#next;
    this.#next = Math.min(pause * 2, this.#limits.restartMax);
    return pause;
  }
}
