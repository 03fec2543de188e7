/**
 * What the vision worker offers to the core, as a plain object: the worker's entry puts it on a message channel.
 * Requests come from another process and are validated here; answers are plain data.
 */
import { z } from 'zod';
import { err, failure, ok, type Result } from '../drivers/kit/result.ts';
import { visionErrors } from './errors.ts';
import { comparePictures, type FaceComparison } from './evaluate/compare-faces.ts';
import type { ModelIdentity } from './face/embedder.ts';
import { FaceCheck } from './face/face-check.ts';
import { type FaceObservation, type FaceOutcome, faceCheckInputSchema } from './face/face-check-types.ts';
import { FacePipeline, type PipelineOptions } from './face/face-pipeline.ts';
import { embedPicture, enrolPictures } from './face/reference.ts';
import type { FaceTemplate } from './face/template.ts';

/** Sent once per check, when it has ended by itself; a cancelled check sends nothing. */
export interface VisionEvent {
  readonly type: 'faceOutcome';
  readonly id: string;
  readonly outcome: FaceOutcome;
  /** When the check was to enrol and succeeded: to be sealed in this process, and to leave it in no other form. */
  readonly template: FaceTemplate | null;
}

export interface VisionHealth {
  readonly state: 'starting' | 'online' | 'hardwareError';
  readonly errorCode?: string;
  readonly runningChecks: number;
  /** Frames let go because the one before was still being looked at. */
  readonly droppedFrames: number;
  readonly models: readonly ModelIdentity[];
}

export interface VisionService {
  /** Resolves when all models are loaded and checked; fails with E5001, E5002 or E5003. */
  ready(): Promise<Result<readonly ModelIdentity[]>>;
  /** Fails with E5201, E5203, or the reference's E5101-E5105. `input` is a `FaceCheckInput`. */
  startFaceCheck(id: unknown, input: unknown): Promise<Result<null>>;
  /**
   * Looks at one camera frame. While one is being looked at, further ones are dropped and get the last answer. Fails with
   * E5202 (no such check), E5101 (damaged frame, the check goes on), E5201 or E5004.
   */
  frame(id: unknown, jpeg: unknown, timestampMs: unknown): Promise<Result<FaceObservation>>;
  /** True when there was such a check. */
  cancelFaceCheck(id: unknown): Promise<boolean>;
  /** Compares the main faces of two encoded pictures. */
  compareFaces(a: unknown, b: unknown): Promise<Result<FaceComparison>>;
  /** Makes one template out of one to five pictures of a person. */
  enrol(pictures: unknown): Promise<Result<FaceTemplate>>;
  health(): Promise<VisionHealth>;
}

interface RunningCheck {
  readonly check: FaceCheck;
  busy: boolean;
  last: FaceObservation;
}

const idSchema = z.string().min(1).max(80);
/** A camera's JPEG has a few hundred kB; a scanned reference may have some MB. */
const pictureSchema = z.instanceof(Uint8Array).refine((bytes) => bytes.length <= 20_000_000);
const frameSchema = z.tuple([idSchema, pictureSchema, z.number()]);
const NOTHING_SEEN: FaceObservation = { guidance: 'noFace', progress: 0, face: null, yawDegrees: 0 };

const invalid = (what: string) => err(failure(visionErrors, 'E5201', what));

/** @param emit told about the end of each check */
export function createVisionService(
  emit: (event: VisionEvent) => void,
  options: PipelineOptions = {},
): VisionService {
  const checks = new Map<string, RunningCheck>();
  /** Checks whose reference is still being read; cancelling removes them. */
  const starting = new Set<string>();
  let droppedFrames = 0;
  let loaded: Result<FacePipeline> | null = null;
  const loading = FacePipeline.load(options).then((result) => {
    loaded = result;
    return result;
  });

  /** An inference that throws is a broken model or lack of memory: told, not fatal for the process. */
  async function guarded<T>(work: (pipeline: FacePipeline) => Promise<Result<T>>): Promise<Result<T>> {
    const pipeline = await loading;
    if (!pipeline.ok) return pipeline;
    try {
      return await work(pipeline.value);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return err(failure(visionErrors, 'E5004', reason.slice(0, 200)));
    }
  }

  return {
    async ready() {
      const pipeline = await loading;
      return pipeline.ok ? ok(pipeline.value.models) : pipeline;
    },

    async startFaceCheck(rawId, rawInput) {
      const id = idSchema.safeParse(rawId);
      const input = faceCheckInputSchema.safeParse(rawInput);
      if (!id.success) return invalid('id');
      if (!input.success) return invalid(z.prettifyError(input.error));
      if (checks.has(id.data) || starting.has(id.data)) return err(failure(visionErrors, 'E5203'));
      starting.add(id.data);
      const check = await guarded((pipeline) => FaceCheck.create(pipeline, input.data));
      // A check that was cancelled meanwhile stays away.
      if (!starting.delete(id.data)) return err(failure(visionErrors, 'E5202', 'cancelled'));
      if (!check.ok) return check;
      checks.set(id.data, { check: check.value, busy: false, last: NOTHING_SEEN });
      return ok(null);
    },

    async frame(rawId, rawJpeg, rawTimestamp) {
      const parsed = frameSchema.safeParse([rawId, rawJpeg, rawTimestamp]);
      if (!parsed.success) return invalid('frame');
      const [id, jpeg, timestampMs] = parsed.data;
      const running = checks.get(id);
      if (running === undefined) return err(failure(visionErrors, 'E5202'));
      if (running.busy) {
        droppedFrames++;
        return ok(running.last);
      }
      running.busy = true;
      try {
        const seen = await guarded(() => running.check.frame(jpeg, timestampMs));
        if (!seen.ok) return seen;
        running.last = seen.value;
        const { outcome, template } = running.check;
        if (outcome !== null && checks.get(id) === running) {
          checks.delete(id);
          emit({ type: 'faceOutcome', id, outcome, template });
        }
        return seen;
      } finally {
        running.busy = false;
      }
    },

    async cancelFaceCheck(rawId) {
      const id = idSchema.safeParse(rawId);
      return id.success && (checks.delete(id.data) || starting.delete(id.data));
    },

    async compareFaces(rawA, rawB) {
      const pictures = z.tuple([pictureSchema, pictureSchema]).safeParse([rawA, rawB]);
      if (!pictures.success) return invalid('pictures');
      return guarded(async (pipeline) => {
        const a = await embedPicture(pipeline, pictures.data[0]);
        if (!a.ok) return a;
        const b = await embedPicture(pipeline, pictures.data[1]);
        return b.ok ? ok(comparePictures(pipeline, a.value, b.value)) : b;
      });
    },

    async enrol(rawPictures) {
      const pictures = z.array(pictureSchema).min(1).max(5).safeParse(rawPictures);
      if (!pictures.success) return invalid('pictures');
      return guarded((pipeline) => enrolPictures(pipeline, pictures.data));
    },

    async health() {
      const base = { runningChecks: checks.size, droppedFrames };
      if (loaded === null) return { ...base, state: 'starting', models: [] };
      return loaded.ok
        ? { ...base, state: 'online', models: loaded.value.models }
        : { ...base, state: 'hardwareError', errorCode: loaded.error.code, models: [] };
    },
  };
}
