import { createCanvas } from '@napi-rs/canvas';
import { drawQr } from './qr.ts';

/** Paper left and right of what the head reaches: 80 mm paper carries 72 mm of dots. */
const EDGE_DOTS = 32;
const CELL_HEIGHT = 24;
const HALF_CELL = 12;
/** Rows between the head and the cutter: what a cut with feed leaves white at the end. */
const CUT_FEED_ROWS = 24;

export interface TextStyle {
  readonly wide: boolean;
  readonly high: boolean;
  readonly bold: boolean;
  readonly inverted: boolean;
}

/** The paper that comes out: rows of dots, one byte each, from the last cut to the head. */
export class Paper {
  readonly dots: number;
  #rows: Uint8Array[] = [];

  constructor(dots: number) {
    this.dots = dots;
  }

  get length(): number {
    return this.#rows.length;
  }

  feed(rows: number): void {
    for (let i = 0; i < rows; i++) this.#rows.push(new Uint8Array(this.dots));
  }

  /** Packed rows as GS v 0 carries them; what is wider than the paper is lost, as on the machine. */
  raster(bytesPerRow: number, data: Uint8Array): void {
    for (let at = 0; at + bytesPerRow <= data.length; at += bytesPerRow) {
      const row = new Uint8Array(this.dots);
      for (let x = 0; x < Math.min(this.dots, bytesPerRow * 8); x++)
        row[x] = (data[at + (x >> 3)]! >> (7 - (x & 7))) & 1;
      this.#rows.push(row);
    }
  }

  /** One line of ROM letters, drawn with whatever font the system has for them. */
  line(runs: readonly { readonly text: string; readonly style: TextStyle }[], centered: boolean): void {
    const tallest = runs.some((run) => run.style.high) ? 2 * CELL_HEIGHT : CELL_HEIGHT;
    const width = runs.reduce(
      (sum, run) => sum + [...run.text].reduce((cells, char) => cells + cellWidth(char, run.style), 0),
      0,
    );
    const canvas = createCanvas(this.dots, tallest);
    const context = canvas.getContext('2d');
    context.fillStyle = '#fff';
    context.fillRect(0, 0, this.dots, tallest);
    let x = centered ? Math.max(0, Math.floor((this.dots - width) / 2)) : 0;
    for (const { text, style } of runs)
      for (const char of text) {
        const cell = cellWidth(char, style);
        context.save();
        if (style.inverted) {
          context.fillStyle = '#000';
          context.fillRect(x, 0, cell, tallest);
        }
        context.fillStyle = style.inverted ? '#fff' : '#000';
        context.font = `${style.bold ? 'bold ' : ''}${CELL_HEIGHT}px sans-serif`;
        context.translate(x, tallest);
        context.scale(style.wide ? 2 : 1, style.high ? 2 : 1);
        context.fillText(char, 0, -4, cell / (style.wide ? 2 : 1));
        context.restore();
        x += cell;
      }
    const { data } = context.getImageData(0, 0, this.dots, tallest);
    for (let y = 0; y < tallest; y++) {
      const row = new Uint8Array(this.dots);
      for (let dot = 0; dot < this.dots; dot++) row[dot] = data[(y * this.dots + dot) * 4]! < 150 ? 1 : 0;
      this.#rows.push(row);
    }
    this.feed(6);
  }

  qr(data: Uint8Array, moduleDots: number, centered: boolean): void {
    const modules = drawQr(data);
    const size = modules.length * moduleDots;
    const left = centered ? Math.max(0, Math.floor((this.dots - size) / 2)) : 0;
    for (const line of modules)
      for (let i = 0; i < moduleDots; i++) {
        const row = new Uint8Array(this.dots);
        line.forEach((dark, x) => {
          if (dark) row.fill(1, left + x * moduleDots, left + (x + 1) * moduleDots);
        });
        this.#rows.push(row);
      }
  }

  /** The slip as PNG on white paper with its edges; the paper starts anew. Null when nothing was printed. */
  cut(): Uint8Array | null {
    const rows = this.#rows;
    this.#rows = [];
    if (!rows.some((row) => row.includes(1))) return null;
    const width = this.dots + 2 * EDGE_DOTS;
    const height = rows.length + 2 * CUT_FEED_ROWS;
    const canvas = createCanvas(width, height);
    const context = canvas.getContext('2d');
    const image = context.createImageData(width, height);
    image.data.fill(255);
    rows.forEach((row, y) => {
      row.forEach((dot, x) => {
        if (dot)
          image.data.fill(
            0,
            ((y + CUT_FEED_ROWS) * width + x + EDGE_DOTS) * 4,
            ((y + CUT_FEED_ROWS) * width + x + EDGE_DOTS) * 4 + 3,
          );
      });
    });
    context.putImageData(image, 0, 0);
    return new Uint8Array(canvas.toBuffer('image/png'));
  }
}

const cellWidth = (char: string, style: TextStyle): number =>
  (char.codePointAt(0)! < 0x80 ? HALF_CELL : 2 * HALF_CELL) * (style.wide ? 2 : 1);
