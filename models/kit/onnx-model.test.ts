import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { modelSource, modelSources, packs } from '../manifest.ts';
import { OnnxModel } from './onnx-model.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'models-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('absent weights are told with the command that fetches them', async () => {
  const result = await OnnxModel.load('ultraface', { modelsDir: folder });
  expect(result).toMatchObject({ ok: false, error: { code: 'E5001' } });
  expect(!result.ok && result.error.message).toContain('materialise-models');
});

test('changed weights are never loaded', async () => {
  const weights = join(folder, 'ultraface', 'weights');
  await mkdir(weights, { recursive: true });
  await writeFile(join(weights, modelSource('ultraface').file), 'not the model');
  expect(await OnnxModel.load('ultraface', { modelsDir: folder })).toMatchObject({
    ok: false,
    error: { code: 'E5002' },
  });
});

test('every model of the manifest loads, and names its package', async () => {
  for (const { name, pack } of modelSources) {
    expect(packs[pack].licence).not.toBe('');
    const model = await OnnxModel.load(name);
    expect(model.ok && model.value.sha256).toBe(modelSource(name).sha256);
    if (model.ok) await model.value.release();
  }
});
