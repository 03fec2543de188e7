import { fail, ok, type Result } from '../contract/failure.ts';
import type { VeinCause } from '../contract/vein.ts';
import type {
  EnrolFingerOutcome,
  EnrolFingerRequest,
  FingerVein,
  VeinCheckOutcome,
  VeinCheckRequest,
  VeinProgress,
} from '../ports/finger-vein.ts';
import type { VeinScannerIdentity, VeinScannerLine } from '../ports/vein-scanner.ts';
import type { WorkerConnection } from '../workers/connect-worker.ts';
import { checkByModule, enrolByModule, MODULE_CAPTURES } from './vein-by-module.ts';
import { byPicture, lifted, type VeinMeans } from './vein-by-picture.ts';
import { makerDevice } from './vein-device.ts';
import { VeinGuide } from './vein-guide.ts';
import type { VisionApi, VisionEvents } from './vision-api.ts';

interface FingerVeinOptions {
  readonly vision: WorkerConnection<VisionApi, VisionEvents>;
  readonly scanner: VeinScannerLine;
  /** A scanner is configured. */
  readonly offered: boolean;
  /** Longest time for one try, and for one finger with all its layings, ms. */
  readonly tryLimitMs: number;
  readonly enrolLimitMs: number;
}

/** Layings of one finger where the terminal makes the template; models/finger-vein/person-limits.ts. */
const PICTURE_CAPTURES = 5;
/** From a scanner that may give pictures and does not: its own templates are left. */
const NO_PICTURES = 'E2616';

/** The port `FingerVein`: the scanner in the drivers worker, the comparison in the vision worker or in the scanner itself. */
export function fingerVein(options: FingerVeinOptions): FingerVein {
  return {
    offered: options.offered,
    check: (request, onProgress, signal) =>
      withScanner(options, onProgress, signal, options.tryLimitMs, 1, (means) => check(means, request)),
    enrol: (request, onProgress, signal) =>
      withScanner(options, onProgress, signal, options.enrolLimitMs, PICTURE_CAPTURES, (means) =>
        enrol(means, request),
      ),
  };
}

async function withScanner<T>(
  { vision, scanner }: FingerVeinOptions,
  onProgress: (progress: VeinProgress) => void,
  signal: AbortSignal,
  limitMs: number,
  of: number,
  work: (means: VeinMeans) => Promise<Result<T>>,
): Promise<Result<T>> {
  let over = false;
  const guide = new VeinGuide((progress) => void (over || onProgress(progress)), of, limitMs);
  guide.say('starting');
  const stopListening = scanner.onEvent((event) => guide.onEvent(event));
  try {
    const identity = await scanner.identity(signal);
    return identity.ok ? await work({ vision, scanner, guide, identity: identity.value, signal }) : identity;
  } finally {
    over = true;
    stopListening();
  }
}

async function check(means: VeinMeans, request: VeinCheckRequest): Promise<Result<VeinCheckOutcome>> {
  const { guide, identity } = means;
  const scanner = scannerOf(identity);
  const compared = { z: 0, threshold: 0, finger: null, causes: [], checks: [], scanner };
  if (request.templates.some(({ device }) => device === makerDevice(identity))) {
    const method = { id: identity.maker, version: 1 };
    const told = await checkByModule(means, request);
    if (!told.ok) return told;
    if (told.value === 'timeUp')
      return ok({ ...compared, decision: 'unsure', causes: [guide.cause], method });
    const { finger } = told.value;
    if (finger === null) await liftedSaying(means);
    else guide.say('done');
    return finger === null
      ? ok({ ...compared, decision: 'different', causes: ['notSimilar'], method })
      : ok({ ...compared, decision: 'same', finger, method });
  }
  const told = await byPicture(means, {
    kind: 'check',
    ...request,
    templates: [...request.templates],
    scanner: identity,
  });
  if (!told.ok) return told;
  const { outcome, started } = told.value;
  const { threshold, method } = started;
  if (outcome?.kind !== 'compared') {
    if (guide.scannerWasSlow)
      return fail({ code: 'E2602', action: 'reset', message: 'no picture of a finger that lay there' });
    const causes: VeinCause[] = [guide.cause];
    return ok({ ...compared, threshold, decision: 'unsure', causes, method });
  }
  if (outcome.decision === 'same') guide.say('done');
  else await liftedSaying(means);
  const { kind: _kind, ...numbers } = outcome;
  return ok({ ...numbers, scanner });
}

async function enrol(means: VeinMeans, request: EnrolFingerRequest): Promise<Result<EnrolFingerOutcome>> {
  const { guide, identity } = means;
  const pictured = identity.gives === 'image' ? await enrolByPicture(means, request) : null;
  const givesNone = pictured === null || (!pictured.ok && pictured.error.code === NO_PICTURES);
  if (pictured && !(givesNone && identity.maxTemplates > 0)) return ended(means, pictured);
  guide.counted(0, MODULE_CAPTURES);
  return ended(means, await enrolByModule(means, request));
}

async function ended(
  means: VeinMeans,
  told: Result<EnrolFingerOutcome>,
): Promise<Result<EnrolFingerOutcome>> {
  if (told.ok) await liftedSaying(means);
  if (told.ok && told.value.kind === 'enrolled') means.guide.say('done');
  return told;
}

async function enrolByPicture(
  means: VeinMeans,
  request: EnrolFingerRequest,
): Promise<Result<EnrolFingerOutcome>> {
  const told = await byPicture(means, {
    kind: 'enrol',
    ...request,
    others: [...request.others],
    scanner: means.identity,
  });
  if (!told.ok) return told;
  const { outcome } = told.value;
  // A comparison is no answer to an enrolment; a worker that gives one has not understood, and the time counts as up.
  return ok(outcome && outcome.kind !== 'compared' ? outcome : { kind: 'again', problem: 'timeUp' });
}

async function liftedSaying(means: VeinMeans): Promise<void> {
  means.guide.say('liftFinger');
  await lifted(means);
}

const scannerOf = ({ model, simulated }: VeinScannerIdentity): VeinCheckOutcome['scanner'] => ({
  model,
  simulated,
});
