import { type PrintJob, type PrintLine, type Shape, textSizes } from '../print-job.ts';
import { fitHand, type Strokes } from './hand.ts';
import { wrapText } from './wrap-text.ts';

type TextSize = keyof typeof textSizes;
/** Width in dots of `text` at `size`. */
export type Measure = (text: string, size: TextSize, bold: boolean) => number;

/** Something to paint; all numbers are dots, `y` counts from the top of its block. */
export type Mark =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly x: number;
      /** Of the line box; the glyph stands in its middle. */
      readonly y: number;
      readonly size: TextSize;
      readonly bold: boolean;
      readonly white: boolean;
    }
  | {
      readonly kind: 'box';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly radius: number;
    }
  | {
      readonly kind: 'drawing';
      readonly x: number;
      readonly y: number;
      /** Dots of one hundredth of the drawing's width. */
      readonly unit: number;
      readonly shapes: readonly Shape[];
    }
  /** Strokes of a pen, where they are painted. */
  | { readonly kind: 'hand'; readonly strokes: Strokes };

/** A run of marks that becomes one picture, or a QR code that the printer draws itself. */
export type Block =
  | { readonly kind: 'picture'; readonly height: number; readonly marks: readonly Mark[] }
  | { readonly kind: 'qr'; readonly text: string; readonly mm: number };

export interface LayoutOptions {
  readonly width: number;
  readonly dotsPerMm: number;
  readonly measure: Measure;
}

/** Height of a line box in parts of the letter size. */
const LINE_HEIGHT = 1.4;
const BAR_PADDING = 0.24;
const largeSizes: readonly TextSize[] = ['result', 'large', 'body'];
/** White above and below a black bar. */
const BAR_MARGIN = 8;
const PAIR_GAP = 20;
/** Below this width the margin is what lets ten body letters stand on a row, as most sentences of a slip have. */
const NARROW = 480;
/** Of a drawing: its share of the line, its height in parts of its width (an ID-1 card's), and white around it. */
const FIGURE_SHARE = 0.27;
const FIGURE_HEIGHT = 0.66;
const FIGURE_GAP = 18;

/** Room for what a hand drew: its share of the line, and its height in mm. */
const HAND_SHARE = 0.62;
const HAND_HEIGHT = 16;
const HAND_GAP = 12;

export const lineHeight = (size: TextSize): number => Math.round(textSizes[size] * LINE_HEIGHT);

