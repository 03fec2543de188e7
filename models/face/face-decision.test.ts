import { describe, expect, test } from 'vitest';
import type { Embedding, FaceEmbedder } from './embedder.ts';
import { Evidence } from './evidence.ts';
import { decide } from './face-decision.ts';

/** An embedder of one network in the plane: an angle is a face, its cosine the similarity. */
const embedder: FaceEmbedder = {
  modelId: 'plane',
  sha256: '0'.repeat(64),
  shape: [2],
  models: [],
  embed: () => Promise.reject(new Error('not used')),
  similarity: (a, b) => a[0]![0]! * b[0]![0]! + a[0]![1]! * b[0]![1]!,
  release: () => Promise.resolve(),
};
/** A face whose similarity to the person's own face is `similarity`. */
const face = (similarity: number): Embedding => [
  Float32Array.from([similarity, Math.sqrt(1 - similarity ** 2)]),
];

function evidence(livenessScores: readonly (number | null)[]): Evidence {
  const gathered = new Evidence();
  livenessScores.forEach((score, i) => {
    gathered.addLiveness(score, 200, i * 250);
  });
  for (const at of [0, 300, 600]) gathered.addEmbedding(face(1), at);
  return gathered;
}

const eight = (score: number | null) => Array.from({ length: 8 }, () => score);
const judge = (
  similarity: number,
  {
    liveness = eight(0.9) as (number | null)[],
    weak = false,
    setting = 'required' as 'required' | 'simulated',
    inMotion = [face(0.8)],
  } = {},
) =>
  decide(
    embedder,
    { embedding: face(similarity), weak },
    { ageBand: '60plus', liveness: setting },
    { evidence: evidence(liveness), inMotion, hindrances: [] },
  );

describe('similarity', () => {
  test.each([
    [0.6, 'same', []],
    [0.47, 'unsure', ['notSimilar']],
    [0.2, 'different', ['notSimilar']],
  ] as const)('of %d is %s', (similarity, decision, causes) => {
    expect(judge(similarity)).toMatchObject({ decision, causes, liveness: 'live' });
  });

  test('with a poor reference is unsure at worst', () => {
    expect(judge(0.2, { weak: true })).toMatchObject({ decision: 'unsure', causes: ['notSimilar'] });
  });

  test('of somebody who took the person’s place in the movement is unsure', () => {
    expect(judge(0.9, { inMotion: [face(0.8), face(0.1)] })).toMatchObject({
      decision: 'unsure',
      causes: ['notSimilar'],
    });
  });
});

describe('liveness', () => {
  test.each([
    [eight(0.9), 'live', []],
    [eight(0.55), 'unsure', ['notLive']],
    [eight(0.3), 'spoof', ['notLive']],
    [eight(null), 'unsure', ['notLive']],
    // One bad frame among good ones (blurred, turned) does not fail a living person.
    [[0.05, ...eight(0.9)], 'live', []],
  ] as const)('of the scores %j is %s', (liveness, expected, causes) => {
    expect(judge(0.9, { liveness: [...liveness] })).toMatchObject({ liveness: expected, causes });
  });

  test('that is simulated says so whatever the model says', () => {
    expect(judge(0.9, { liveness: eight(0.1), setting: 'simulated' })).toMatchObject({
      decision: 'same',
      liveness: 'simulated',
      causes: [],
    });
  });
});
