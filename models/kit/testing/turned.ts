/**
 * Test helper: the portrait with its head turned. The mesh gives every point of the face a depth; the points are turned
 * about the vertical axis, and the triangles between them are painted anew. No substitute for a person who turns, but
 * every model sees a turned face.
 */
import Delaunator from 'delaunator';
import type { Image } from '../../../drivers/kit/image/image-ops.ts';

interface SpatialPoint {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/**
 * @param points the face in pixels; depth grows away from the camera
 * @param yawDegrees positive turns the head to the person's left, towards the right edge of the image
 */
export function turned(image: Image, points: readonly SpatialPoint[], yawDegrees: number): Image {
  const angle = (yawDegrees * Math.PI) / 180;
  const middle = points.reduce((sum, { x }) => sum + x, 0) / points.length;
  const deepest = Math.max(...points.map(({ z }) => z));
  const nearest = Math.min(...points.map(({ z }) => z));
  // The neck is the axis: it lies behind the face.
  const axis = deepest + (deepest - nearest) * 0.5;
  const moved = points.map(({ x, y, z }) => {
    const [u, v] = [x - middle, z - axis];
    return {
      x: middle + u * Math.cos(angle) - v * Math.sin(angle),
      y,
      z: axis + u * Math.sin(angle) + v * Math.cos(angle),
    };
  });
  const { triangles } = Delaunator.from(points.map(({ x, y }): [number, number] => [x, y]));
  const order = Array.from({ length: triangles.length / 3 }, (_, i) => [
    ...triangles.subarray(3 * i, 3 * i + 3),
  ]);
  const depth = (corners: readonly number[]): number =>
    corners.reduce((sum, corner) => sum + moved[corner]!.z, 0);
  const result = { ...image, data: image.data.slice() };
  // Painted from the back to the front.
  for (const corners of order.sort((a, b) => depth(b) - depth(a)))
    paintTriangle(
      image,
      result,
      corners.map((i) => points[i]!),
      corners.map((i) => moved[i]!),
    );
  return result;
}

function paintTriangle(
  source: Image,
  target: Image,
  from: readonly SpatialPoint[],
  to: readonly SpatialPoint[],
): void {
  const [a, b, c] = to as [SpatialPoint, SpatialPoint, SpatialPoint];
  const area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
  if (Math.abs(area) < 1e-6) return;
  const [left, right] = [Math.min(a.x, b.x, c.x), Math.max(a.x, b.x, c.x)];
  const [top, bottom] = [Math.min(a.y, b.y, c.y), Math.max(a.y, b.y, c.y)];
  for (let y = Math.ceil(top); y <= bottom; y++)
    for (let x = Math.ceil(left); x <= right; x++) {
      const v = ((x - a.x) * (c.y - a.y) - (c.x - a.x) * (y - a.y)) / area;
      const w = ((b.x - a.x) * (y - a.y) - (x - a.x) * (b.y - a.y)) / area;
      const u = 1 - v - w;
      if (u < -1e-6 || v < -1e-6 || w < -1e-6) continue;
      const fromX = Math.round(u * from[0]!.x + v * from[1]!.x + w * from[2]!.x);
      const fromY = Math.round(u * from[0]!.y + v * from[1]!.y + w * from[2]!.y);
      if (x < 0 || y < 0 || x >= target.width || y >= target.height) continue;
      if (fromX < 0 || fromY < 0 || fromX >= source.width || fromY >= source.height) continue;
      const at = (fromY * source.width + fromX) * 3;
      target.data.set(source.data.subarray(at, at + 3), (y * target.width + x) * 3);
    }
}
