import type { VeinCapture } from '../../finger-vein/extract.ts';

/** `prepare`: a map for comparing; `norm`: its comparisons with the cohort. */
type Step = 'decode' | keyof VeinCapture['timings'] | 'prepare' | 'norm' | 'match';

/** Times that are kept per step: enough for a median, and no more memory for a larger set. */
const KEPT = 20_000;

/** Wall milliseconds per step over a whole set. */
export class StepTimes {
  readonly #times = new Map<Step, number[]>();

  add(step: Step, milliseconds: number): void {
    const times = this.#times.get(step) ?? [];
    this.#times.set(step, times);
    if (times.length < KEPT) times.push(milliseconds);
  }

  addAll(timings: VeinCapture['timings']): void {
    for (const [step, milliseconds] of Object.entries(timings)) this.add(step as Step, milliseconds);
  }

  async timed<T>(step: Step, work: () => Promise<T>): Promise<T> {
    const start = performance.now();
    const value = await work();
    this.add(step, performance.now() - start);
    return value;
  }

  timedNow<T>(step: Step, work: () => T): T {
    const start = performance.now();
    const value = work();
    this.add(step, performance.now() - start);
    return value;
  }

  /** Medians; `extractAndMatch` is the sum of the steps after decoding, with one comparison, without the cohort. */
  medians(): Readonly<Partial<Record<Step, number>>> & { readonly extractAndMatch: number } {
    const medians: Partial<Record<Step, number>> = {};
    for (const [step, times] of this.#times) {
      const sorted = times.toSorted((a, b) => a - b);
      medians[step] = sorted[sorted.length >> 1]!;
    }
    const { decode: _, norm: __, ...rest } = medians;
    return { ...medians, extractAndMatch: Object.values(rest).reduce((sum, time) => sum + time, 0) };
  }
}
