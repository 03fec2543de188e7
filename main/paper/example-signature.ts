import type { Signature } from '../contract/activation.ts';

/** An invented name as a hand writes it on a wide field: points x,y in thousandths of the field's width, a stroke a line. */
const strokes = [
  // 王
  '140,150 185,145 240,138',
  '150,205 190,200 235,196',
  '192,146 190,200 186,262',
  '122,268 190,262 262,250',
  // 桂
  '335,168 372,162 415,158',
  '378,112 377,190 372,290',
  '374,175 352,215 325,246',
  '380,180 398,200 410,214',
  '440,150 480,145 520,140',
  '482,110 480,150 478,192',
  '425,198 480,190 540,184',
  '445,238 485,233 525,228',
  '486,200 484,240 480,280',
  '418,290 480,282 552,272',
  // 英
  '640,150 715,142 800,134',
  '690,118 694,140 697,168',
  '752,108 748,132 744,160',
  '668,190 670,215 672,242',
  '668,190 715,184 772,178 768,205 762,232',
  '628,250 715,240 818,226',
  '718,162 716,230 690,275 636,318',
  '722,244 760,285 826,310',
  // The point below it.
  '850,330',
] as const;

/** One stroke after the other, 20 ms a point and a pause between strokes. */
export const exampleSignature: Signature = strokes.map((stroke, index) =>
  stroke.split(' ').map((point, at): Signature[number][number] => {
    const [x, y] = point.split(',').map(Number);
    return [x ?? 0, y ?? 0, index * 200 + at * 20];
  }),
);
