/**
 * Converts a TensorFlow.js CNN to ONNX: _FusedConv2D (BiasAdd, Prelu, Relu), DepthwiseConv2dNative, AddV2, Prelu,
 * MaxPool, Pad, Sigmoid, Reshape, Identity: all that MediaPipe FaceMesh uses. Maps are NCHW inside, with one Transpose
 * at the input and one before each Reshape, so that flattened outputs keep TensorFlow's order.
 */
import { outputSize, padsOf, transpose4 } from './layout.ts';
import { OnnxGraph } from './onnx-graph.ts';
import { readTfjs, type TfjsModel, type TfjsNode, type TfjsWeight } from './tfjs-reader.ts';

/** Name and NHWC shape of a computed map; after a Reshape, the flat shape. */
interface Value {
  readonly name: string;
  readonly shape: readonly number[];
}

interface Names {
  /** The Placeholder's ONNX name and NHWC shape. */
  readonly input: Value;
  /** ONNX name for each Identity node of the graph that shall become an output. */
  readonly outputs: Readonly<Record<string, string>>;
}

/** @throws Error on any operator or fused activation outside the list above */
export function tfjsToOnnx(json: unknown, weightBytes: Uint8Array, names: Names): Uint8Array {
  return new Converter(readTfjs(json, weightBytes), names).run();
}

class Converter {
  readonly #model: TfjsModel;
  readonly #names: Names;
  readonly #graph = new OnnxGraph('tfjs');
  readonly #values = new Map<string, Value>();

  constructor(model: TfjsModel, names: Names) {
    this.#model = model;
    this.#names = names;
  }

  run(): Uint8Array {
    let index = 0;
    for (const node of this.#model.nodes) {
      if (node.op === 'Const') continue;
      const name = `n${index++}`;
      const value = this.#convert(node, name);
      if (value !== undefined) this.#values.set(node.name, value);
    }
    return this.#graph.toBytes();
  }

