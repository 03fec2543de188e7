/**
 * A small ONNX graph under construction, and its bytes. Only what our two converters need: float32 and int64
 * constants, integer-list attributes, one opset. Field numbers are those of onnx/onnx.proto (IR version 7).
 * The bytes depend on nothing but the calls made, so a converted file has one sha256.
 */
import protobuf from 'protobufjs/minimal.js';

type Writer = protobuf.Writer;
type WireType = 0 | 2;
const VARINT: WireType = 0;
const LENGTH_DELIMITED: WireType = 2;

const FLOAT = 1;
const INT64 = 7;
const ATTRIBUTE_INT = 2;
const ATTRIBUTE_INTS = 7;
const IR_VERSION = 7;
const OPSET = 13;

type Attributes = Readonly<Record<string, number | readonly number[]>>;

const tag = (writer: Writer, field: number, type: WireType): Writer => writer.uint32((field << 3) | type);
const text = (writer: Writer, field: number, value: string): Writer =>
  tag(writer, field, LENGTH_DELIMITED).string(value);
const integer = (writer: Writer, field: number, value: number): Writer =>
  tag(writer, field, VARINT).int64(value);

export function message(writer: Writer, field: number, build: (inner: Writer) => void): void {
  const inner = tag(writer, field, LENGTH_DELIMITED).fork();
  build(inner);
  inner.ldelim();
}

export class OnnxGraph {
  readonly #nodes: ((writer: Writer) => void)[] = [];
  readonly #constants: ((writer: Writer) => void)[] = [];
  readonly #inputs: ((writer: Writer) => void)[] = [];
  readonly #outputs: ((writer: Writer) => void)[] = [];
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  input(name: string, shape: readonly number[]): void {
    this.#inputs.push((writer) => valueInfo(writer, 11, name, shape));
  }

  output(name: string, shape: readonly number[]): void {
    this.#outputs.push((writer) => valueInfo(writer, 12, name, shape));
  }

  /** Adds a float32 constant; `values` is row-major. Returns its name. */
  floats(name: string, shape: readonly number[], values: Float32Array): string {
    this.#constants.push((writer) => writeFloats(writer, name, shape, values));
    return name;
  }

  /** Adds an int64 constant (shapes, pads). Returns its name. */
  int64s(name: string, values: readonly number[]): string {
    const bytes = new Uint8Array(values.length * 8);
    const view = new DataView(bytes.buffer);
    values.forEach((value, i) => {
      view.setBigInt64(8 * i, BigInt(value), true);
    });
    this.#constants.push((writer) => writeTensor(writer, name, INT64, [values.length], bytes));
    return name;
  }

  /** Adds a node with one output, which bears the node's name. Returns that name. */
  node(opType: string, name: string, inputs: readonly string[], attributes: Attributes = {}): string {
    this.#nodes.push((writer) => writeNode(writer, opType, name, inputs, attributes));
    return name;
  }

  /** The bytes of a complete `.onnx` file. */
  toBytes(): Uint8Array {
    const writer = protobuf.Writer.create();
    integer(writer, 1, IR_VERSION);
    text(writer, 2, 'yinling');
    message(writer, 7, (graph) => {
      for (const write of this.#nodes) write(graph);
      text(graph, 2, this.#name);
      for (const write of [...this.#constants, ...this.#inputs, ...this.#outputs]) write(graph);
    });
    message(writer, 8, (opset) => {
      text(opset, 1, '');
      integer(opset, 2, OPSET);
    });
    return writer.finish();
  }
}

/** Writes one node of a GraphProto; its only output bears its name. */
export function writeNode(
  writer: Writer,
  opType: string,
  name: string,
  inputs: readonly string[],
  attributes: Attributes = {},
): void {
  message(writer, 1, (node) => {
    for (const input of inputs) text(node, 1, input);
    text(node, 2, name);
    text(node, 3, name);
    text(node, 4, opType);
    for (const [key, value] of Object.entries(attributes)) attribute(node, key, value);
  });
}

/** Writes one float32 constant of a GraphProto. */
export function writeFloats(
  writer: Writer,
  name: string,
  shape: readonly number[],
  values: Float32Array,
): void {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => {
    view.setFloat32(4 * i, value, true);
  });
  writeTensor(writer, name, FLOAT, shape, bytes);
}

function writeTensor(
  writer: Writer,
  name: string,
  type: number,
  shape: readonly number[],
  bytes: Uint8Array,
): void {
  message(writer, 5, (tensor) => {
    for (const size of shape) integer(tensor, 1, size);
    integer(tensor, 2, type);
    text(tensor, 8, name);
    tag(tensor, 9, LENGTH_DELIMITED).bytes(bytes);
  });
}

function attribute(node: Writer, key: string, value: number | readonly number[]): void {
  message(node, 5, (writer) => {
    text(writer, 1, key);
    if (typeof value === 'number') {
      integer(writer, 3, value);
      integer(writer, 20, ATTRIBUTE_INT);
      return;
    }
    for (const item of value) integer(writer, 8, item);
    integer(writer, 20, ATTRIBUTE_INTS);
  });
}

function valueInfo(writer: Writer, field: number, name: string, shape: readonly number[]): void {
  message(writer, field, (info) => {
    text(info, 1, name);
    message(info, 2, (type) => {
      message(type, 1, (tensor) => {
        integer(tensor, 1, FLOAT);
        message(tensor, 2, (dims) => {
          for (const size of shape) message(dims, 1, (dim) => integer(dim, 1, size));
        });
      });
    });
  });
}
