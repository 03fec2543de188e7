/** From what was gathered to the answer of one try. Pure. */
import type { Embedding, FaceEmbedder } from './embedder.ts';
import type { Evidence } from './evidence.ts';
import type { FaceCause, FaceCheckInput, FaceOutcome } from './face-check-types.ts';
import type { LoadedReference } from './reference.ts';
import { meanEmbedding } from './template.ts';
import { livenessLimits, similarityLimits } from './thresholds.ts';

/** A face that turned or came closer must still be like the frontal one, or somebody took the person's place. */
const MIN_SIMILARITY_IN_MOTION = 0.3;

interface Findings {
  readonly evidence: Evidence;
  /** One embedding from each step of the movement. */
  readonly inMotion: readonly Embedding[];
  /** Why the try ended early; empty when everything was gathered. */
  readonly hindrances: readonly FaceCause[];
}

type Verdict = Pick<
  FaceOutcome,
  'decision' | 'liveness' | 'similarity' | 'threshold' | 'livenessScore' | 'causes'
>;

export function decide(
  embedder: FaceEmbedder,
  reference: LoadedReference,
  input: Pick<FaceCheckInput, 'ageBand' | 'liveness'>,
  { evidence, inMotion, hindrances }: Findings,
): Verdict {
  const limits = similarityLimits[input.ageBand];
  const threshold = limits.accept;
  const { livenessScore } = evidence;
  const frontal = evidence.embeddings.length > 0 ? meanEmbedding(evidence.embeddings) : null;
  const similarity = frontal === null ? 0 : embedder.similarity(frontal, reference.embedding);
  if (hindrances.length > 0 || frontal === null) {
    const liveness = input.liveness === 'simulated' ? 'simulated' : 'unsure';
    return { decision: 'unsure', liveness, similarity, threshold, livenessScore, causes: hindrances };
  }
  const liveness = judgeLiveness(input.liveness, livenessScore);
  const samePerson = inMotion.every(
    (embedding) => embedder.similarity(embedding, frontal) >= MIN_SIMILARITY_IN_MOTION,
  );
  const decision = !samePerson ? 'unsure' : judgeSimilarity(similarity, limits, reference.weak);
  const causes: FaceCause[] = [];
  if (decision !== 'same') causes.push('notSimilar');
  if (liveness === 'spoof' || liveness === 'unsure') causes.push('notLive');
  return { decision, liveness, similarity, threshold, livenessScore, causes };
}

function judgeSimilarity(
  similarity: number,
  limits: { accept: number; reject: number },
  weakReference: boolean,
): FaceOutcome['decision'] {
  if (similarity >= limits.accept) return 'same';
  return similarity < limits.reject && !weakReference ? 'different' : 'unsure';
}

function judgeLiveness(setting: FaceCheckInput['liveness'], score: number | null): FaceOutcome['liveness'] {
  if (setting === 'simulated') return 'simulated';
  if (score === null) return 'unsure';
  if (score >= livenessLimits.live) return 'live';
  return score < livenessLimits.spoof ? 'spoof' : 'unsure';
}