  #convert(node: TfjsNode, name: string): Value | undefined {
    switch (node.op) {
      case 'Placeholder': {
        const { name: input, shape } = this.#names.input;
        this.#graph.input(input, shape);
        return { name: this.#graph.node('Transpose', name, [input], { perm: [0, 3, 1, 2] }), shape };
      }
      case '_FusedConv2D':
        return this.#fusedConvolution(node, name);
      case 'DepthwiseConv2dNative':
        return this.#convolution(node, name, undefined);
      case 'AddV2': {
        const [a, b] = [this.#value(node, 0), this.#value(node, 1)];
        return { name: this.#graph.node('Add', name, [a.name, b.name]), shape: a.shape };
      }
      case 'Prelu':
        return this.#prelu(this.#value(node, 0), this.#weight(node, 1), name);
      case 'MaxPool':
        return this.#maxPool(node, name);
      case 'Pad':
        return this.#pad(node, name);
      case 'Sigmoid': {
        const x = this.#value(node, 0);
        return { name: this.#graph.node('Sigmoid', name, [x.name]), shape: x.shape };
      }
      case 'Reshape': {
        const x = this.#value(node, 0);
        const length = x.shape.reduce((product, size) => product * size, 1);
        const nhwc = this.#graph.node('Transpose', `${name}_nhwc`, [x.name], { perm: [0, 2, 3, 1] });
        const shape = this.#graph.int64s(`${name}_shape`, [1, length]);
        return { name: this.#graph.node('Reshape', name, [nhwc, shape]), shape: [1, length] };
      }
      case 'Identity': {
        const output = this.#names.outputs[node.name];
        if (output === undefined) return undefined;
        const x = this.#value(node, 0);
        // A map leaves as it came, NHWC; a flat output has no order to restore.
        if (x.shape.length === 4) this.#graph.node('Transpose', output, [x.name], { perm: [0, 2, 3, 1] });
        else this.#graph.node('Identity', output, [x.name]);
        this.#graph.output(output, x.shape);
        return undefined;
      }
      default:
        throw new Error(`operator ${node.op} is not supported`);
    }
  }

  #fusedConvolution(node: TfjsNode, name: string): Value {
    const [first, activation, ...more] = node.texts('fused_ops');
    if (first !== 'BiasAdd' || more.length > 0) throw new Error(`${node.name}: fused ops not supported`);
    if (activation === undefined) return this.#convolution(node, name, this.#weight(node, 2));
    const inner = this.#convolution(node, `${name}_conv`, this.#weight(node, 2));
    if (activation === 'Prelu') return this.#prelu(inner, this.#weight(node, 3), name);
    if (activation === 'Relu')
      return { name: this.#graph.node('Relu', name, [inner.name]), shape: inner.shape };
    throw new Error(`${node.name}: fused activation ${activation} is not supported`);
  }

  #convolution(node: TfjsNode, name: string, bias: TfjsWeight | undefined): Value {
    const x = this.#value(node, 0);
    const weights = this.#weight(node, 1);
    const depthwise = node.op === 'DepthwiseConv2dNative';
    const [, height, width] = x.shape as [number, number, number, number];
    const [kernelHeight, kernelWidth] = weights.shape as [number, number, number, number];
    const [, strideY = 1, strideX = 1] = node.ints('strides');
    if (node.ints('dilations').some((dilation) => dilation !== 1))
      throw new Error('dilation is not supported');
    if (depthwise && weights.shape[3] !== 1) throw new Error('depth multiplier is not supported');
    const pads = padsOf(padding(node), [height, width], [kernelHeight, kernelWidth], [strideY, strideX]);
    // TensorFlow: [kh,kw,in,out], and [kh,kw,in,1] for depthwise. ONNX: [out, in / group, kh, kw].
    const order = depthwise ? ([2, 3, 0, 1] as const) : ([3, 2, 0, 1] as const);
    const shape = order.map((axis) => weights.shape[axis]!);
    const constants = [
      this.#graph.floats(`${name}_w`, shape, transpose4(weights.values, weights.shape, order)),
    ];
    if (bias !== undefined) constants.push(this.#graph.floats(`${name}_b`, bias.shape, bias.values));
    this.#graph.node('Conv', name, [x.name, ...constants], {
      kernel_shape: [kernelHeight, kernelWidth],
      strides: [strideY, strideX],
      pads,
      group: depthwise ? weights.shape[2]! : 1,
    });
    const outHeight = outputSize(height, kernelHeight, strideY, pads[0] + pads[2]);
    const outWidth = outputSize(width, kernelWidth, strideX, pads[1] + pads[3]);
    return { name, shape: [1, outHeight, outWidth, shape[0]!] };
  }

  #prelu(x: Value, slope: TfjsWeight, name: string): Value {
    const channels = slope.values.length;
    if (channels !== x.shape[3]) throw new Error(`${name}: the slope is not one value per channel`);
    const constant = this.#graph.floats(`${name}_slope`, [channels, 1, 1], slope.values);
    return { name: this.#graph.node('PRelu', name, [x.name, constant]), shape: x.shape };
  }

  #maxPool(node: TfjsNode, name: string): Value {
    const x = this.#value(node, 0);
    const [, height, width, channels] = x.shape as [number, number, number, number];
    const [, kernelHeight = 1, kernelWidth = 1] = node.ints('ksize');
    const [, strideY = 1, strideX = 1] = node.ints('strides');
    const pads = padsOf(padding(node), [height, width], [kernelHeight, kernelWidth], [strideY, strideX]);
    this.#graph.node('MaxPool', name, [x.name], {
      kernel_shape: [kernelHeight, kernelWidth],
      strides: [strideY, strideX],
      pads,
    });
    const outHeight = outputSize(height, kernelHeight, strideY, pads[0] + pads[2]);
    const outWidth = outputSize(width, kernelWidth, strideX, pads[1] + pads[3]);
    return { name, shape: [1, outHeight, outWidth, channels] };
  }

  #pad(node: TfjsNode, name: string): Value {
    const x = this.#value(node, 0);
    const { values } = this.#weight(node, 1);
    const before = [0, 1, 2, 3].map((axis) => values[2 * axis]!);
    const after = [0, 1, 2, 3].map((axis) => values[2 * axis + 1]!);
    const nchw = (list: readonly number[]): number[] => [list[0]!, list[3]!, list[1]!, list[2]!];
    const pads = this.#graph.int64s(`${name}_pads`, [...nchw(before), ...nchw(after)]);
    this.#graph.node('Pad', name, [x.name, pads]);
    return { name, shape: x.shape.map((size, axis) => size + before[axis]! + after[axis]!) };
  }

  #value(node: TfjsNode, index: number): Value {
    const value = this.#values.get(node.inputs[index] ?? '');
    if (value === undefined) throw new Error(`${node.name}: input ${index} is not a computed map`);
    return value;
  }

  #weight(node: TfjsNode, index: number): TfjsWeight {
    const weight = this.#model.weights.get(node.inputs[index] ?? '');
    if (weight === undefined) throw new Error(`${node.name}: input ${index} is not a weight`);
    return weight;
  }
}

function padding(node: TfjsNode): 'SAME' | 'VALID' {
  const rule = node.text('padding');
  if (rule !== 'SAME' && rule !== 'VALID') throw new Error(`${node.name}: padding ${rule} is not supported`);
  return rule;
}
