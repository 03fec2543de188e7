import type { Affine } from '../../drivers/kit/image/image-ops.ts';
import { meanPoint, type Point } from './geometry.ts';

/**
 * The similarity (rotation, one scale, shift; no reflection) that maps `from` onto `to` with the least squared error.
 * Umeyama, "Least-squares estimation of transformation parameters between two point patterns", PAMI 13 (1991); in the
 * plane its singular value decomposition has the closed form used here.
 * @throws Error when the points are fewer than two, or all of `from` are one point
 */
export function similarity(from: readonly Point[], to: readonly Point[]): Affine {
  if (from.length !== to.length || from.length < 2)
    throw new Error('similarity needs two equal lists of points');
  const [fx, fy] = meanPoint(from);
  const [gx, gy] = meanPoint(to);
  let cosine = 0;
  let sine = 0;
  let spread = 0;
  from.forEach(([x, y], i) => {
    const [u, v] = [x - fx, y - fy];
    const [s, t] = [to[i]![0] - gx, to[i]![1] - gy];
    cosine += u * s + v * t;
    sine += u * t - v * s;
    spread += u * u + v * v;
  });
  if (spread < 1e-12) throw new Error('similarity of coincident points');
  const [a, b] = [cosine / spread, sine / spread];
  return [a, -b, gx - (a * fx - b * fy), b, a, gy - (b * fx + a * fy)];
}
