import { beforeAll, expect, test } from 'vitest';
import { unwrap } from '../kit/testing/portrait.ts';
import { type FaceEmbedder, FusedMobileFaceNet } from './embedder.ts';
import { type FaceTemplate, faceTemplateSchema, makeTemplate, readTemplate } from './template.ts';
import { ageBands, similarityLimits } from './thresholds.ts';
import { Stopwatch } from './timings.ts';

let embedder: FaceEmbedder;
let template: FaceTemplate;
const picture = (seed: number) => ({
  width: 112,
  height: 112,
  channels: 3 as const,
  data: Uint8Array.from({ length: 112 * 112 * 3 }, (_, i) => (i * seed) % 256),
});

beforeAll(async () => {
  embedder = unwrap(await FusedMobileFaceNet.load());
  const watch = new Stopwatch();
  template = makeTemplate(embedder, [
    await embedder.embed(picture(7), watch),
    await embedder.embed(picture(11), watch),
  ]);
});

test('a template names its model and survives JSON', () => {
  expect(template.modelId).toBe('mobilefacenet-a512-b192');
  expect(template.vectors.map((vector) => vector.length)).toEqual([512, 192]);
  const back = unwrap(readTemplate(embedder, JSON.parse(JSON.stringify(template))));
  expect(embedder.similarity(back, back)).toBeCloseTo(1, 4);
  expect(faceTemplateSchema.safeParse(template).success).toBe(true);
});

test('a template of another model must be enrolled again', () => {
  expect(readTemplate(embedder, { ...template, sha256: '0'.repeat(64) })).toMatchObject({
    error: { code: 'E5104' },
  });
  expect(readTemplate(embedder, { ...template, modelId: 'other' })).toMatchObject({
    error: { code: 'E5104' },
  });
});

test.each([
  ['nothing', null],
  ['a text', 'template'],
  ['a short vector', () => ({ ...template, vectors: [template.vectors[0]!.slice(1), template.vectors[1]!] })],
  ['one network only', () => ({ ...template, vectors: [template.vectors[0]!] })],
  ['no direction', () => ({ ...template, vectors: template.vectors.map((vector) => vector.map(() => 0)) })],
  ['no number', () => ({ ...template, vectors: [[Number.NaN], [1]] })],
])('%s is a damaged template', (_name, damaged) => {
  const stored = typeof damaged === 'function' ? damaged() : damaged;
  expect(readTemplate(embedder, stored)).toMatchObject({ ok: false, error: { code: 'E5105' } });
});

test('every age group has its limits, and they are strictest above sixty', () => {
  for (const band of ageBands) {
    expect(similarityLimits[band].reject).toBeLessThan(similarityLimits[band].accept);
    expect(similarityLimits['60plus'].accept).toBeGreaterThanOrEqual(similarityLimits[band].accept);
  }
});
