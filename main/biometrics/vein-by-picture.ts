import { randomUUID } from 'node:crypto';
import { ok, type Result } from '../contract/failure.ts';
import type { VeinImage, VeinScannerIdentity, VeinScannerLine } from '../ports/vein-scanner.ts';
import type { WorkerConnection } from '../workers/connect-worker.ts';
import type { VeinSeen, VeinStart, VeinStarted } from './vein-api.ts';
import { isTimeUp, type VeinGuide } from './vein-guide.ts';
import type { VisionApi, VisionEvents } from './vision-api.ts';

/** Opening ten templates and comparing them with the cohort, on a slow and busy terminal. */
const START_LIMIT_MS = 15_000;
/** One picture to its decision; 0.15 s on one core. */
const LOOK_LIMIT_MS = 5000;
const END_LIMIT_MS = 5000;
/** A finger that stays after the answer is waited for so long before the next step. */
const LIFT_LIMIT_MS = 5000;

export interface VeinMeans {
  readonly vision: WorkerConnection<VisionApi, VisionEvents>;
  readonly scanner: VeinScannerLine;
  readonly guide: VeinGuide;
  readonly identity: VeinScannerIdentity;
  readonly signal: AbortSignal;
}

type Outcome = NonNullable<VeinSeen['outcome']>;
/** Every form of an input without the id of its check. */
type WithoutId<T> = T extends unknown ? Omit<T, 'checkId'> : never;

/**
 * Pictures of the scanner to the vision worker until that has an answer; null when the time is up. The models get ready while
 * the finger is laid.
 */
export async function byPicture(
  means: VeinMeans,
  what: WithoutId<VeinStart>,
): Promise<Result<{ readonly outcome: Outcome | null; readonly started: VeinStarted }>> {
  const { vision } = means;
  const checkId = randomUUID();
  const stop = new AbortController();
  const signal = AbortSignal.any([means.signal, stop.signal]);
  const starting = vision
    .call('veinStart', { ...what, checkId } as VeinStart, { limitMs: START_LIMIT_MS, signal })
    .then((started) => {
      if (!started.ok) stop.abort();
      return started;
    });
  try {
    const outcome = await untilOutcome({ ...means, signal }, checkId, starting);
    const started = await starting;
    if (!started.ok) return started;
    return outcome.ok ? ok({ outcome: outcome.value, started: started.value }) : outcome;
  } finally {
    stop.abort();
    await vision.call('veinEnd', { checkId }, { limitMs: END_LIMIT_MS });
  }
}

async function untilOutcome(
  { vision, scanner, guide, signal }: VeinMeans,
  checkId: string,
  starting: Promise<Result<VeinStarted>>,
): Promise<Result<Outcome | null>> {
  while (guide.left > 0) {
    const taken = await scanner.capture(guide.left, signal);
    if (!taken.ok) {
      if (guide.mayWaitOn(taken.error)) continue;
      return isTimeUp(taken.error) ? ok(null) : taken;
    }
    if (taken.value.kind === 'retry') guide.again(taken.value.guidance);
    else {
      const seen = await look(vision, checkId, taken.value, starting, signal);
      if (!seen.ok) return seen;
      const { guidance, captured, of, outcome } = seen.value;
      guide.counted(captured, of);
      if (outcome) return ok(outcome);
      if (guidance) guide.again(guidance);
      else guide.say('liftFinger');
    }
    const gone = await scanner.fingerGone(Math.max(1, guide.left), signal);
    if (!gone.ok) return isTimeUp(gone.error) ? ok(null) : gone;
  }
  return ok(null);
}

/** The picture is overwritten here too, whatever came of it. */
async function look(
  vision: VeinMeans['vision'],
  checkId: string,
  { width, height, grey, frames }: VeinImage,
  starting: Promise<Result<VeinStarted>>,
  signal: AbortSignal,
): Promise<Result<VeinSeen>> {
  try {
    const started = await starting;
    if (!started.ok) return started;
    const burst = frames ? { frames: frames.map((frame) => ({ ...frame })) } : {};
    const picture = { checkId, width, height, grey, ...burst };
    return await vision.call('veinLook', picture, { limitMs: LOOK_LIMIT_MS, signal });
  } finally {
    grey.fill(0);
    for (const frame of frames ?? []) frame.grey.fill(0);
  }
}

/** Before the next laying the finger has to be off; one that stays is no reason to fail. */
export async function lifted({ scanner, signal }: VeinMeans): Promise<void> {
  await scanner.fingerGone(LIFT_LIMIT_MS, signal);
}
