/** The steps of a face check, in the order in which they run. */
export const faceSteps = [
  'decode',
  'detect',
  'mesh',
  'align',
  'embedA',
  'embedB',
  'livenessBox',
  'liveness',
] as const;
export type FaceStep = (typeof faceSteps)[number];

/** Wall time per step in milliseconds; a step that did not run is absent. */
export type Timings = Readonly<Partial<Record<FaceStep, number>>>;

/** Collects the times of one picture's way through the pipeline. */
export class Stopwatch {
  readonly #times: Partial<Record<FaceStep, number>> = {};

  add(step: FaceStep, milliseconds: number): void {
    this.#times[step] = (this.#times[step] ?? 0) + milliseconds;
  }

  read(): Timings {
    return { ...this.#times };
  }
}

/** Runs `work` and adds its wall time to `step`. */
export async function timed<T>(watch: Stopwatch, step: FaceStep, work: () => T | Promise<T>): Promise<T> {
  const start = performance.now();
  try {
    return await work();
  } finally {
    watch.add(step, performance.now() - start);
  }
}
