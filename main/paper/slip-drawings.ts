import type { Shape } from '../../drivers/printer/print-job.ts';
import type { BringItem } from '../contract/activation.ts';

/** Drawings of what to bring, 100 wide and 66 high, in few thick strokes: paper of 203 dpi shows no more. */

export const box = (
  x: number,
  y: number,
  width: number,
  height: number,
  radius: number,
  ink: 'fill' | 'line' | 'white' = 'line',
): Shape => ({ shape: 'box', x, y, width, height, radius, ink });
const disc = (x: number, y: number, radius: number, ink: 'fill' | 'line' | 'white' = 'fill'): Shape => ({
  shape: 'disc',
  x,
  y,
  radius,
  ink,
});
export const stroke = (...points: [number, number][]): Shape => ({ shape: 'stroke', points });

const card = box(3, 3, 94, 60, 7);
/** Head and shoulders, as on the picture side of an ID card. */
const portrait = (x: number): Shape[] => [
  disc(x, 23, 8),
  box(x - 12, 34, 24, 18, 9, 'fill'),
  box(x - 13, 46, 26, 8, 0, 'white'),
];

const idCard: Shape[] = [
  card,
  ...portrait(76),
  stroke([13, 17], [50, 17]),
  stroke([13, 28], [42, 28]),
  stroke([13, 39], [50, 39]),
  stroke([13, 52], [87, 52]),
];

export const bringDrawings: Readonly<Record<BringItem, readonly Shape[]>> = {
  ownIdCard: idCard,
  agentIdCard: idCard,
  ownerIdCard: idCard,
  socialCard: [
    card,
    box(13, 22, 20, 17, 3),
    stroke([13, 30], [33, 30]),
    stroke([23, 22], [23, 39]),
    stroke([13, 13], [48, 13]),
    ...portrait(78),
    stroke([13, 52], [60, 52]),
  ],
  letter: [
    box(24, 2, 52, 62, 2),
    stroke([34, 13], [66, 13]),
    stroke([34, 23], [66, 23]),
    stroke([34, 33], [66, 33]),
    // The signature.
    stroke([40, 53], [45, 44], [48, 53], [54, 45], [57, 52], [66, 50]),
  ],
  phone: [
    box(33, 2, 34, 62, 6),
    box(38, 9, 24, 41, 1),
    disc(50, 57, 3),
    stroke([43, 18], [57, 18]),
    stroke([43, 27], [57, 27]),
    stroke([43, 36], [57, 36]),
  ],
};
