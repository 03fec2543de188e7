import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { err, failure, ok, type Result } from '../../kit/result.ts';
import { printerErrors } from '../errors.ts';
import { type PrintJob, type PrintLine, textSizes } from '../print-job.ts';
import { drawHand, drawShapes } from './drawing.ts';
import { type Block, layout, lineHeight, type Mark } from './layout.ts';
import { loadSlipFont, type SlipFont } from './slip-font.ts';

/** A 1-bit picture as the printers want it: rows of `ceil(width / 8)` bytes, left dot in bit 7, 1 is black. */
export interface SlipPicture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}
export type SlipPart =
  | { readonly kind: 'picture'; readonly picture: SlipPicture }
  | { readonly kind: 'qr'; readonly text: string; readonly mm: number };

/** Darker than this is a dot. A little above the middle: thermal strokes come out thinner than they are drawn. */
const INK_BELOW = 150;

/**
 * Draws a job at `width` dots. E4018 when the font is not installed, E4020 when a character has no picture in any font
 * (nothing is ever printed as an empty box).
 */
export function paintSlip(
  job: Pick<PrintJob, 'lines'>,
  width: number,
  dotsPerMm: number,
): Result<SlipPart[]> {
  const loaded = loadSlipFont();
  if (!loaded.ok) return loaded;
  const font = loaded.value;
  const ruler = createCanvas(8, 8).getContext('2d');
  const measure = (text: string, size: keyof typeof textSizes, bold: boolean): number => {
    ruler.font = fontOf(font, size, bold);
    return ruler.measureText(text).width;
  };
  const missing = countMissingGlyphs(job, font);
  if (missing > 0) return err(failure(printerErrors, 'E4020', `${missing} characters`));
  const blocks = layout(job, { width, dotsPerMm, measure });
  return ok(blocks.map((block) => paintBlock(block, width, font)));
}

const fontOf = (font: SlipFont, size: keyof typeof textSizes, bold: boolean): string =>
  `${textSizes[size]}px "${bold ? font.bold : font.regular}"`;

function paintBlock(block: Block, width: number, font: SlipFont): SlipPart {
  if (block.kind === 'qr') return block;
  const canvas = createCanvas(width, block.height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, block.height);
  for (const mark of block.marks) paintMark(context, mark, font);
  const { data } = context.getImageData(0, 0, width, block.height);
  return { kind: 'picture', picture: { width, height: block.height, data: pack(data, width, block.height) } };
}

function paintMark(context: SKRSContext2D, mark: Mark, font: SlipFont): void {
  context.fillStyle = '#000';
  if (mark.kind === 'drawing') {
    drawShapes(context, mark);
    return;
  }
  if (mark.kind === 'hand') {
    drawHand(context, mark);
    return;
  }
  if (mark.kind === 'box') {
    context.beginPath();
    context.roundRect(mark.x, mark.y, mark.width, mark.height, mark.radius);
    context.fill();
    return;
  }
  if (mark.white) context.fillStyle = '#fff';
  context.font = fontOf(font, mark.size, mark.bold);
  context.textBaseline = 'alphabetic';
  // Hanzi reach from 0.88 em above the base line to 0.12 em below it; that box is put in the middle of the line.
  const em = textSizes[mark.size];
  context.fillText(mark.text, mark.x, mark.y + Math.round((lineHeight(mark.size) - em) / 2 + 0.88 * em));
}

function pack(rgba: Uint8ClampedArray, width: number, height: number): Uint8Array {
  const bytesPerRow = Math.ceil(width / 8);
  const packed = new Uint8Array(bytesPerRow * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (rgba[(y * width + x) * 4]! < INK_BELOW) packed[y * bytesPerRow + (x >> 3)]! |= 0x80 >> (x & 7);
  return packed;
}

const GLYPH_DOTS = 40;
/** A code point that no font has: it shows what "no picture" looks like. */
const NO_CHARACTER = '\u{1FFFF}';

function writtenIn(line: PrintLine): string {
  if (line.kind === 'text') return line.text;
  if (line.kind === 'pair') return line.label + line.value;
  return line.kind === 'figure' ? line.text + line.note : '';
}

/** Characters outside the everyday set that the fonts draw as "no picture". */
function countMissingGlyphs(job: Pick<PrintJob, 'lines'>, font: SlipFont): number {
  const rare = new Set<string>();
  for (const line of job.lines) {
    for (const char of writtenIn(line))
      if (!/[\s\x20-\x7e\u3000-\u303f\u4e00-\u9fa5\uff00-\uff5e]/u.test(char)) rare.add(char);
  }
  if (rare.size === 0) return 0;
  const context = createCanvas(GLYPH_DOTS, GLYPH_DOTS).getContext('2d');
  context.font = `32px "${font.regular}"`;
  const look = (char: string): string => {
    context.fillStyle = '#fff';
    context.fillRect(0, 0, GLYPH_DOTS, GLYPH_DOTS);
    context.fillStyle = '#000';
    context.fillText(char, 4, 32);
    return Buffer.from(context.getImageData(0, 0, GLYPH_DOTS, GLYPH_DOTS).data).toString('latin1');
  };
  const nothing = look(NO_CHARACTER);
  return [...rare].filter((char) => look(char) === nothing).length;
}
