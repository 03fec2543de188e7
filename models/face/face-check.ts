/**
 * One try of the face check, fed with camera frames: first the person looks straight ahead (embeddings, liveness),
 * then makes the movement that was drawn, then the answer is there. It has no clock: time is that of the frames.
 */
import { randomInt } from 'node:crypto';
import { decodeImage } from '../../drivers/kit/image/codec.ts';
import type { Image } from '../../drivers/kit/image/image-ops.ts';
import { err, failure, ok, type Result } from '../../drivers/kit/result.ts';
import { visionErrors } from '../errors.ts';
import { median } from '../kit/vector.ts';
import { Challenge, seededRandom } from './challenge.ts';
import type { Embedding } from './embedder.ts';
import { Evidence } from './evidence.ts';
import type {
  FaceCause,
  FaceCheckInput,
  FaceGuidance,
  FaceObservation,
  FaceOutcome,
} from './face-check-types.ts';
import { decide } from './face-decision.ts';
import type { FacePipeline, LocatedFace } from './face-pipeline.ts';
import { type FrameReading, mostUrgent, placementReasons, readFrame } from './frame-reading.ts';
import type { QualityReason } from './quality.ts';
import { type LoadedReference, loadReference } from './reference.ts';
import { type FaceTemplate, makeTemplate } from './template.ts';
import { timeLimits } from './time-limits.ts';
import { type FaceStep, faceSteps, Stopwatch, type Timings, timed } from './timings.ts';

/** While the head moves, only these stop the check: a turned face is neither frontal nor sharp. */
const HINDERS_MOVEMENT: readonly QualityReason[] = ['noFace', 'severalPeople', 'tooDark', 'tooBright'];
/** Which complaints name the cause of a try that ran out of time: those of its last seconds. */
const RECENT_MS = 6_000;
/** A complaint in this part of the recent frames is a cause. */
const RECENT_SHARE = 0.3;

export class FaceCheck {
  readonly #pipeline: FacePipeline;
  readonly #input: FaceCheckInput;
  readonly #reference: LoadedReference;
  readonly #random: () => number;
  readonly #timings: Timings[] = [];
  readonly #complaints: { readonly at: number; readonly reason: QualityReason | null }[] = [];
  #evidence = new Evidence();
  #inMotion: Embedding[] = [];
  /** `null` while the person still looks straight ahead. */
  #challenge: { readonly movement: Challenge; readonly since: number } | null = null;
  #start: number | null = null;
  #faceSeen = Number.NEGATIVE_INFINITY;
  /** The latest picture showed nobody, or more than one. */
  #missed = false;
  #outcome: FaceOutcome | null = null;

  private constructor(pipeline: FacePipeline, input: FaceCheckInput, reference: LoadedReference) {
    this.#pipeline = pipeline;
    this.#input = input;
    this.#reference = reference;
    this.#random = seededRandom(input.seed ?? randomInt(2 ** 32));
  }

  /** Reads the reference. Fails with E5101, E5102, E5103 (picture) or E5104, E5105 (template). */
  static async create(pipeline: FacePipeline, input: FaceCheckInput): Promise<Result<FaceCheck>> {
    const reference = await loadReference(pipeline, input.reference);
    return reference.ok ? ok(new FaceCheck(pipeline, input, reference.value)) : reference;
  }

  /** There once the check has ended; then further frames change nothing. */
  get outcome(): FaceOutcome | null {
    return this.#outcome;
  }

