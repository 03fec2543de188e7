/** The face that a person is compared with: out of a picture, or out of a stored template. */
import { decodeImage } from '../../drivers/kit/image/codec.ts';
import { err, failure, ok, type Result } from '../../drivers/kit/result.ts';
import { visionErrors } from '../errors.ts';
import type { Embedding } from './embedder.ts';
import type { FacePipeline, LocatedFace } from './face-pipeline.ts';
import { type FaceQuality, faceQuality } from './quality.ts';
import { type FaceTemplate, makeTemplate, readTemplate } from './template.ts';
import { Stopwatch, type Timings, timed } from './timings.ts';

/** Below this distance of the eyes in pixels no comparison is made: at 16 a third of the genuine pairs is lost. */
const MIN_REFERENCE_EYE_DISTANCE = 18;

type FaceReference =
  | { readonly kind: 'image'; readonly bytes: Uint8Array }
  | { readonly kind: 'template'; readonly template: FaceTemplate };

export interface EmbeddedPicture {
  readonly face: LocatedFace;
  readonly embedding: Embedding;
  readonly quality: FaceQuality;
  readonly timings: Timings;
}

/**
 * Finds the main face of a still picture and embeds it. No quality is asked for; what is wrong stands in `quality`.
 * Fails with E5101 (not a picture) or E5102 (no face).
 */
export async function embedPicture(
  pipeline: FacePipeline,
  bytes: Uint8Array,
): Promise<Result<EmbeddedPicture>> {
  const watch = new Stopwatch();
  let image: Awaited<ReturnType<typeof decodeImage>>;
  try {
    image = await timed(watch, 'decode', () => decodeImage(bytes));
  } catch {
    return err(failure(visionErrors, 'E5101'));
  }
  const main = await pipeline.mainFace(image, watch);
  if (main === null) return err(failure(visionErrors, 'E5102'));
  const face = await pipeline.locate(image, main.face, watch);
  const embedding = await pipeline.embed(face, watch);
  const judged = faceQuality(pipeline.ops, face, 'photo');
  const quality: FaceQuality =
    main.faces > 1 ? { ...judged, reasons: ['severalPeople', ...judged.reasons] } : judged;
  return ok({ face, embedding, quality, timings: watch.read() });
}

export interface LoadedReference {
  readonly embedding: Embedding;
  /** True when the picture is so small that a low similarity says little: the answer is then "unsure" at worst. */
  readonly weak: boolean;
}

/** Fails with E5101, E5102, E5103 for a picture and with E5104, E5105 for a template. */
export async function loadReference(
  pipeline: FacePipeline,
  reference: FaceReference,
): Promise<Result<LoadedReference>> {
  if (reference.kind === 'template') {
    const embedding = readTemplate(pipeline.embedder, reference.template);
    return embedding.ok ? ok({ embedding: embedding.value, weak: false }) : embedding;
  }
  const picture = await embedPicture(pipeline, reference.bytes);
  if (!picture.ok) return picture;
  const { eyeDistance } = picture.value.face;
  if (eyeDistance < MIN_REFERENCE_EYE_DISTANCE)
    return err(failure(visionErrors, 'E5103', `${eyeDistance.toFixed(0)} px between the eyes`));
  const { reasons } = picture.value.quality;
  return ok({
    embedding: picture.value.embedding,
    weak: reasons.includes('tooSmall') || reasons.includes('blurred'),
  });
}

/** A template out of one or more pictures of one person (three to five are best). Fails as `embedPicture` does. */
export async function enrolPictures(
  pipeline: FacePipeline,
  pictures: readonly Uint8Array[],
): Promise<Result<FaceTemplate>> {
  const embeddings: Embedding[] = [];
  for (const bytes of pictures) {
    const picture = await embedPicture(pipeline, bytes);
    if (!picture.ok) return picture;
    embeddings.push(picture.value.embedding);
  }
  return ok(makeTemplate(pipeline.embedder, embeddings));
}
