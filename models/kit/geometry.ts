/** Points and boxes in image pixels: x to the right, y down, the origin at the top-left corner of the first pixel. */

import type { Affine } from '../../drivers/kit/image/image-ops.ts';

export type Point = readonly [x: number, y: number];

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const centreOf = (box: Box): Point => [box.x + box.width / 2, box.y + box.height / 2];

export const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

export function meanPoint(points: readonly Point[]): Point {
  const sum = points.reduce<[number, number]>(([x, y], point) => [x + point[0], y + point[1]], [0, 0]);
  return [sum[0] / points.length, sum[1] / points.length];
}

/** Intersection over union, 0..1. */
export function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (a.width * a.height + b.width * b.height - shared);
}

export const applyAffine = (matrix: Affine, [x, y]: Point): Point => [
  matrix[0] * x + matrix[1] * y + matrix[2],
  matrix[3] * x + matrix[4] * y + matrix[5],
];

/** @throws Error when the matrix has no inverse */
export function invertAffine([a, b, tx, c, d, ty]: Affine): Affine {
  const determinant = a * d - b * c;
  if (Math.abs(determinant) < 1e-12) throw new Error('affine matrix without an inverse');
  const [ia, ib, ic, id] = [d / determinant, -b / determinant, -c / determinant, a / determinant];
  return [ia, ib, -(ia * tx + ib * ty), ic, id, -(ic * tx + id * ty)];
}

/**
 * The affine map that is `second` after `first`. Affine maps written for pixel centres stay so under composition.
 */
export function composeAffine(second: Affine, first: Affine): Affine {
  const [a, b, tx, c, d, ty] = second;
  const [p, q, ux, r, s, uy] = first;
  return [
    a * p + b * r,
    a * q + b * s,
    a * ux + b * uy + tx,
    c * p + d * r,
    c * q + d * s,
    c * ux + d * uy + ty,
  ];
}
