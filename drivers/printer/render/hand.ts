/** Strokes of points [x, y]. */
export type Strokes = readonly (readonly (readonly [x: number, y: number])[])[];

/** No more of a small mark than this many times the size it would have if the whole field were shown. */
const LARGEST = 3;
/** The field is a thousand wide, and as high as it may be. */
const FIELD = 1000;

/**
 * What a hand drew, cut to its edges and as large as the room allows, its shape kept.
 *
 * @param strokes in thousandths of the width of the field it was drawn in
 * @param room in dots
 * @param at left upper corner, in dots
 * @returns the strokes in dots, and how high they stand
 */
export function fitHand(
  strokes: Strokes,
  room: { readonly width: number; readonly height: number },
  at: { readonly x: number; readonly y: number },
): { readonly strokes: Strokes; readonly height: number } {
  const points = strokes.flat();
  const [left, right] = edges(points.map(([x]) => x));
  const [top, bottom] = edges(points.map(([, y]) => y));
  const scale = Math.min(
    room.width / Math.max(1, right - left),
    room.height / Math.max(1, bottom - top),
    (LARGEST * room.width) / FIELD,
  );
  return {
    strokes: strokes.map((stroke) =>
      stroke.map(([x, y]) => [at.x + (x - left) * scale, at.y + (y - top) * scale] as const),
    ),
    height: Math.ceil((bottom - top) * scale),
  };
}

function edges(values: readonly number[]): [least: number, most: number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return [least, most];
}
