import type { Image } from '../../drivers/kit/image/image-ops.ts';

/** One byte per pixel, row-major. */
export interface GrayImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** BT.601 luma of a decoded picture; infrared pictures come with three equal channels. */
export function grayOf({ width, height, channels, data }: Image): GrayImage {
  if (channels === 1) return { width, height, data };
  const gray = new Uint8Array(width * height);
  for (let i = 0, p = 0; i < gray.length; i++, p += 3)
    gray[i] = (data[p]! * 4899 + data[p + 1]! * 9617 + data[p + 2]! * 1868 + 8192) >> 14;
  return { width, height, data: gray };
}

/** Turned by a quarter clockwise: what was up is right. */
export function quarterTurn({ width, height, data }: GrayImage): GrayImage {
  const turned = new Uint8Array(data.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) turned[x * height + (height - 1 - y)] = data[y * width + x]!;
  return { width: height, height: width, data: turned };
}

/** Resized: shrinking averages whole areas, so that no vein falls between two samples; enlarging is bilinear. */
export function scaled(image: GrayImage, width: number, height: number): GrayImage {
  if (image.width === width && image.height === height) return image;
  const across = narrowed(image, width);
  const taps = tapsOf(image.height, height);
  const data = new Uint8Array(width * height);
  const line = new Float64Array(width);
  for (let y = 0; y < height; y++) {
    line.fill(0);
    for (let t = taps.starts[y]!; t < taps.starts[y + 1]!; t++) {
      const row = taps.places[t]! * width;
      const weight = taps.weights[t]!;
      for (let x = 0; x < width; x++) line[x] = line[x]! + weight * across[row + x]!;
    }
    for (let x = 0; x < width; x++) data[y * width + x] = line[x]! + 0.5;
  }
  return { width, height, data };
}

/** Every row made `to` pixels long. */
function narrowed({ width, height, data }: GrayImage, to: number): Float64Array {
  const { starts, places, weights } = tapsOf(width, to);
  const out = new Float64Array(to * height);
  for (let y = 0; y < height; y++)
    for (let x = 0, row = y * width; x < to; x++) {
      let sum = 0;
      for (let t = starts[x]!; t < starts[x + 1]!; t++) sum += weights[t]! * data[row + places[t]!]!;
      out[y * to + x] = sum;
    }
  return out;
}

/** What of `length` pixels goes into each of `to` pixels: taps `starts[i]` until before `starts[i + 1]`. */
interface Taps {
  readonly starts: Int32Array;
  readonly places: Int32Array;
  readonly weights: Float64Array;
}

function tapsOf(length: number, to: number): Taps {
  const starts = new Int32Array(to + 1);
  const taps: [number, number][] = [];
  for (let i = 0; i < to; i++) {
    taps.push(...weightsAt(i, length / to, length));
    starts[i + 1] = taps.length;
  }
  return {
    starts,
    places: Int32Array.from(taps, ([place]) => place),
    weights: Float64Array.from(taps, ([, weight]) => weight),
  };
}

function weightsAt(i: number, ratio: number, length: number): [number, number][] {
  const inside = (p: number): number => Math.min(length - 1, Math.max(0, p));
  if (ratio <= 1) {
    const centre = (i + 0.5) * ratio - 0.5;
    const left = Math.floor(centre);
    const part = centre - left;
    return [
      [inside(left), 1 - part],
      [inside(left + 1), part],
    ];
  }
  const [start, end] = [i * ratio, Math.min(length, (i + 1) * ratio)];
  const weights: [number, number][] = [];
  for (let p = Math.floor(start); p < end; p++) {
    const covered = Math.min(end, p + 1) - Math.max(start, p);
    if (covered > 1e-9) weights.push([p, covered / (end - start)]);
  }
  return weights;
}

/** Where a region's row or column lies in the source: x = a*column + b*row + c, y = d*column + e*row + f. */
export interface Placement {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

/** Bilinear sampling of a region; the edge pixel goes on outside, and `inside` tells where that was (0). */
export function sampled(
  image: GrayImage,
  place: Placement,
  width: number,
  height: number,
): GrayImage & { readonly inside: Uint8Array } {
  const data = new Uint8Array(width * height);
  const inside = new Uint8Array(width * height);
  const [right, bottom] = [image.width - 1, image.height - 1];
  for (let row = 0, i = 0; row < height; row++)
    for (let column = 0; column < width; column++, i++) {
      const x = place.a * column + place.b * row + place.c;
      const y = place.d * column + place.e * row + place.f;
      if (x >= -0.5 && y >= -0.5 && x <= right + 0.5 && y <= bottom + 0.5) inside[i] = 1;
      const xc = Math.min(right, Math.max(0, x));
      const yc = Math.min(bottom, Math.max(0, y));
      const x0 = Math.floor(xc);
      const y0 = Math.floor(yc);
      const fx = xc - x0;
      const fy = yc - y0;
      const p = y0 * image.width + x0;
      const next = x0 < right ? 1 : 0;
      const below = y0 < bottom ? image.width : 0;
      const top = image.data[p]! * (1 - fx) + image.data[p + next]! * fx;
      const low = image.data[p + below]! * (1 - fx) + image.data[p + below + next]! * fx;
      data[i] = top * (1 - fy) + low * fy + 0.5;
    }
  return { width, height, data, inside };
}
