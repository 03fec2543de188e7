import { randomUUID } from 'node:crypto';
import type { FaceGuidance } from '../contract/face.ts';
import { type Failure, fail, ok, type Result } from '../contract/failure.ts';
import type { Biometrics, FaceCheckOutcome, FaceCheckRequest } from '../ports/biometrics.ts';
import type { CameraFeed, Picture } from '../ports/camera-feed.ts';
import type { WorkerConnection } from '../workers/connect-worker.ts';
import type { Seen, VisionApi, VisionEvents } from './vision-api.ts';

/** Two decoded portraits and their embeddings, on a slow and busy terminal. */
const START_LIMIT_MS = 10_000;
/** One picture through all models; facts face.md 0 measures about 40 ms. */
const LOOK_LIMIT_MS = 5000;
/** Without a picture for this long the camera counts as away and is asked to start (again), ms. */
const STALL_MS = 1500;

interface FaceBiometricsOptions {
  readonly vision: WorkerConnection<VisionApi, VisionEvents>;
  readonly camera: CameraFeed;
  /** `simulated` only in a demo configuration: the liveness model runs, but does not decide. */
  readonly liveness: 'required' | 'simulated';
  /** Longest time for one try, ms. */
  readonly tryLimitMs: number;
  /** How long a camera that gives no picture is waited for, ms. */
  readonly awayLimitMs: number;
}

/** The port `Biometrics`: camera pictures to the vision worker, one at a time and always the newest. */
export function faceBiometrics(options: FaceBiometricsOptions): Biometrics {
  return {
    livenessSimulated: options.liveness === 'simulated',
    checkFace: async (request, onProgress, signal) => {
      const checkId = randomUUID();
      const started = await startWithUsableReference(options, checkId, request, signal);
      if (!started.ok) return started;
      try {
        const seen = await watch(options, checkId, onProgress, signal);
        return seen.ok ? ok({ ...seen.value, reference: started.value }) : seen;
      } finally {
        // Side by side: the person waits for the answer, and each of the two may be a worker that is just restarting.
        await Promise.all([
          options.camera.stop(),
          options.vision.call('endFaceCheck', { checkId }, { limitMs: LOOK_LIMIT_MS }),
        ]);
      }
    },
  };
}

type ReferenceSource = FaceCheckRequest['references'][number]['source'];

/** The first reference that the models can compare with; the failure of the last one when there is none. */
async function startWithUsableReference(
  { vision, liveness }: FaceBiometricsOptions,
  checkId: string,
  request: FaceCheckRequest,
  signal: AbortSignal,
): Promise<Result<ReferenceSource>> {
  let last: Failure | null = null;
  const { ageBand, challenge, enrolFor } = request;
  for (const given of request.references) {
    const reference =
      given.source === 'enrolled'
        ? ({ kind: 'sealed', template: given.template } as const)
        : ({ kind: 'image', bytes: given.image } as const);
    const started = await vision.call(
      'startFaceCheck',
      { checkId, reference, ageBand, challenge, liveness, enrolFor },
      { limitMs: START_LIMIT_MS, signal },
    );
    if (started.ok) return ok(given.source);
    last = started.error;
    // Only a picture or template that cannot be used leads to the next one; a dead worker does not.
    if (!last.code.startsWith('E5')) break;
  }
  return fail(last ?? { code: 'E5102', action: 'clear', message: 'no reference picture' });
}

/** Looks at picture after picture until there is an outcome, the time is up, or the check is given up. */
function watch(
  { vision, camera, tryLimitMs, awayLimitMs }: FaceBiometricsOptions,
  checkId: string,
  onProgress: Parameters<Biometrics['checkFace']>[1],
  signal: AbortSignal,
): Promise<Result<Omit<FaceCheckOutcome, 'reference'>>> {
  return new Promise((resolve) => {
    let newest: Picture | null = null;
    let looking = false;
    let lastGuidance: FaceGuidance = 'noFace';
    let lastPictureAt = performance.now();
    let starting = false;
    let over = false;
    const end = (result: Result<Omit<FaceCheckOutcome, 'reference'>>): void => {
      over = true;
      stopPictures();
      clearTimeout(timer);
      clearInterval(stallCheck);
      signal.removeEventListener('abort', onAbort);
      resolve(result);
    };
    const onAbort = (): void => end(fail({ code: 'E1008', action: 'clear', message: 'face check given up' }));
    const timer = setTimeout(() => end(ok(timeUp(lastGuidance))), tryLimitMs);
    const stallCheck = setInterval(() => {
      const silentMs = performance.now() - lastPictureAt;
      if (silentMs > awayLimitMs) end(fail({ code: 'E3007', action: 'reset', message: 'no picture' }));
      else if (silentMs > STALL_MS) {
        onProgress({ guidance: 'cameraAway', progress: 0, crop: camera.follow(null, Date.now()) });
        void begin();
      }
    }, STALL_MS / 3);
    const stopPictures = camera.onPicture((picture) => {
      lastPictureAt = performance.now();
      newest = picture;
      void look();
    });
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    else void begin();

    /** A camera that does not start, or whose worker died, is asked again by the stall check. */
    async function begin(): Promise<void> {
      if (starting) return;
      starting = true;
      await camera.start(signal);
      starting = false;
    }

    async function look(): Promise<void> {
      if (looking || !newest) return;
      looking = true;
      const picture: Picture = newest;
      newest = null;
      const seen = await vision.call('look', { checkId, ...picture }, { limitMs: LOOK_LIMIT_MS, signal });
      looking = false;
      // An answer that comes after the time was up belongs to a try that has been told already.
      if (over) return;
      if (!seen.ok) {
        end(seen);
        return;
      }
      const { observation, outcome }: Seen = seen.value;
      lastGuidance = observation.guidance;
      const crop = camera.follow(observation.face, picture.capturedAtMs);
      onProgress({ guidance: observation.guidance, progress: observation.progress, crop });
      if (outcome) end(ok(outcome));
      else void look();
    }
  });
}

/** A try that ran out of time, with what was in the way last as its cause. */
function timeUp(guidance: FaceGuidance): Omit<FaceCheckOutcome, 'reference'> {
  const causes = {
    noFace: 'noFace',
    tooDark: 'tooDark',
    tooBright: 'tooBright',
    tooFar: 'tooFar',
    tooClose: 'tooClose',
    notFacing: 'notFacing',
    covered: 'covered',
    severalPeople: 'severalPeople',
    clampedCrop: 'clampedCrop',
    blurred: 'blurred',
    turnLeft: 'noTurn',
    turnRight: 'noTurn',
    comeCloser: 'noTurn',
    moveBack: 'noTurn',
  } as const satisfies Partial<Record<FaceGuidance, string>>;
  const cause = causes[guidance as keyof typeof causes] ?? 'timeUp';
  return {
    ...{ decision: 'unsure', liveness: 'unsure', similarity: 0, threshold: 1 },
    ...{ causes: [cause], models: [], enrolled: null },
  };
}
