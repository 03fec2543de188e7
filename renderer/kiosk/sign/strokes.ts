import type { Signature } from '../../../main/contract/activation.ts';

/** The same bounds as `signatureSchema`: what is drawn beyond them is not taken. */
const mostStrokes = 60;
const mostPointsOfStroke = 2000;
const mostPoints = 6000;
const leastStrokes = 2;
const longestMs = 600_000;
/** Points nearer than this to the one before tell nothing, in thousandths of the field's width. */
const nearest = 2;

/** A point of the field in its own pixels, and when. */
export interface Touched {
  readonly x: number;
  readonly y: number;
  /** ms, of any clock */
  readonly at: number;
}

/**
 * A signature as it is written: strokes of points in thousandths of the field's width, with ms since the first touch.
 * One finger writes; whatever else touches the field meanwhile is the hand that rests on it.
 */
export class Strokes {
  #strokes: [number, number, number][][] = [];
  #points = 0;
  #began: number | null = null;
  #writing: number | null = null;

  /** A finger came down. False: it is not taken (another one writes, or the field is full). */
  begin(pointerId: number, touched: Touched, width: number): boolean {
    if (this.#writing !== null || this.#strokes.length >= mostStrokes || this.#points >= mostPoints)
      return false;
    this.#began ??= touched.at;
    this.#writing = pointerId;
    this.#strokes.push([]);
    this.#add(touched, width);
    return true;
  }

  /** The writing finger moved. False when nothing was added. */
  move(pointerId: number, touched: Touched, width: number): boolean {
    if (pointerId !== this.#writing) return false;
    return this.#add(touched, width);
  }

  /** The writing finger was lifted, or taken away by the system. */
  end(pointerId: number): void {
    if (pointerId === this.#writing) this.#writing = null;
  }

  clear(): void {
    this.#strokes = [];
    this.#points = 0;
    this.#began = null;
    this.#writing = null;
  }

  get count(): number {
    return this.#strokes.length;
  }

  /** Whether it is enough for a name. */
  get enough(): boolean {
    return this.count >= leastStrokes;
  }

  /** A copy, so that nothing of a later signature gets into it. */
  get signature(): Signature {
    return this.#strokes.map((stroke) => stroke.map(([x, y, t]) => [x, y, t]));
  }

  #add({ x, y, at }: Touched, width: number): boolean {
    const stroke = this.#strokes.at(-1);
    if (stroke === undefined || stroke.length >= mostPointsOfStroke || this.#points >= mostPoints)
      return false;
    const share = (value: number) => Math.min(1000, Math.max(0, Math.round((value / width) * 1000)));
    const point: [number, number, number] = [
      share(x),
      share(y),
      Math.min(longestMs, Math.max(0, Math.round(at - (this.#began ?? at)))),
    ];
    const before = stroke.at(-1);
    if (before !== undefined && Math.hypot(before[0] - point[0], before[1] - point[1]) < nearest)
      return false;
    stroke.push(point);
    this.#points += 1;
    return true;
  }
}
