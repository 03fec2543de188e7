import { relative } from 'node:path';
import { err, failure, ok, type Result } from '../../../drivers/kit/result.ts';
import { visionErrors } from '../../errors.ts';
import { extractVeins } from '../../finger-vein/extract.ts';
import type { ScannerGeometry } from '../../finger-vein/region.ts';
import { enrolLimits } from '../../finger-vein/person-limits.ts';
import { visitLimit } from '../../finger-vein/visit-limit.ts';
import { type DetLine, detCurveSvg } from '../det-curve.ts';
import { atFar, equalErrorRate, type OperatingPoint, operatingPoints } from '../error-rates.ts';
import { CaptureStore, type VeinScore } from './capture-store.ts';
import { readGray } from './read-gray.ts';
import { StepTimes } from './step-times.ts';
import { type GeometryOptions, usualGeometry } from './usual-geometry.ts';
import { listVeinFiles, type VeinFile } from './vein-folder.ts';
import {
  type Comparison,
  type Protocol,
  planOf,
  protocols,
  type TemplateCount,
  templateCounts,
  type VeinUnit,
} from './vein-protocols.ts';

export interface EvaluateVeinOptions extends GeometryOptions {
  /** Holds finger/session/picture. */
  readonly dir: string;
  /** `normed` unless said otherwise: with it FAR and FRR at the terminal's own limits are told as well. */
  readonly score?: VeinScore;
  /** Leaves out every capture that the terminal would ask to repeat, not only those that show nothing. */
  readonly strict?: boolean;
  /** Impostor comparisons per protocol; more are thinned out evenly. */
  readonly maxImpostors?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (step: 'pictures' | 'comparisons', done: number, total: number) => void;
}

type FarTarget = '1e-2' | '1e-3' | '1e-4';

export interface VeinFigures {
  readonly protocol: Protocol;
  /** Captures per template; the score is the highest of them. */
  readonly templates: TemplateCount;
  readonly pairs: {
    readonly genuine: number;
    readonly impostor: number;
    readonly impostorLeftOut: number;
    /** With so many captures each finger played the stranger. */
    readonly strangers: number;
  };
  readonly toEnrol: number;
  /** Share of the fingers to enrol that had too few usable captures. */
  readonly failureToEnrol: number;
  readonly eer: number;
  readonly eerThreshold: number;
  /** `null` where there are fewer impostor pairs than the target needs to be seen at all. */
  readonly frrAtFar: Readonly<Record<FarTarget, OperatingPoint | null>>;
  /** Only of normed scores: at the terminal's limit, for one template that of two captures at enrolment. */
  readonly atLimit: { readonly limit: number; readonly far: number; readonly frr: number } | null;
}

export interface VeinEvaluation {
  readonly images: {
    readonly count: number;
    readonly usable: number;
    readonly reasons: Readonly<Record<string, number>>;
    /** The first files that could not be read, as `finger/session/picture`. */
    readonly unreadable: readonly string[];
  };
  readonly failureToAcquire: number;
  readonly fingers: number;
  readonly geometry: ScannerGeometry;
  readonly score: VeinScore;
  readonly results: readonly VeinFigures[];
  readonly medianMs: ReturnType<StepTimes['medians']>;
  /** SVG. */
  readonly detCurve: string;
}

const DEFAULT_IMPOSTORS = 50_000;
/** Unreadable files that are named; all are counted. */
const NAMED = 20;
/** Comparisons between two looks at the signal. */
const BATCH = 256;

/**
 * Measures the finger-vein pipeline on a folder of pictures, one picture in memory at a time. Everything but the times is
 * the same on every run. Fails with E5301 when the folder cannot be read and with E5303 when there is nothing to compare.
 */
export async function evaluateVein(options: EvaluateVeinOptions): Promise<Result<VeinEvaluation>> {
  const files = await listVeinFiles(options.dir);
  if (!files.ok) return files;
  const geometry = await usualGeometry(files.value, options);
  if (geometry === null) return err(failure(visionErrors, 'E5303', 'no picture that can be read'));
  const times = new StepTimes();
  const score = options.score ?? 'normed';
  const store = new CaptureStore(score, times);
  const { units, reasons, unreadable, usable } = await captureAll(
    files.value,
    geometry,
    store,
    times,
    options,
  );
  const maxImpostors = options.maxImpostors ?? DEFAULT_IMPOSTORS;
  const plans = protocols.flatMap((protocol) =>
    templateCounts.map((templates) => ({ protocol, templates, ...planOf(units, protocol, templates) })),
  );
  const measurable = plans.filter(({ genuine, impostor }) => genuine > 0 && impostor > 0);
  if (measurable.length === 0) return err(failure(visionErrors, 'E5303'));
  const work = (plan: (typeof plans)[number]): number => plan.genuine + Math.min(plan.impostor, maxImpostors);
  const total = measurable.reduce((sum, plan) => sum + work(plan), 0);
  const results: VeinFigures[] = [];
  const lines: DetLine[] = [];
  let done = 0;
  for (const plan of measurable) {
    const scores = await compare(plan.comparisons(maxImpostors), store, () => {
      options.signal?.throwIfAborted();
      options.onProgress?.('comparisons', ++done, total);
    });
    const points = operatingPoints(scores.genuine, scores.impostor);
    lines.push({ name: `${plan.protocol}, ${plan.templates} per template`, points });
    results.push(figuresOf(plan, scores, points, score === 'normed'));
  }
  const count = files.value.length;
  return ok({
    images: { count, usable, reasons, unreadable },
    failureToAcquire: (count - usable) / count,
    fingers: new Set(units.map(({ finger }) => finger)).size,
    geometry,
    score,
    results,
    medianMs: times.medians(),
    detCurve: detCurveSvg(lines, `${usable} captures`),
  });
}

