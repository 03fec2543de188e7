import type { Shape } from '../../drivers/printer/print-job.ts';
import type { FingerName } from '../contract/vein.ts';
import { box, stroke } from './slip-drawings.ts';

/** Drawings of which finger to lay and how, 100 wide and 66 high, as the hand is seen by its owner, the back up. */

type Finger = 'index' | 'middle';
/** Left edge, top and width of each finger of a right hand; the thumb lies on the left. */
const fingers = {
  index: { x: 31, y: 9, width: 10 },
  middle: { x: 43, y: 3, width: 10 },
  ring: { x: 55, y: 8, width: 10 },
  little: { x: 67, y: 18, width: 9 },
} as const;
const KNUCKLES = 42;

const rightHand = (marked: Finger): Shape[] => [
  // The thumb, then the palm over its root.
  box(15, 41, 24, 10, 5),
  ...Object.entries(fingers).map(([name, { x, y, width }]) =>
    box(x, y, width, KNUCKLES - y + 8, 5, name === marked ? 'fill' : 'line'),
  ),
  box(30, KNUCKLES, 47, 23, 8),
];

const mirrored = (shapes: readonly Shape[]): Shape[] =>
  shapes.map((shape) => (shape.shape === 'box' ? { ...shape, x: 100 - shape.x - shape.width } : shape));

export const fingerDrawings: Readonly<Record<FingerName, readonly Shape[]>> = {
  rightIndex: rightHand('index'),
  rightMiddle: rightHand('middle'),
  leftIndex: mirrored(rightHand('index')),
  leftMiddle: mirrored(rightHand('middle')),
};

/** A finger that lies flat in the trough of a scanner, seen from the side. */
export const layDrawing: readonly Shape[] = [
  // The hand comes from the right.
  box(66, 6, 31, 26, 9),
  box(14, 16, 62, 13, 6, 'fill'),
  stroke([4, 34], [12, 34], [12, 31], [80, 31], [80, 34], [96, 34]),
  stroke([4, 34], [4, 60], [96, 60], [96, 34]),
  stroke([20, 44], [70, 44]),
];
