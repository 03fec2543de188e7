/** What the readers of CSV and XLSX hand on: rows of cells, in batches, with where they stand in the file. */

/** `number`, `formula` and `other` (a truth value, an error) are kinds of XLSX; everything in a CSV is text. */
export interface Cell {
  readonly kind: 'text' | 'number' | 'formula' | 'other';
  readonly text: string;
}

export interface Row {
  readonly line: number;
  /** Name of the sheet; empty in a CSV. */
  readonly sheet: string;
  /** By column; empty cells are undefined. */
  readonly cells: readonly (Cell | undefined)[];
}

/** A piece of the file in which no row could be made out. */
export interface BrokenRow {
  readonly line: number;
  readonly lastLine: number;
  readonly sheet: string;
  readonly problem: 'quotes' | 'acrossLines' | 'tooLong';
  /** What it would be, were several lines allowed in a row; they are in titles and in the header. */
  readonly cells: readonly (Cell | undefined)[];
}

export interface Batch {
  readonly rows: readonly (Row | BrokenRow)[];
  /** How much of the file has been read, 0 to 1. */
  readonly done: number;
}

export interface RowSource {
  /** For the summary: `csv utf-8`, `csv gb18030`, `xlsx`. */
  readonly format: string;
  readonly batches: AsyncIterable<Batch>;
  /** XLSX: days are counted from 1904 (old Macintosh) instead of 1900. */
  readonly date1904: boolean;
  close(): void;
}

export const isBroken = (row: Row | BrokenRow): row is BrokenRow => 'problem' in row;
