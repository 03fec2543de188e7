/**
 * Rewrites every PRelu node of an ONNX file whose slope is one constant per channel:
 *
 *     prelu(x) = slope * x + (1 - slope) * relu(x)
 *
 * as two 1x1 depthwise convolutions and a sum. That looks like more work and is less: ONNX Runtime keeps convolutions,
 * Relu and sums in its blocked layout and runs them vectorised, but leaves that layout for PRelu. The outputs differ
 * by rounding only (measured: 1.4e-5 on values up to 6), and MobileFaceNet B takes 7.8 ms instead of 11.5.
 */
import protobuf from 'protobufjs/minimal.js';
import { message, writeFloats, writeNode } from './onnx-graph.ts';

/** Field numbers of onnx/onnx.proto. */
const MODEL = { graph: 7 } as const;
const GRAPH = { node: 1, initializer: 5 } as const;
const NODE = { input: 1, output: 2, opType: 4 } as const;
const TENSOR = { dims: 1, dataType: 2, floatData: 4, name: 8, rawData: 9 } as const;
const FLOAT = 1;

/** One field of a message: its bytes with the tag, and for a length-delimited one the content. */
interface Field {
  readonly number: number;
  readonly whole: Uint8Array;
  readonly content: Uint8Array;
}

export function splitPrelu(onnx: Uint8Array): Uint8Array {
  const writer = protobuf.Writer.create();
  for (const field of fields(onnx))
    if (field.number === MODEL.graph) message(writer, MODEL.graph, (graph) => rewrite(field.content, graph));
    else writer.raw(field.whole);
  return writer.finish();
}

function rewrite(graphBytes: Uint8Array, writer: protobuf.Writer): void {
  const all = [...fields(graphBytes)];
  const slopes = new Map<string, Float32Array>();
  for (const { number, content } of all) {
    if (number !== GRAPH.initializer) continue;
    const tensor = channelConstant(content);
    if (tensor !== null) slopes.set(tensor.name, tensor.values);
  }
  for (const { number, whole, content } of all) {
    const node = number === GRAPH.node ? preluNode(content) : null;
    const slope = node === null ? undefined : slopes.get(node.slope);
    if (node === null || slope === undefined) writer.raw(whole);
    else split(writer, node, slope);
  }
}

/** The four nodes and two constants that take the place of one PRelu. */
function split(writer: protobuf.Writer, node: { x: string; output: string }, slope: Float32Array): void {
  const { x, output } = node;
  const [direct, rest] = [`${output}_slope_direct`, `${output}_slope_rest`];
  const shape = [slope.length, 1, 1, 1];
  const attributes = { kernel_shape: [1, 1], strides: [1, 1], pads: [0, 0, 0, 0], group: slope.length };
  writeFloats(writer, direct, shape, slope);
  writeFloats(
    writer,
    rest,
    shape,
    slope.map((value) => 1 - value),
  );
  writeNode(writer, 'Relu', `${output}_relu`, [x]);
  writeNode(writer, 'Conv', `${output}_rest`, [`${output}_relu`, rest], attributes);
  writeNode(writer, 'Conv', `${output}_direct`, [x, direct], attributes);
  writeNode(writer, 'Add', output, [`${output}_direct`, `${output}_rest`]);
}

/** Input, slope and output of a PRelu node; `null` for every other node. */
function preluNode(bytes: Uint8Array): { x: string; slope: string; output: string } | null {
  const inputs: string[] = [];
  const outputs: string[] = [];
  let opType = '';
  for (const { number, content } of fields(bytes)) {
    if (number === NODE.input) inputs.push(utf8(content));
    else if (number === NODE.output) outputs.push(utf8(content));
    else if (number === NODE.opType) opType = utf8(content);
  }
  const [x, slope] = inputs;
  const [output] = outputs;
  return opType === 'PRelu' && x !== undefined && slope !== undefined && output !== undefined
    ? { x, slope, output }
    : null;
}

/** A float32 constant of shape [channels, 1, 1]; `null` for any other. */
function channelConstant(bytes: Uint8Array): { name: string; values: Float32Array } | null {
  const dims: number[] = [];
  let type = 0;
  let name = '';
  let data: Uint8Array | null = null;
  for (const { number, content, whole } of fields(bytes)) {
    // Sizes come one by one (varint) or packed, according to the program that wrote the file.
    if (number === TENSOR.dims) dims.push(...varints(whole, content));
    else if (number === TENSOR.dataType) type = varints(whole, content)[0] ?? 0;
    else if (number === TENSOR.name) name = utf8(content);
    else if (number === TENSOR.rawData || number === TENSOR.floatData) data = content;
  }
  const [channels, height, width] = dims;
  if (type !== FLOAT || dims.length !== 3 || height !== 1 || width !== 1) return null;
  if (data === null || data.length !== 4 * channels!) return null;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return { name, values: Float32Array.from({ length: channels! }, (_, i) => view.getFloat32(4 * i, true)) };
}

function varints(whole: Uint8Array, content: Uint8Array): number[] {
  const packed = content.length > 0 || (whole[0]! & 7) === 2;
  const reader = protobuf.Reader.create(packed ? content : whole);
  if (!packed) reader.uint32();
  const values: number[] = [];
  while (reader.pos < reader.len) values.push(Number(reader.int64()));
  return values;
}

function* fields(bytes: Uint8Array): Generator<Field> {
  const reader = protobuf.Reader.create(bytes);
  while (reader.pos < reader.len) {
    const start = reader.pos;
    const tag = reader.uint32();
    let content: Uint8Array = new Uint8Array(0);
    if ((tag & 7) === 2) content = reader.bytes();
    else reader.skipType(tag & 7);
    yield { number: tag >>> 3, whole: bytes.subarray(start, reader.pos), content };
  }
}

const utf8 = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
