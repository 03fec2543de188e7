import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ort from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';
import { OnnxModel } from '../onnx-model.ts';
import { unwrap } from '../testing/portrait.ts';
import { dropNegligible } from './drop-negligible.ts';
import { outputSize, padsOf, transpose4 } from './layout.ts';
import { OnnxGraph } from './onnx-graph.ts';
import { splitPrelu } from './split-prelu.ts';
import { readTfjs } from './tfjs-reader.ts';
import { tfjsToOnnx } from './tfjs-to-onnx.ts';
import { readTflite } from './tflite-reader.ts';

async function reference(name: string): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(join(import.meta.dirname, 'reference', `${name}.json`), 'utf8'));
}

function floats(base64: unknown): Float32Array {
  const bytes = new Uint8Array(Buffer.from(String(base64), 'base64'));
  return new Float32Array(bytes.buffer);
}

function maxDifference(a: Float32Array, b: Float32Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - b[i]!)), 0);
}

describe('converted models against the runtimes they were made for', () => {
  test('FaceMesh gives what TensorFlow.js gives, within 5e-4 on values up to 160', async () => {
    const expected = await reference('facemesh');
    const model = unwrap(await OnnxModel.load('facemesh'));
    const data = Float32Array.from({ length: 192 * 192 * 3 }, (_, i) => ((i * 7919) % 256) / 255);
    const [mesh, flag] = await model.run('input', { data, dims: [1, 192, 192, 3] }, ['mesh', 'faceFlag']);
    expect(maxDifference(mesh!, floats(expected.mesh))).toBeLessThan(5e-4);
    expect(flag![0]).toBeCloseTo(Number(expected.faceFlag), 6);
    await model.release();
  });

  test('MobileFaceNet B gives what TensorFlow Lite gives, within 1e-4 on values up to 6', async () => {
    const expected = await reference('mobilefacenet-b');
    const model = unwrap(await OnnxModel.load('mobilefacenet-b'));
    const data = Float32Array.from({ length: 112 * 112 * 3 }, (_, i) => (((i * 7919) % 256) - 127.5) / 128);
    const [embedding] = await model.run('input', { data, dims: [1, 112, 112, 3] }, ['embedding']);
    expect(maxDifference(embedding!, floats(expected.embedding))).toBeLessThan(1e-4);
    await model.release();
  });
});

describe('TensorFlow padding', () => {
  test('SAME with stride 2 puts the odd pixel at the end', () => {
    expect(padsOf('SAME', [4, 4], [3, 3], [2, 2])).toEqual([0, 0, 1, 1]);
    expect(padsOf('SAME', [5, 5], [3, 3], [1, 1])).toEqual([1, 1, 1, 1]);
    expect(padsOf('VALID', [5, 5], [3, 3], [1, 1])).toEqual([0, 0, 0, 0]);
    expect(outputSize(4, 3, 2, 1)).toBe(2);
  });

  test('a transposed array has its axes reordered', () => {
    const values = Float32Array.from([1, 2, 3, 4, 5, 6]);
    expect([...transpose4(values, [1, 2, 1, 3], [0, 3, 1, 2])]).toEqual([1, 4, 2, 5, 3, 6]);
  });
});

describe('a TensorFlow.js graph made by hand', () => {
  const text = (value: string) => ({ s: Buffer.from(value).toString('base64') });
  const ints = (...values: number[]) => ({ list: { i: values.map(String) } });
  const graph = (op: string) => ({
    format: 'graph-model',
    modelTopology: {
      node: [
        // Out of order on purpose: the reader sorts.
        { name: 'out', op: 'Identity', input: ['conv'] },
        {
          name: 'conv',
          op,
          input: ['x', 'w', 'b'],
          attr: {
            padding: text('SAME'),
            strides: ints(1, 1, 1, 1),
            fused_ops: { list: { s: [text('BiasAdd').s, text('Relu').s] } },
          },
        },
        { name: 'x', op: 'Placeholder' },
        { name: 'w', op: 'Const' },
        { name: 'b', op: 'Const' },
      ],
    },
    weightsManifest: [
      {
        weights: [
          { name: 'w', shape: [3, 3, 1, 1], dtype: 'float32' },
          { name: 'b', shape: [1], dtype: 'float32' },
        ],
      },
    ],
  });
  const names = { input: { name: 'x', shape: [1, 2, 2, 1] }, outputs: { out: 'y' } };
  // A kernel that takes the pixel to the right, and a bias of -1.
  const weights = new Uint8Array(Float32Array.from([0, 0, 0, 0, 0, 1, 0, 0, 0, -1]).buffer);

  test('runs as TensorFlow would run it', async () => {
    const session = await ort.InferenceSession.create(tfjsToOnnx(graph('_FusedConv2D'), weights, names));
    const result = await session.run({ x: new ort.Tensor('float32', [1, 2, 3, 4], [1, 2, 2, 1]) });
    expect([...(result.y!.data as Float32Array)]).toEqual([1, 0, 3, 0]);
  });

  test('an operator or a weight file that is not expected is refused', () => {
    expect(() => tfjsToOnnx(graph('Erf'), weights, names)).toThrow('operator Erf is not supported');
    expect(() => readTfjs(graph('_FusedConv2D'), weights.subarray(4))).toThrow();
    expect(() => readTfjs({ format: 'layers-model' }, weights)).toThrow();
    expect(() => readTflite(new Uint8Array(64))).toThrow('not a TensorFlow Lite model');
  });
});

test('negligible constants become zero and nothing else changes', async () => {
  const graph = new OnnxGraph('test');
  graph.input('x', [3]);
  const constant = graph.floats('c', [3], Float32Array.from([1e-40, 1e-16, 0.5]));
  graph.node('Add', 'y', ['x', constant]);
  graph.output('y', [3]);
  const before = graph.toBytes();
  const after = dropNegligible(before);
  expect(after.length).toBe(before.length);
  const changed = [...after.keys()].filter((i) => after[i] !== before[i]);
  expect(changed.length).toBeGreaterThan(0);
  expect(changed.every((i) => after[i] === 0)).toBe(true);
  const session = await ort.InferenceSession.create(after);
  const result = await session.run({ x: new ort.Tensor('float32', [0, 0, 0], [3]) });
  expect([...(result.y!.data as Float32Array)]).toEqual([0, 0, 0.5]);
});

test('a PRelu rewritten as convolutions and a sum gives the same values', async () => {
  const graph = new OnnxGraph('test');
  graph.input('x', [1, 2, 1, 3]);
  const slope = graph.floats('slope', [2, 1, 1], Float32Array.from([0.25, -1.5]));
  graph.node('PRelu', 'y', ['x', slope]);
  graph.output('y', [1, 2, 1, 3]);
  const rewritten = splitPrelu(graph.toBytes());
  expect(Buffer.from(rewritten).includes('PRelu')).toBe(false);
  const session = await ort.InferenceSession.create(rewritten, { logSeverityLevel: 3 });
  const x = new ort.Tensor('float32', [-4, 0, 2, -2, 1, 8], [1, 2, 1, 3]);
  const result = await session.run({ x });
  expect([...(result.y!.data as Float32Array)]).toEqual([-1, 0, 2, 3, 1, 8]);
});

test('a file without PRelu is left as it is', () => {
  const graph = new OnnxGraph('test');
  graph.input('x', [3]);
  graph.node('Relu', 'y', ['x']);
  graph.output('y', [3]);
  const bytes = graph.toBytes();
  expect(Buffer.from(splitPrelu(bytes)).equals(Buffer.from(bytes))).toBe(true);
});
