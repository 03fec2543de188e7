/** The steps from a picture to numbers: find the face, its mesh, align, embed, judge liveness. Nothing is decided here. */
import type { Image, ImageOps } from '../../drivers/kit/image/image-ops.ts';
import { loadOpenCvJs } from '../../drivers/kit/image/opencv-js.ts';
import { ok, type Result } from '../../drivers/kit/result.ts';
import { BlazeFace, type DetectedFace } from '../blazeface/blazeface.ts';
import { FaceMesh, type FaceMeshResult } from '../facemesh/facemesh.ts';
import { type Box, centreOf, distance, overlap } from '../kit/geometry.ts';
import type { ModelOptions } from '../kit/onnx-model.ts';
import { type ContextCrop, contextCrop } from '../minifasnet/context-crop.ts';
import { MiniFasNet } from '../minifasnet/minifasnet.ts';
import { UltraFace } from '../ultraface/ultraface.ts';
import { alignFace } from './align.ts';
import { type Embedding, type FaceEmbedder, FusedMobileFaceNet, type ModelIdentity } from './embedder.ts';
import { Stopwatch, timed } from './timings.ts';

export interface PipelineOptions extends ModelOptions {
  /** Image operations; OpenCV as WebAssembly by default. */
  readonly ops?: ImageOps;
  /** Another recogniser; the built-in one by default. */
  readonly embedder?: FaceEmbedder;
}

export interface LocatedFace {
  /** In pixels of the image. */
  readonly box: Box;
  readonly mesh: FaceMeshResult;
  /** Between the centres of the eyes, in pixels of the image. */
  readonly eyeDistance: number;
  /** 112x112, ready for the embedder. */
  readonly aligned: Image;
}

export interface LivenessScore {
  /** 0 (print or screen) .. 1 (living). */
  readonly score: number;
  readonly crop: ContextCrop;
}

/** A second detection that overlaps the first by less than this is another face. */
const SAME_FACE_OVERLAP = 0.2;

export class FacePipeline {
  readonly ops: ImageOps;
  readonly embedder: FaceEmbedder;
  readonly #blazeface: BlazeFace;
  readonly #facemesh: FaceMesh;
  readonly #ultraface: UltraFace;
  readonly #minifasnet: MiniFasNet;

  private constructor(
    ops: ImageOps,
    embedder: FaceEmbedder,
    models: { blazeface: BlazeFace; facemesh: FaceMesh; ultraface: UltraFace; minifasnet: MiniFasNet },
  ) {
    this.ops = ops;
    this.embedder = embedder;
    this.#blazeface = models.blazeface;
    this.#facemesh = models.facemesh;
    this.#ultraface = models.ultraface;
    this.#minifasnet = models.minifasnet;
  }

  /** Loads and verifies every model; fails with E5001, E5002 or E5003. */
  static async load(options: PipelineOptions = {}): Promise<Result<FacePipeline>> {
    const ops = options.ops ?? (await loadOpenCvJs());
    const blazeface = await BlazeFace.load(ops, options);
    if (!blazeface.ok) return blazeface;
    const facemesh = await FaceMesh.load(ops, options);
    if (!facemesh.ok) return facemesh;
    const ultraface = await UltraFace.load(ops, options);
    if (!ultraface.ok) return ultraface;
    const minifasnet = await MiniFasNet.load(ops, options);
    if (!minifasnet.ok) return minifasnet;
    const embedder = options.embedder ? ok(options.embedder) : await FusedMobileFaceNet.load(options);
    if (!embedder.ok) return embedder;
    return ok(
      new FacePipeline(ops, embedder.value, {
        blazeface: blazeface.value,
        facemesh: facemesh.value,
        ultraface: ultraface.value,
        minifasnet: minifasnet.value,
      }),
    );
  }

  /** Every network in use with the hash of its weights. */
  get models(): readonly ModelIdentity[] {
    return [
      { id: 'blazeface', sha256: this.#blazeface.sha256 },
      { id: 'facemesh', sha256: this.#facemesh.sha256 },
      ...this.embedder.models,
      { id: 'ultraface', sha256: this.#ultraface.sha256 },
      { id: 'minifasnet', sha256: this.#minifasnet.sha256 },
    ];
  }

  /** All faces, the surest first. */
  detect(image: Image, watch = new Stopwatch()): Promise<DetectedFace[]> {
    return timed(watch, 'detect', () => this.#blazeface.detect(image));
  }

  /**
   * The face that a still picture is about: the largest and most central one. Where BlazeFace finds nothing, UltraFace
   * is asked, whose boxes say nothing about the roll of the head.
   */
  async mainFace(
    image: Image,
    watch = new Stopwatch(),
  ): Promise<{ face: Pick<DetectedFace, 'box'> & Partial<DetectedFace>; faces: number } | null> {
    const faces = await this.detect(image, watch);
    const [first] = this.byProminence(image, faces);
    if (first !== undefined) return { face: first, faces: faces.length };
    const boxes = await timed(watch, 'detect', () => this.#ultraface.detect(image));
    const [second] = this.byProminence(image, boxes);
    return second === undefined ? null : { face: { box: second.box }, faces: boxes.length };
  }

  /** Largest and most central first: the area counts less, the farther the face is from the middle of the image. */
  byProminence<T extends { readonly box: Box }>(image: Image, faces: readonly T[]): T[] {
    const middle = [image.width / 2, image.height / 2] as const;
    const reach = Math.hypot(...middle);
    const weight = ({ box }: T): number =>
      box.width * box.height * (1 - Math.min(1, distance(centreOf(box), middle) / reach)) ** 2;
    return faces.toSorted((a, b) => weight(b) - weight(a));
  }

  /** Mesh, pose and alignment of one detected face. */
  async locate(
    image: Image,
    face: Pick<DetectedFace, 'box'> & Partial<DetectedFace>,
    watch = new Stopwatch(),
  ): Promise<LocatedFace> {
    const mesh = await timed(watch, 'mesh', () => this.#facemesh.run(image, face.box, rollOf(face)));
    const aligned = await timed(watch, 'align', () => alignFace(this.ops, image, mesh.points));
    return { box: face.box, mesh, eyeDistance: distance(mesh.points[0], mesh.points[1]), aligned };
  }

  embed(face: LocatedFace, watch = new Stopwatch()): Promise<Embedding> {
    return this.embedder.embed(face.aligned, watch);
  }

  /**
   * How alive one frame looks. `null` where UltraFace does not see the face: the score's thresholds hold only for its
   * boxes, so that frame does not count.
   */
  async liveness(image: Image, face: Box, watch = new Stopwatch()): Promise<LivenessScore | null> {
    const boxes = await timed(watch, 'livenessBox', () => this.#ultraface.detect(image));
    const [best] = boxes.toSorted((a, b) => overlap(b.box, face) - overlap(a.box, face));
    if (best === undefined || overlap(best.box, face) < SAME_FACE_OVERLAP) return null;
    const score = await timed(watch, 'liveness', () => this.#minifasnet.score(image, best.box));
    return { score, crop: contextCrop(image, best.box) };
  }

  async release(): Promise<void> {
    await this.#blazeface.release();
    await this.#facemesh.release();
    await this.#ultraface.release();
    await this.#minifasnet.release();
    await this.embedder.release();
  }
}

function rollOf({ imageLeftEye, imageRightEye }: Partial<DetectedFace>): number {
  if (imageLeftEye === undefined || imageRightEye === undefined) return 0;
  return Math.atan2(imageRightEye[1] - imageLeftEye[1], imageRightEye[0] - imageLeftEye[0]);
}
