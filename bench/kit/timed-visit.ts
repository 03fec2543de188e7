import type { KioskStep } from '../../main/contract/snapshot.ts';
import type { BenchCore } from './core.ts';
import type { Figure } from './figure.ts';
import { median, spread } from './statistics.ts';

/** The liveness model wants frames of at least this long: how long the person looks straight ahead (models/face/evidence.ts). */
const LOOKING_MS = 1500;

/** One whole visit, and how much of it was the person's own time before the camera. */
export interface TimedVisit {
  readonly totalMs: number;
  readonly lookingMs: number;
  readonly movingMs: number;
  /** Time spent in each step that was shown. */
  readonly steps: ReadonlyMap<KioskStep, number>;
}

/** Runs one visit and watches its steps. */
export async function timedVisit(bench: BenchCore, visit: () => Promise<void>): Promise<TimedVisit> {
  const { core, untilDock } = bench;
  const steps = new Map<KioskStep, number>();
  let step: KioskStep = 'welcome';
  let since = performance.now();
  let lookedAt: number | null = null;
  let movedAt: number | null = null;
  let faceEnd: number | null = null;
  const stopWatching = core.onSnapshot(({ view }) => {
    const now = performance.now();
    if (view.step === 'face') {
      if (view.guidance === 'holdStill') lookedAt ??= now;
      if (view.guidance === 'turnLeft' || view.guidance === 'turnRight') movedAt ??= now;
    }
    if (view.step === step) return;
    if (step === 'face') faceEnd = now;
    steps.set(step, (steps.get(step) ?? 0) + now - since);
    step = view.step;
    since = now;
  });
  try {
    await untilDock('standing printer', ({ slipInMouth }) => !slipInMouth);
    const startedAt = performance.now();
    since = startedAt;
    await visit();
    const totalMs = performance.now() - startedAt;
    if (lookedAt === null || faceEnd === null) throw new Error('the face check was not seen');
    const movingMs = movedAt === null ? 0 : faceEnd - movedAt;
    const lookingMs = Math.min(LOOKING_MS, (movedAt ?? faceEnd) - lookedAt);
    return { totalMs, lookingMs, movingMs, steps };
  } finally {
    stopWatching();
  }
}

/** Machine time against `goalMs`, and the total with its steps. */
export function visitFigures(what: string, visits: readonly TimedVisit[], goalMs: number): Figure[] {
  const machine = visits.map(({ totalMs, lookingMs, movingMs }) => totalMs - lookingMs - movingMs);
  const names = [...new Set(visits.flatMap(({ steps }) => [...steps.keys()]))];
  const stepTimes = names.map((name) => {
    const times = visits.flatMap(({ steps }) => steps.get(name) ?? []);
    return `${name} ${median(times).toFixed(0)}`;
  });
  const person = median(visits.map(({ lookingMs, movingMs }) => lookingMs + movingMs));
  const moving = median(visits.map(({ movingMs }) => movingMs));
  return [
    {
      name: `machine time of ${what}`,
      unit: 'ms',
      ...spread(machine),
      goal: { on: 'median', reference: goalMs, most: 1, words: `<= ${goalMs} ms` },
      note:
        `the total less what the person does, ${person.toFixed(0)} ms: at most ${LOOKING_MS} ms of looking, and ` +
        `${moving.toFixed(0)} ms from the request to turn until the check ends (the machine's look at the last picture is in it)`,
    },
    {
      name: 'total, nothing subtracted',
      unit: 'ms',
      ...spread(visits.map(({ totalMs }) => totalMs)),
      note: `median ms per step, from the card to the clean first screen: ${stepTimes.join(', ')}`,
    },
  ];
}