/** Places the lines of a job from top to bottom; pure, so the same job always gives the same slip. */
export function layout(job: Pick<PrintJob, 'lines'>, options: LayoutOptions): Block[] {
  const margin = Math.round((options.width < NARROW ? 1.4 : 2) * options.dotsPerMm);
  const inner = options.width - 2 * margin;
  const blocks: Block[] = [];
  let marks: Mark[] = [];
  let y = 0;

  const endPicture = (): void => {
    if (y > 0) blocks.push({ kind: 'picture', height: Math.ceil(y), marks });
    marks = [];
    y = 0;
  };
  /** A bar, a heading or a date broken in its middle is misread: it is set smaller first, until it fits on one row. */
  const unbroken = (line: Extract<PrintLine, { kind: 'text' }>): Extract<PrintLine, { kind: 'text' }> => {
    if (line.size === 'small' || line.size === 'body') return line;
    const padding = line.invert ? BAR_PADDING : 0;
    const sizes = largeSizes.slice(largeSizes.indexOf(line.size));
    const fits = sizes.find(
      (size) =>
        options.measure(line.text, size, line.bold ?? false) <=
        inner - 2 * Math.round(textSizes[size] * padding),
    );
    return { ...line, size: fits ?? line.size };
  };
  const text = (value: string, asked: Extract<PrintLine, { kind: 'text' }>): void => {
    const line = unbroken(asked);
    const bold = line.bold ?? false;
    const pad = line.invert ? Math.round(textSizes[line.size] * BAR_PADDING) : 0;
    const rows = wrapText(value, inner - 2 * pad, (part) => options.measure(part, line.size, bold));
    const height = rows.length * lineHeight(line.size) + 2 * pad;
    if (line.invert) y += BAR_MARGIN;
    if (line.invert) marks.push({ kind: 'box', x: margin, y, width: inner, height, radius: 14 });
    y += pad;
    for (const row of rows) {
      const free = inner - 2 * pad - options.measure(row, line.size, bold);
      const x = margin + pad + (line.align === 'center' ? Math.max(0, Math.round(free / 2)) : 0);
      marks.push({ kind: 'text', text: row, x, y, size: line.size, bold, white: line.invert ?? false });
      y += lineHeight(line.size);
    }
    y += pad + (line.invert ? BAR_MARGIN : 0);
  };
  const pair = (label: string, value: string, column: number): void => {
    const widthOf = (part: string, bold = true): number => options.measure(part, 'body', bold);
    marks.push({ kind: 'text', text: label, x: margin, y, size: 'body', bold: false, white: false });
    const beside = !value.includes('\n') && widthOf(value) <= inner - column;
    if (beside) {
      marks.push({
        kind: 'text',
        text: value,
        x: margin + column,
        y,
        size: 'body',
        bold: true,
        white: false,
      });
      y += lineHeight('body');
      return;
    }
    y += lineHeight('body');
    for (const row of wrapText(value, inner - 2 * PAIR_GAP, widthOf)) {
      marks.push({
        kind: 'text',
        text: row,
        x: margin + 2 * PAIR_GAP,
        y,
        size: 'body',
        bold: true,
        white: false,
      });
      y += lineHeight('body');
    }
  };
  const rule = (style: 'solid' | 'dashed'): void => {
    const step = style === 'solid' ? inner : 16;
    for (let x = 0; x < inner; x += step)
      marks.push({
        kind: 'box',
        x: margin + x,
        y: y + 14,
        width: style === 'solid' ? inner : Math.min(8, inner - x),
        height: 3,
        radius: 0,
      });
    y += 31;
  };

  const figure = (line: Extract<PrintLine, { kind: 'figure' }>): void => {
    const width = Math.round(inner * FIGURE_SHARE);
    const height = Math.round(width * FIGURE_HEIGHT);
    const x = margin + width + FIGURE_GAP;
    const rowsOf = (value: string, size: TextSize, bold: boolean) =>
      value === ''
        ? []
        : wrapText(value, inner - width - FIGURE_GAP, (part) => options.measure(part, size, bold)).map(
            (row) => ({ row, size, bold }),
          );
    const rows = [...rowsOf(line.text, 'large', true), ...rowsOf(line.note, 'body', false)];
    const textHeight = rows.reduce((sum, { size }) => sum + lineHeight(size), 0);
    const tallest = Math.max(height, textHeight);
    y += FIGURE_GAP / 2;
    marks.push({
      kind: 'drawing',
      x: margin,
      y: y + Math.round((tallest - height) / 2),
      unit: width / 100,
      shapes: line.shapes,
    });
    let rowY = y + Math.round((tallest - textHeight) / 2);
    for (const { row, size, bold } of rows) {
      marks.push({ kind: 'text', text: row, x, y: rowY, size, bold, white: false });
      rowY += lineHeight(size);
    }
    y += tallest + FIGURE_GAP / 2;
  };

  const hand = (strokes: Strokes): void => {
    const room = {
      width: Math.round(inner * HAND_SHARE),
      height: Math.round(HAND_HEIGHT * options.dotsPerMm),
    };
    const fitted = fitHand(strokes, room, { x: margin + HAND_GAP, y: y + HAND_GAP });
    marks.push({ kind: 'hand', strokes: fitted.strokes });
    y += fitted.height + 2 * HAND_GAP;
  };

  job.lines.forEach((line, i) => {
    if (line.kind === 'text') text(line.text, line);
    else if (line.kind === 'pair') pair(line.label, line.value, pairColumn(job.lines, i, options.measure));
    else if (line.kind === 'rule') rule(line.style);
    else if (line.kind === 'figure') figure(line);
    else if (line.kind === 'hand') hand(line.strokes);
    else if (line.kind === 'gap') y += Math.round(line.mm * options.dotsPerMm);
    else {
      endPicture();
      blocks.push({ kind: 'qr', text: line.text, mm: line.mm });
    }
  });
  endPicture();
  return blocks;
}

/** Values of neighbouring pairs stand under each other, behind the longest of their labels. */
function pairColumn(lines: readonly PrintLine[], at: number, measure: Measure): number {
  let first = at;
  while (lines[first - 1]?.kind === 'pair') first--;
  let widest = 0;
  for (let i = first; ; i++) {
    const line = lines[i];
    if (line?.kind !== 'pair') break;
    widest = Math.max(widest, measure(line.label, 'body', false));
  }
  return Math.ceil(widest) + PAIR_GAP;
}
