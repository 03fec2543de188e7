/**
 * Converts a TensorFlow Lite CNN to ONNX: CONV_2D, DEPTHWISE_CONV_2D, RELU, ABS, SUB, MUL, ADD, RESHAPE, which is all
 * that MobileFaceNet.tflite uses. The batch (the file has two) becomes one. The five-node spelling of PReLU,
 * relu(x) + c * (x - |x|), becomes one PRelu node with slope 2c, which is the same function and less work.
 */
import { outputSize, padsOf, transpose4 } from './layout.ts';
import { OnnxGraph } from './onnx-graph.ts';
import { readTflite, type TfliteModel, type TfliteOperator } from './tflite-reader.ts';

/** `BuiltinOperator` of tensorflow/lite/schema/schema.fbs. */
const OP = { ADD: 0, CONV: 3, DEPTHWISE: 4, MUL: 18, RELU: 19, RESHAPE: 22, SUB: 41, ABS: 101 } as const;
const FLOAT32 = 0;

/**
 * @param bytes a `.tflite` file
 * @param names what the ONNX input and output are called
 * @returns bytes of an `.onnx` file; the input stays NHWC `[1,H,W,C]`, the output `[1,N]`
 * @throws Error on any operator, type or fused activation outside the list above
 */
export function tfliteToOnnx(bytes: Uint8Array, names: { input: string; output: string }): Uint8Array {
  return new Converter(readTflite(bytes), names).run();
}

class Converter {
  readonly #model: TfliteModel;
  readonly #names: { input: string; output: string };
  readonly #graph: OnnxGraph;
  /** ONNX name of each TFLite tensor written so far. */
  readonly #written = new Map<number, string>();
  readonly #producer = new Map<number, TfliteOperator>();

  constructor(model: TfliteModel, names: { input: string; output: string }) {
    this.#model = model;
    this.#names = names;
    this.#graph = new OnnxGraph('tflite');
    for (const operator of model.operators) this.#producer.set(operator.outputs[0]!, operator);
  }

