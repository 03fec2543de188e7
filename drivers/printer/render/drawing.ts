import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Mark } from './layout.ts';

/** Thickness of a stroke in hundredths of the drawing's width: 3 to 5 dots, which a thermal head does not lose. */
const STROKE = 3;

/** Draws a figure's shapes in their order, black on white; `white` shapes cut out what lies below them. */
export function drawShapes(
  context: SKRSContext2D,
  { x, y, unit, shapes }: Extract<Mark, { kind: 'drawing' }>,
): void {
  context.save();
  context.translate(x, y);
  context.scale(unit, unit);
  context.lineWidth = STROKE;
  context.lineJoin = 'round';
  context.lineCap = 'round';
  context.strokeStyle = '#000';
  for (const shape of shapes) {
    context.beginPath();
    if (shape.shape === 'stroke') {
      for (const [pointX, pointY] of shape.points) context.lineTo(pointX, pointY);
      context.stroke();
      continue;
    }
    if (shape.shape === 'box') context.roundRect(shape.x, shape.y, shape.width, shape.height, shape.radius);
    else context.arc(shape.x, shape.y, shape.radius, 0, 2 * Math.PI);
    context.fillStyle = shape.ink === 'fill' ? '#000' : '#fff';
    context.fill();
    if (shape.ink === 'line') context.stroke();
  }
  context.restore();
}

/** Of a pen: half a millimetre, as a ball pen writes. */
const PEN = 4;

/** Draws what a hand drew; a stroke of one point is the dot that it was. */
export function drawHand(context: SKRSContext2D, { strokes }: Extract<Mark, { kind: 'hand' }>): void {
  context.save();
  context.lineWidth = PEN;
  context.lineJoin = 'round';
  context.lineCap = 'round';
  context.strokeStyle = '#000';
  context.fillStyle = '#000';
  for (const stroke of strokes) {
    context.beginPath();
    for (const [x, y] of stroke) context.lineTo(x, y);
    context.stroke();
    for (const [x, y] of stroke.slice(0, 1)) {
      context.beginPath();
      context.arc(x, y, PEN / 2, 0, 2 * Math.PI);
      context.fill();
    }
  }
  context.restore();
}
