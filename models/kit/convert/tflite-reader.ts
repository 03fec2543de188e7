/**
 * Reads the parts of a TensorFlow Lite model (a FlatBuffer) that our converter needs.
 * Field numbers are those of tensorflow/lite/schema/schema.fbs, version 3.
 */
import { ByteBuffer } from 'flatbuffers';

interface TfliteTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** `TensorType` of the schema: 0 float32, 2 int32. */
  readonly type: number;
  /** Bytes of a constant; empty for a tensor that is computed. */
  readonly data: Uint8Array;
}

export interface TfliteOperator {
  /** `BuiltinOperator` of the schema. */
  readonly builtinCode: number;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** Reads a byte or int32 field of the operator's option table; `fallback` where the file leaves it out. */
  readonly option: (field: number, kind: 'byte' | 'int', fallback: number) => number;
}

export interface TfliteModel {
  readonly version: number;
  readonly tensors: readonly TfliteTensor[];
  readonly operators: readonly TfliteOperator[];
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
}

/** A table of the FlatBuffer: its position, and typed access to its fields by number. */
class Table {
  readonly #buffer: ByteBuffer;
  readonly #position: number;

  constructor(buffer: ByteBuffer, position: number) {
    this.#buffer = buffer;
    this.#position = position;
  }

  /** Absolute position of a field, or 0 where it is absent. */
  #field(index: number): number {
    const offset = this.#buffer.__offset(this.#position, 4 + 2 * index);
    return offset === 0 ? 0 : this.#position + offset;
  }

  byte(index: number, fallback: number): number {
    const at = this.#field(index);
    return at === 0 ? fallback : this.#buffer.readInt8(at);
  }

  int(index: number, fallback: number): number {
    const at = this.#field(index);
    return at === 0 ? fallback : this.#buffer.readInt32(at);
  }

  string(index: number): string {
    const at = this.#field(index);
    return at === 0 ? '' : String(this.#buffer.__string(at));
  }

  table(index: number): Table | undefined {
    const at = this.#field(index);
    return at === 0 ? undefined : new Table(this.#buffer, this.#buffer.__indirect(at));
  }

  tables(index: number): Table[] {
    const at = this.#field(index);
    if (at === 0) return [];
    const start = this.#buffer.__vector(at);
    return Array.from(
      { length: this.#buffer.__vector_len(at) },
      (_, i) => new Table(this.#buffer, this.#buffer.__indirect(start + 4 * i)),
    );
  }

  ints(index: number): number[] {
    const at = this.#field(index);
    if (at === 0) return [];
    const start = this.#buffer.__vector(at);
    return Array.from({ length: this.#buffer.__vector_len(at) }, (_, i) =>
      this.#buffer.readInt32(start + 4 * i),
    );
  }

  bytes(index: number): Uint8Array {
    const at = this.#field(index);
    if (at === 0) return new Uint8Array(0);
    const start = this.#buffer.__vector(at);
    return this.#buffer.bytes().slice(start, start + this.#buffer.__vector_len(at));
  }
}

/**
 * Reads a `.tflite` file with one subgraph.
 * @throws Error when the bytes are no TFLite model or hold several subgraphs: only pinned files are ever read.
 */
export function readTflite(bytes: Uint8Array): TfliteModel {
  const buffer = new ByteBuffer(bytes);
  if (!buffer.__has_identifier('TFL3'))
    throw new Error('not a TensorFlow Lite model (identifier TFL3 missing)');
  const model = new Table(buffer, buffer.readInt32(0));
  const [graph, ...others] = model.tables(2);
  if (graph === undefined || others.length > 0) throw new Error('expected exactly one subgraph');
  const codes = model.tables(1).map((code) => Math.max(code.byte(0, 0), code.int(3, 0)));
  const buffers = model.tables(4);
  return {
    version: model.int(0, 0),
    tensors: graph.tables(0).map((tensor) => ({
      name: tensor.string(3),
      shape: tensor.ints(0),
      type: tensor.byte(1, 0),
      data: buffers[tensor.int(2, 0)]?.bytes(0) ?? new Uint8Array(0),
    })),
    inputs: graph.ints(1),
    outputs: graph.ints(2),
    operators: graph.tables(3).map((operator) => {
      const options = operator.table(4);
      return {
        builtinCode: codes[operator.int(0, 0)] ?? -1,
        inputs: operator.ints(1),
        outputs: operator.ints(2),
        option: (field, kind, fallback) => options?.[kind](field, fallback) ?? fallback,
      };
    }),
  };
}
