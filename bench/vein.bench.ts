import { captureFrame } from '../fixtures/finger-vein/capture.ts';
import { alignedScore, prepareAligned } from '../models/finger-vein/aligned-match.ts';
import { extractVeins } from '../models/finger-vein/extract.ts';
import { scorePair, veinFeatures } from '../models/finger-vein/pair-score.ts';
import type { VeinMap } from '../models/finger-vein/vein-map.ts';
import type { Figure, Measurement } from './kit/figure.ts';
import { spread } from './kit/statistics.ts';

const FRAMES = 12;
const TURNS = 4;
const WARM_UP = 8;
const geometry = { axis: 'horizontal', fingerWidth: 150, length: 300, roi: 'find' } as const;

/** Frames of invented fingers (480 x 240) through the pipeline, on one thread; processor time and wall time. */
export const measure: Measurement = async () => {
  const frames = Array.from({ length: FRAMES }, (_, i) => captureFrame({ finger: i >> 1, capture: i & 1 }));
  const single: Sample[] = [];
  const decision: Sample[] = [];
  const enrolled = frames.map((frame) => veinFeatures(mapOf(extractVeins(frame, geometry).map)));
  for (let turn = -WARM_UP; turn < FRAMES * TURNS; turn++) {
    const at = (turn + FRAMES) % FRAMES;
    // The other capture of the same finger.
    const stored = enrolled[at ^ 1]!;
    const one = sampled(() => {
      const probe = prepareAligned(mapOf(extractVeins(frames[at]!, geometry).map));
      alignedScore(stored.veins, probe);
    });
    const five = Array.from({ length: 5 }, () => stored);
    const whole = sampled(() => {
      const probe = veinFeatures(mapOf(extractVeins(frames[at]!, geometry).map));
      five.map((template) => scorePair(template, probe));
    });
    if (turn >= 0) {
      single.push(one);
      decision.push(whole);
    }
  }
  return [
    figure(
      'extract and match, CPU',
      single.map(({ cpu }) => cpu),
      12,
    ),
    figure(
      'extract and match, wall',
      single.map(({ wall }) => wall),
    ),
    figure(
      'decision against five templates with T-norm, CPU',
      decision.map(({ cpu }) => cpu),
      300,
    ),
    figure(
      'decision against five templates with T-norm, wall',
      decision.map(({ wall }) => wall),
    ),
  ];
};

interface Sample {
  readonly cpu: number;
  readonly wall: number;
}

function sampled(work: () => void): Sample {
  const before = process.cpuUsage();
  const start = performance.now();
  work();
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  return { cpu: (user + system) / 1000, wall };
}

function mapOf(map: VeinMap | null): VeinMap {
  if (map === null) throw new Error('an invented finger shows no veins');
  return map;
}

function figure(name: string, values: readonly number[], most?: number): Figure {
  const goal =
    most === undefined
      ? {}
      : { goal: { on: 'median', reference: most, most: 1, words: `<= ${most} ms, one core` } as const };
  return { name, unit: 'ms', ...spread(values), ...goal };
}
