/** Reads a TensorFlow.js graph model: `model.json` (GraphDef as JSON and a weight manifest) and its weight bytes. */
import { z } from 'zod';

const attributeSchema = z.looseObject({
  s: z.string().optional(),
  list: z.looseObject({ i: z.array(z.string()).optional(), s: z.array(z.string()).optional() }).optional(),
});

const modelSchema = z.looseObject({
  format: z.literal('graph-model'),
  modelTopology: z.looseObject({
    node: z.array(
      z.looseObject({
        name: z.string(),
        op: z.string(),
        input: z.array(z.string()).default([]),
        attr: z.record(z.string(), attributeSchema).default({}),
      }),
    ),
  }),
  weightsManifest: z.array(
    z.looseObject({
      weights: z.array(
        z.looseObject({
          name: z.string(),
          shape: z.array(z.int().nonnegative()),
          dtype: z.enum(['float32', 'int32']),
          quantization: z.looseObject({ dtype: z.enum(['float16']) }).optional(),
        }),
      ),
    }),
  ),
});

export interface TfjsNode {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly string[];
  /** A string attribute such as `padding`, decoded from base64. */
  readonly text: (attribute: string) => string | undefined;
  /** A list of strings such as `fused_ops`, decoded from base64. */
  readonly texts: (attribute: string) => readonly string[];
  /** A list of integers such as `strides`. */
  readonly ints: (attribute: string) => readonly number[];
}

export interface TfjsWeight {
  readonly shape: readonly number[];
  /** int32 values are exact: the only ones in use are small. */
  readonly values: Float32Array;
}

export interface TfjsModel {
  /** In an order in which every node stands after its inputs. */
  readonly nodes: readonly TfjsNode[];
  readonly weights: ReadonlyMap<string, TfjsWeight>;
}

const fromBase64 = (value: string): string => Buffer.from(value, 'base64').toString('utf8');
/** `name:0` and `^name` both refer to the node `name`. */
const nodeName = (input: string): string => input.replace(/^\^/, '').replace(/:\d+$/, '');

/** @throws Error when the JSON has another shape, or the weight bytes are too short or too long for it */
export function readTfjs(json: unknown, weightBytes: Uint8Array): TfjsModel {
  const model = modelSchema.parse(json);
  const nodes = model.modelTopology.node.map(
    ({ name, op, input, attr }): TfjsNode => ({
      name,
      op,
      inputs: input.map(nodeName),
      text: (key) => (attr[key]?.s === undefined ? undefined : fromBase64(attr[key].s)),
      texts: (key) => (attr[key]?.list?.s ?? []).map(fromBase64),
      ints: (key) => (attr[key]?.list?.i ?? []).map(Number),
    }),
  );
  const view = new DataView(weightBytes.buffer, weightBytes.byteOffset, weightBytes.byteLength);
  const weights = new Map<string, TfjsWeight>();
  let offset = 0;
  for (const { name, shape, dtype, quantization } of model.weightsManifest.flatMap(
    (group) => group.weights,
  )) {
    const length = shape.reduce((product, size) => product * size, 1);
    const [size, read] =
      quantization !== undefined
        ? [2, (at: number) => view.getFloat16(at, true)]
        : dtype === 'int32'
          ? [4, (at: number) => view.getInt32(at, true)]
          : [4, (at: number) => view.getFloat32(at, true)];
    const start = offset;
    weights.set(name, { shape, values: Float32Array.from({ length }, (_, i) => read(start + size * i)) });
    offset += size * length;
  }
  if (offset !== weightBytes.byteLength)
    throw new Error(`weights: expected ${offset} bytes, got ${weightBytes.byteLength}`);
  return { nodes: inOrder(nodes), weights };
}

/** Depth-first topological order; the file's own order where it is already one. */
function inOrder(nodes: readonly TfjsNode[]): TfjsNode[] {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const state = new Map<string, 'open' | 'done'>();
  const ordered: TfjsNode[] = [];
  const visit = (node: TfjsNode): void => {
    if (state.get(node.name) === 'done') return;
    if (state.get(node.name) === 'open') throw new Error(`the graph has a cycle at ${node.name}`);
    state.set(node.name, 'open');
    for (const input of node.inputs) {
      const before = byName.get(input);
      if (before === undefined) throw new Error(`${node.name} reads ${input}, which does not exist`);
      visit(before);
    }
    state.set(node.name, 'done');
    ordered.push(node);
  };
  for (const node of nodes) visit(node);
  return ordered;
}