  run(): Uint8Array {
    const [input] = this.#model.inputs;
    const [output] = this.#model.outputs;
    if (input === undefined || output === undefined) throw new Error('model without input or output');
    const [, height, width, channels] = this.#shape(input);
    this.#graph.input(this.#names.input, [1, height!, width!, channels!]);
    this.#written.set(
      input,
      this.#graph.node('Transpose', 'input_nchw', [this.#names.input], { perm: [0, 3, 1, 2] }),
    );
    const absorbed = this.#absorbedByPrelu();
    for (const operator of this.#model.operators) if (!absorbed.has(operator)) this.#convert(operator);
    const length = this.#shape(output).at(-1)!;
    this.#graph.node('Reshape', this.#names.output, [
      this.#name(output),
      this.#graph.int64s('output_shape', [1, length]),
    ]);
    this.#graph.output(this.#names.output, [1, length]);
    return this.#graph.toBytes();
  }

  #convert(operator: TfliteOperator): void {
    const [a, b] = operator.inputs;
    const [out] = operator.outputs;
    const name = `t${out}`;
    const binary = { [OP.ADD]: 'Add', [OP.SUB]: 'Sub', [OP.MUL]: 'Mul' }[operator.builtinCode];
    switch (operator.builtinCode) {
      case OP.CONV:
      case OP.DEPTHWISE:
        this.#convolution(operator, operator.builtinCode === OP.DEPTHWISE);
        return;
      case OP.ADD: {
        const prelu = this.#preluAt(operator);
        if (prelu !== undefined) {
          const slope = this.#floats(prelu.slope).map((value) => 2 * value);
          const constant = this.#graph.floats(`${name}_slope`, [slope.length, 1, 1], slope);
          this.#written.set(out!, this.#graph.node('PRelu', name, [this.#name(prelu.x), constant]));
          return;
        }
        break;
      }
      case OP.RELU:
      case OP.ABS:
        this.#written.set(
          out!,
          this.#graph.node(operator.builtinCode === OP.RELU ? 'Relu' : 'Abs', name, [this.#name(a!)]),
        );
        return;
      case OP.RESHAPE: {
        // Only 1x1 maps are ever reshaped here; for those NHWC and NCHW have one order.
        const [, height, width] = this.#shape(a!);
        if (height !== 1 || width !== 1) throw new Error('RESHAPE of a map larger than 1x1');
        this.#written.set(out!, this.#name(a!));
        return;
      }
    }
    if (binary === undefined) throw new Error(`operator ${operator.builtinCode} is not supported`);
    if (operator.option(0, 'byte', 0) !== 0) throw new Error('fused activation is not supported');
    this.#written.set(out!, this.#graph.node(binary, name, [this.#operand(a!), this.#operand(b!)]));
  }

  #convolution(operator: TfliteOperator, depthwise: boolean): void {
    const [input, weights, bias] = operator.inputs;
    const [output] = operator.outputs;
    const shape = this.#shape(weights!);
    const [height, width] = this.#shape(input!).slice(1, 3) as [number, number];
    const stride = [operator.option(2, 'int', 1), operator.option(1, 'int', 1)] as const;
    const kernel = [shape[1]!, shape[2]!] as const;
    const rule = operator.option(0, 'byte', 0) === 0 ? 'SAME' : 'VALID';
    const dilation = depthwise ? 5 : 4;
    if (operator.option(depthwise ? 4 : 3, 'byte', 0) !== 0)
      throw new Error('fused activation is not supported');
    if (operator.option(dilation, 'int', 1) !== 1) throw new Error('dilation is not supported');
    if (depthwise && operator.option(3, 'int', 1) !== 1) throw new Error('depth multiplier is not supported');
    const pads = padsOf(rule, [height, width], kernel, stride);
    const expected = outputSize(height, kernel[0], stride[0], pads[0] + pads[2]);
    if (expected !== this.#shape(output!)[1]) throw new Error(`padding of tensor ${output} does not fit`);
    // TFLite: [out,kh,kw,in], and [1,kh,kw,out] for depthwise. ONNX: [out, in / group, kh, kw].
    const order = depthwise ? ([3, 0, 1, 2] as const) : ([0, 3, 1, 2] as const);
    const values = transpose4(this.#floats(weights!), shape, order);
    const name = `t${output}`;
    const constants = [
      this.#graph.floats(
        `${name}_w`,
        order.map((axis) => shape[axis]!),
        values,
      ),
      this.#graph.floats(`${name}_b`, this.#shape(bias!), this.#floats(bias!)),
    ];
    const attributes = { kernel_shape: kernel, strides: stride, pads, group: depthwise ? shape[3]! : 1 };
    this.#written.set(
      output!,
      this.#graph.node('Conv', name, [this.#name(input!), ...constants], attributes),
    );
  }

  /** Matches `relu(x) + c * (x - |x|)` ending in this ADD; `undefined` for a plain addition. */
  #preluAt(add: TfliteOperator) {
    const [relu, product] = add.inputs.map((input) => this.#producer.get(input));
    if (relu?.builtinCode !== OP.RELU || product?.builtinCode !== OP.MUL) return undefined;
    const [slope, difference] = product.inputs;
    const sub = this.#producer.get(difference!);
    const abs = sub === undefined ? undefined : this.#producer.get(sub.inputs[1]!);
    const x = relu.inputs[0]!;
    if (sub?.builtinCode !== OP.SUB || abs?.builtinCode !== OP.ABS) return undefined;
    if (sub.inputs[0] !== x || abs.inputs[0] !== x || !this.#isConstant(slope!)) return undefined;
    return { x, slope: slope!, inside: [relu, product, sub, abs] };
  }

  /** The operators that vanish into PRelu nodes. */
  #absorbedByPrelu(): Set<TfliteOperator> {
    const adds = this.#model.operators.filter((operator) => operator.builtinCode === OP.ADD);
    return new Set(adds.flatMap((add) => this.#preluAt(add)?.inside ?? []));
  }

  /** An operand of an element-wise node: a computed map, or a per-channel constant shaped to broadcast over NCHW. */
  #operand(index: number): string {
    if (!this.#isConstant(index)) return this.#name(index);
    const values = this.#floats(index);
    return this.#graph.floats(`t${index}_c`, [values.length, 1, 1], values);
  }

  #shape(index: number): readonly number[] {
    return this.#model.tensors[index]!.shape;
  }

  #isConstant(index: number): boolean {
    return this.#model.tensors[index]!.data.length > 0;
  }

  #name(index: number): string {
    const name = this.#written.get(index);
    if (name === undefined) throw new Error(`tensor ${index} is used before it is computed`);
    return name;
  }

  #floats(index: number): Float32Array {
    const { type, data } = this.#model.tensors[index]!;
    if (type !== FLOAT32) throw new Error(`tensor ${index} is not float32`);
    return new Float32Array(data.buffer, data.byteOffset, data.byteLength / 4);
  }
}
