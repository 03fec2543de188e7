/** What both converters share: TensorFlow keeps images NHWC and pads by rule, ONNX keeps them NCHW and pads by number. */

type Pads = readonly [top: number, left: number, bottom: number, right: number];

/**
 * The explicit pads of TensorFlow's SAME rule: the output has ceil(size / stride) pixels, and an odd pad goes to the
 * end. VALID means no pad.
 */
export function padsOf(
  rule: 'SAME' | 'VALID',
  size: readonly [height: number, width: number],
  kernel: readonly [number, number],
  stride: readonly [number, number],
): Pads {
  if (rule === 'VALID') return [0, 0, 0, 0];
  const total = [0, 1].map((axis) => {
    const outputs = Math.ceil(size[axis as 0] / stride[axis as 0]);
    return Math.max(0, (outputs - 1) * stride[axis as 0] + kernel[axis as 0] - size[axis as 0]);
  }) as [number, number];
  const before = [total[0] >> 1, total[1] >> 1] as const;
  return [before[0], before[1], total[0] - before[0], total[1] - before[1]];
}

/** Output height or width of a convolution or pooling. */
export const outputSize = (size: number, kernel: number, stride: number, padBoth: number): number =>
  Math.floor((size + padBoth - kernel) / stride) + 1;

/** Reorders a row-major 4-D array: axis `i` of the result is axis `order[i]` of the source. */
export function transpose4(
  values: Float32Array,
  shape: readonly number[],
  order: readonly [number, number, number, number],
): Float32Array {
  const [s0, s1, s2, s3] = shape as [number, number, number, number];
  const strides = [s1 * s2 * s3, s2 * s3, s3, 1];
  const sizes = order.map((axis) => shape[axis]!) as [number, number, number, number];
  const steps = order.map((axis) => strides[axis]!) as [number, number, number, number];
  const result = new Float32Array(s0 * s1 * s2 * s3);
  let at = 0;
  for (let a = 0; a < sizes[0]; a++)
    for (let b = 0; b < sizes[1]; b++)
      for (let c = 0; c < sizes[2]; c++)
        for (let d = 0; d < sizes[3]; d++)
          result[at++] = values[a * steps[0] + b * steps[1] + c * steps[2] + d * steps[3]]!;
  return result;
}