  /** Of the frames that were looked straight into; null unless it was asked for and the check has succeeded. */
  get template(): FaceTemplate | null {
    const wanted = this.#input.enrol === true && this.#outcome?.decision === 'same';
    if (!wanted || this.#outcome?.causes.length !== 0) return null;
    return makeTemplate(this.#pipeline.embedder, this.#evidence.embeddings);
  }

  /**
   * Looks at one frame.
   * @param jpeg the camera's picture, not mirrored
   * @param timestampMs when it was taken; must not run backwards
   * @returns what to tell the person, or E5101 for a damaged frame, which changes nothing
   */
  async frame(jpeg: Uint8Array, timestampMs: number): Promise<Result<FaceObservation>> {
    if (this.#outcome !== null) return ok(this.#observe('done', null, null));
    const watch = new Stopwatch();
    let image: Image;
    try {
      image = await timed(watch, 'decode', () => decodeImage(jpeg));
    } catch {
      return err(failure(visionErrors, 'E5101'));
    }
    this.#start ??= timestampMs;
    const reading = await readFrame(this.#pipeline, image, watch);
    this.#beginAnewAfterAbsence(reading, timestampMs);
    const guidance =
      this.#challenge === null
        ? await this.#gather(image, reading, timestampMs, watch)
        : await this.#move(reading, timestampMs, watch);
    this.#timings.push(watch.read());
    if (guidance === 'done') this.#finish([]);
    else this.#finishLate(timestampMs);
    return ok(this.#observe(this.#outcome === null ? guidance : 'done', reading.face, image));
  }

  /** The person looks straight ahead: every good frame adds to the evidence. */
  async #gather(
    image: Image,
    { face, reasons }: FrameReading,
    now: number,
    watch: Stopwatch,
  ): Promise<FaceGuidance> {
    const complaint = mostUrgent(reasons);
    if (complaint !== null || face === null) return this.#complain(complaint ?? 'noFace', now);
    if (this.#evidence.wantsLiveness(now)) {
      const liveness = await this.#pipeline.liveness(image, face.box, watch);
      // A drawn face may pass the first detector and not the second; a simulation shall not hang on that.
      const excused = liveness === null && this.#input.liveness === 'simulated';
      const misplaced = excused ? null : mostUrgent(placementReasons(liveness));
      if (misplaced !== null) return this.#complain(misplaced, now);
      this.#evidence.addLiveness(liveness?.score ?? null, face.box.height, now);
    }
    if (this.#evidence.wantsEmbedding(now))
      this.#evidence.addEmbedding(await this.#pipeline.embed(face, watch), now);
    this.#complaints.push({ at: now, reason: null });
    if (!this.#evidence.complete) return 'holdStill';
    const movement = new Challenge(this.#input.challenge, this.#random);
    this.#challenge = { movement, since: now };
    return movement.guidance ?? 'done';
  }

  /** The person moves as asked: each step that is reached adds an embedding. */
  async #move({ face, reasons }: FrameReading, now: number, watch: Stopwatch): Promise<FaceGuidance> {
    const movement = this.#challenge!.movement;
    const complaint = mostUrgent(reasons.filter((reason) => HINDERS_MOVEMENT.includes(reason)));
    if (complaint !== null || face === null) return this.#complain(complaint ?? 'noFace', now);
    this.#complaints.push({ at: now, reason: null });
    const reached = movement.observe({
      yawDegrees: face.mesh.confidence < 0.5 ? null : face.mesh.pose.yawDegrees,
      relativeSize: face.box.height / this.#evidence.usualFaceHeight,
    });
    if (reached) this.#inMotion.push(await this.#pipeline.embed(face, watch));
    return movement.guidance ?? 'done';
  }

  #complain(reason: QualityReason, now: number): FaceGuidance {
    this.#complaints.push({ at: now, reason });
    // Still pictures alone can be "too small"; a camera frame is "too far".
    return reason === 'tooSmall' ? 'tooFar' : reason;
  }

  /** Whoever comes back after an absence, or out of a group, may be somebody else. */
  #beginAnewAfterAbsence({ face, reasons }: FrameReading, now: number): void {
    const crowd = reasons.includes('severalPeople');
    const { faceAwayMs, unseenMs } = timeLimits;
    const limit = this.#missed ? faceAwayMs.default : unseenMs.default;
    const there = face !== null && !crowd;
    if (there && now - this.#faceSeen > limit) {
      this.#evidence = new Evidence();
      this.#inMotion = [];
      this.#challenge = null;
    }
    this.#missed = !there;
    if (there) this.#faceSeen = now;
  }

  #finishLate(now: number): void {
    const { totalMs = timeLimits.totalMs.default, challengeMs = timeLimits.challengeMs.default } =
      this.#input.timeLimits ?? {};
    const movingLate = this.#challenge !== null && now - this.#challenge.since > challengeMs;
    if (!movingLate && now - this.#start! <= totalMs) return;
    const recent = this.#complaints.filter(({ at }) => now - at <= RECENT_MS);
    const counts = new Map<FaceCause, number>();
    for (const { reason } of recent)
      if (reason !== null && reason !== 'tooSmall') counts.set(reason, (counts.get(reason) ?? 0) + 1);
    const causes = [...counts]
      .filter(([, count]) => count >= RECENT_SHARE * recent.length)
      .sort((a, b) => b[1] - a[1])
      .map(([cause]) => cause);
    if (causes.length === 0 && this.#challenge !== null && this.#input.challenge !== 'approach')
      causes.push('noTurn');
    this.#finish([...causes, 'timeUp']);
  }

  #finish(hindrances: readonly FaceCause[]): void {
    const verdict = decide(this.#pipeline.embedder, this.#reference, this.#input, {
      evidence: this.#evidence,
      inMotion: this.#inMotion,
      hindrances,
    });
    this.#outcome = {
      ...verdict,
      frames: this.#timings.length,
      models: this.#pipeline.models,
      timings: medians(this.#timings),
    };
  }

  #observe(guidance: FaceGuidance, face: LocatedFace | null, image: Image | null): FaceObservation {
    const moved = this.#challenge?.movement.progress ?? 0;
    const seen = face !== null && image !== null ? { box: face.box, image } : null;
    return {
      guidance,
      progress: this.#outcome !== null ? 1 : 0.6 * this.#evidence.progress + 0.4 * moved,
      face: seen === null ? null : inParts(seen.box, seen.image),
      yawDegrees: face?.mesh.pose.yawDegrees ?? 0,
    };
  }
}

function inParts(box: LocatedFace['box'], image: Image): FaceObservation['face'] {
  const clamp = (value: number): number => Math.min(1, Math.max(0, value));
  const [x, y] = [clamp(box.x / image.width), clamp(box.y / image.height)];
  return {
    x,
    y,
    width: clamp((box.x + box.width) / image.width) - x,
    height: clamp((box.y + box.height) / image.height) - y,
  };
}

function medians(all: readonly Timings[]): Timings {
  const result: Partial<Record<FaceStep, number>> = {};
  for (const step of faceSteps) {
    const times = all.map((timings) => timings[step]).filter((time) => time !== undefined);
    if (times.length > 0) result[step] = median(times);
  }
  return result;
}
