import type { Image } from '../../drivers/kit/image/image-ops.ts';
import type { Tensor } from './onnx-model.ts';

/** Each value becomes `(value - mean) / scale`. */
interface Normalisation {
  readonly mean: number;
  readonly scale: number;
}

/**
 * `[1, height, width, 3]`, channels R, G, B.
 * @param result where the values go; a new array by default
 */
export function toNhwc(
  image: Image,
  { mean, scale }: Normalisation,
  result = new Float32Array(image.data.length),
): Tensor {
  const { data, width, height } = rgb(image);
  for (let i = 0; i < data.length; i++) result[i] = (data[i]! - mean) / scale;
  return { data: result, dims: [1, height, width, 3] };
}

/**
 * `[1, 3, height, width]`; `order` says which colour is plane 0.
 * @param result where the values go; a new array by default
 */
export function toNchw(
  image: Image,
  { mean, scale }: Normalisation,
  order: 'rgb' | 'bgr',
  result = new Float32Array(image.data.length),
): Tensor {
  const { data, width, height } = rgb(image);
  const plane = width * height;
  const [red, blue] = order === 'rgb' ? [0, 2 * plane] : [2 * plane, 0];
  for (let i = 0; i < plane; i++) {
    result[red + i] = (data[3 * i]! - mean) / scale;
    result[plane + i] = (data[3 * i + 1]! - mean) / scale;
    result[blue + i] = (data[3 * i + 2]! - mean) / scale;
  }
  return { data: result, dims: [1, 3, height, width] };
}

function rgb(image: Image): Image {
  if (image.channels !== 3) throw new Error('the models need a colour picture');
  return image;
}