interface Captured {
  readonly units: VeinUnit[];
  readonly reasons: Record<string, number>;
  readonly unreadable: string[];
  readonly usable: number;
}

async function captureAll(
  files: readonly VeinFile[],
  geometry: ScannerGeometry,
  store: CaptureStore,
  times: StepTimes,
  options: EvaluateVeinOptions,
): Promise<Captured> {
  const units = new Map<string, VeinUnit & { pictures: number; readonly captures: number[] }>();
  const fingers = new Map<string, number>();
  const reasons: Record<string, number> = {};
  const unreadable: string[] = [];
  let usable = 0;
  for (const [index, file] of files.entries()) {
    options.signal?.throwIfAborted();
    const finger = fingers.get(file.finger) ?? fingers.size;
    fingers.set(file.finger, finger);
    const key = JSON.stringify([file.finger, file.session]);
    const unit = units.get(key) ?? { finger, session: file.session, pictures: 0, captures: [] };
    units.set(key, unit);
    unit.pictures++;
    const gray = await times.timed('decode', () => readGray(file.path));
    if (!gray.ok && unreadable.length < NAMED) unreadable.push(relative(options.dir, file.path));
    const capture = gray.ok ? extractVeins(gray.value, geometry) : null;
    if (capture) times.addAll(capture.timings);
    const why = gray.ok ? (capture?.reasons ?? []) : [gray.error.code];
    for (const reason of why) reasons[reason] = (reasons[reason] ?? 0) + 1;
    if (capture?.map && !(options.strict && capture.reasons.length > 0)) {
      unit.captures.push(store.add(capture.map));
      usable++;
    }
    options.onProgress?.('pictures', index + 1, files.length);
  }
  return { units: [...units.values()], reasons, unreadable, usable };
}

interface Scores {
  readonly genuine: number[];
  readonly impostor: number[];
}

async function compare(
  comparisons: Iterable<Comparison>,
  store: CaptureStore,
  onEach: () => void,
): Promise<Scores> {
  const scores: Scores = { genuine: [], impostor: [] };
  let count = 0;
  for (const { templates, probe, genuine } of comparisons) {
    let best = Number.NEGATIVE_INFINITY;
    for (const template of templates) best = Math.max(best, store.score(template, probe));
    (genuine ? scores.genuine : scores.impostor).push(best);
    onEach();
    // Lets a signal through.
    if (++count % BATCH === 0) await new Promise(setImmediate);
  }
  return scores;
}

function figuresOf(
  plan: {
    protocol: Protocol;
    templates: TemplateCount;
    toEnrol: number;
    notEnrolled: number;
    impostor: number;
    strangers: number;
  },
  { genuine, impostor }: Scores,
  points: readonly OperatingPoint[],
  normed: boolean,
): VeinFigures {
  const { rate, threshold } = equalErrorRate(points);
  const at = (far: number): OperatingPoint | null => (impostor.length * far < 1 ? null : atFar(points, far));
  const limit = plan.templates === 1 ? enrolLimits.pairZ : visitLimit(plan.templates);
  const share = (scores: readonly number[], counts: (score: number) => boolean): number =>
    scores.filter(counts).length / scores.length;
  return {
    protocol: plan.protocol,
    templates: plan.templates,
    pairs: {
      genuine: genuine.length,
      impostor: impostor.length,
      impostorLeftOut: plan.impostor - impostor.length,
      strangers: plan.strangers,
    },
    toEnrol: plan.toEnrol,
    failureToEnrol: plan.notEnrolled / plan.toEnrol,
    eer: rate,
    eerThreshold: threshold,
    frrAtFar: { '1e-2': at(1e-2), '1e-3': at(1e-3), '1e-4': at(1e-4) },
    atLimit: normed
      ? {
          limit,
          far: share(impostor, (score) => score >= limit),
          frr: share(genuine, (score) => score < limit),
        }
      : null,
  };
}
