import { decodeImage, encodeJpeg } from '../drivers/kit/image/codec.ts';
import { makeClip } from '../fixtures/heads/clips.ts';
import { subjectOf } from '../fixtures/portraits/subject.ts';
import { FacePipeline } from '../models/face/face-pipeline.ts';
import { type FaceStep, faceSteps, Stopwatch, type Timings, timed } from '../models/face/timings.ts';
import type { Figure, Goal, Measurement } from './kit/figure.ts';
import { median, spread } from './kit/statistics.ts';

const PICTURES = 30;
const WARM_UP = 5;
const CPU_GOAL_MS = 60;

const goal: Goal = {
  on: 'median',
  reference: CPU_GOAL_MS,
  most: 1,
  words: `<= ${CPU_GOAL_MS} ms CPU, 1 thread`,
};

const subjects = [
  { name: 'portrait', id: 'astronaut' },
  { name: 'invented head', id: 'head:bench' },
] as const;

/** One camera picture of 960 x 720 through every model, on one thread and on two. */
export const measure: Measurement = async () => {
  const figures: Figure[] = [];
  for (const threads of [1, 2]) {
    const loaded = await FacePipeline.load({ threads });
    if (!loaded.ok) throw new Error(`${loaded.error.code} ${loaded.error.message}`);
    for (const { name, id } of subjects) {
      const clip = makeClip('frontal', await subjectOf(id, decodeImage));
      const jpeg = await encodeJpeg(clip.picture(0), 88);
      figures.push(
        ...(await figuresOf(loaded.value, jpeg, `${name}, ${threads} thread${threads > 1 ? 's' : ''}`)),
      );
    }
    await loaded.value.release();
  }
  return figures;
};

/** Notes the CPU time of each step too: the steps run one after the other, so all that was used since the last one. */
class CpuWatch extends Stopwatch {
  readonly cpu: Partial<Record<FaceStep, number>> = {};
  #since = process.cpuUsage();

  override add(step: FaceStep, milliseconds: number): void {
    super.add(step, milliseconds);
    this.cpu[step] = (this.cpu[step] ?? 0) + cpuSince(this.#since);
    this.#since = process.cpuUsage();
  }
}

/** Milliseconds of all threads of this process. */
function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

interface Looked {
  readonly timings: Timings;
  readonly cpu: Timings;
  readonly cpuMs: number;
  readonly wallMs: number;
  /** The liveness model judges only faces that its own detector finds; on drawn heads that fails now and then. */
  readonly judged: boolean;
}

async function figuresOf(pipeline: FacePipeline, jpeg: Uint8Array, where: string): Promise<Figure[]> {
  const all: Looked[] = [];
  for (let turn = -WARM_UP; turn < PICTURES; turn += 1) {
    const looked = await wholeCheck(pipeline, jpeg);
    if (turn >= 0) all.push(looked);
  }
  const inWords = (timesOf: (looked: Looked) => Timings): string =>
    faceSteps
      .flatMap((step) => {
        const times = all.flatMap((looked) => timesOf(looked)[step] ?? []);
        return times.length === 0 ? [] : [`${step} ${median(times).toFixed(1)}`];
      })
      .join(', ');
  const least = Math.min(...all.map(({ cpuMs }) => cpuMs));
  const note = `least ${least.toFixed(1)} ms; per step: ${inWords(({ cpu }) => cpu)}`;
  return [
    {
      name: `whole check, CPU: ${where}`,
      unit: 'ms',
      ...spread(all.map(({ cpuMs }) => cpuMs)),
      ...(where.endsWith('1 thread') ? { goal } : {}),
      note: all.every(({ judged }) => judged)
        ? note
        : `${note} (its detector did not find this face: no liveness score)`,
    },
    {
      name: `whole check, wall: ${where}`,
      unit: 'ms',
      ...spread(all.map(({ wallMs }) => wallMs)),
      note: `ms per step: ${inWords(({ timings }) => timings)}`,
    },
  ];
}

/** Everything that one picture can cost: reading it, face, mesh, alignment, both embeddings, liveness. */
async function wholeCheck(pipeline: FacePipeline, jpeg: Uint8Array): Promise<Looked> {
  const before = process.cpuUsage();
  const watch = new CpuWatch();
  const started = performance.now();
  const image = await timed(watch, 'decode', () => decodeImage(jpeg));
  const [found] = await pipeline.detect(image, watch);
  if (!found) throw new Error('no face in the picture of the bench');
  const face = await pipeline.locate(image, found, watch);
  await pipeline.embed(face, watch);
  const judged = (await pipeline.liveness(image, face.box, watch)) !== null;
  const wallMs = performance.now() - started;
  return { timings: watch.read(), cpu: watch.cpu, cpuMs: cpuSince(before), wallMs, judged };
}
