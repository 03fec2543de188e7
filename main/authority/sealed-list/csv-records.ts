/**
 * Cuts the text of a CSV into records, piece by piece, with the lines on which each stands. Own and small, because what it
 * must not do is lose a line: a stray quote that joins lines is told with all the lines it joined, and one that is never
 * closed ends the import instead of swallowing the rest of the file.
 */

interface CsvRecord {
  readonly line: number;
  readonly lastLine: number;
  readonly cells: readonly string[] | 'quotes' | 'tooLong';
}

/** No row of a list is nearly so long; a longer one is no row, and is not kept in memory. */
const LONGEST_RECORD = 65_536;

export class CsvRecords {
  readonly #delimiter: string;
  readonly #newline: string;
  /** Text after the last line end. */
  #rest = '';
  /** A record whose quote is still open, and the line on which it began. */
  #open: { readonly text: string; readonly line: number } | null = null;
  #line = 0;
  #skippingLine = false;

  constructor(delimiter: string, newline: '\n' | '\r') {
    this.#delimiter = delimiter;
    this.#newline = newline;
  }

  /** The records that are whole with this piece of text. `neverClosed` is the line of a quote that runs on too long. */
  push(text: string): { records: CsvRecord[]; neverClosed: number | null } {
    const records: CsvRecord[] = [];
    const all = this.#rest + text;
    let from = 0;
    for (;;) {
      const to = all.indexOf(this.#newline, from);
      if (to < 0) break;
      this.#take(all.slice(from, to), records);
      if (this.#tooLong()) return { records, neverClosed: this.#open?.line ?? null };
      from = to + 1;
    }
    this.#rest = all.slice(from);
    if (this.#rest.length > LONGEST_RECORD) {
      this.#skippingLine = true;
      this.#rest = '';
    }
    return { records, neverClosed: null };
  }

  /** The record that stands at the end of the file without a line end. */
  end(): { records: CsvRecord[]; neverClosed: number | null } {
    const records: CsvRecord[] = [];
    if (this.#rest !== '' || this.#skippingLine) this.#take(this.#rest, records);
    return { records, neverClosed: this.#open?.line ?? null };
  }

  #tooLong(): boolean {
    return (this.#open?.text.length ?? 0) > LONGEST_RECORD;
  }

  #take(raw: string, records: CsvRecord[]): void {
    this.#line += 1;
    const line = this.#newline === '\n' && raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    if (this.#skippingLine || line.length > LONGEST_RECORD) {
      this.#skippingLine = false;
      records.push({ line: this.#open?.line ?? this.#line, lastLine: this.#line, cells: 'tooLong' });
      this.#open = null;
      return;
    }
    if (this.#open === null && !line.includes('"')) {
      const cells = line.split(this.#delimiter);
      records.push({ line: this.#line, lastLine: this.#line, cells });
      return;
    }
    const text = this.#open === null ? line : `${this.#open.text}\n${line}`;
    const first = this.#open?.line ?? this.#line;
    const cells = quotedCells(text, this.#delimiter);
    if (cells === 'open') {
      this.#open = { text, line: first };
      return;
    }
    this.#open = null;
    records.push({ line: first, lastLine: this.#line, cells });
  }
}

/** The cells of a record in which quotes occur; `open` while a quoted cell goes on, `quotes` when it goes on wrongly. */
function quotedCells(text: string, delimiter: string): string[] | 'open' | 'quotes' {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (text[at] !== '"') {
      // Inside an unquoted cell a quote is a character like others.
      const end = text.indexOf(delimiter, at);
      cells.push(end < 0 ? text.slice(at) : text.slice(at, end));
      if (end < 0) return cells;
      at = end + 1;
      continue;
    }
    let cell = '';
    at += 1;
    for (;;) {
      const quote = text.indexOf('"', at);
      if (quote < 0) return 'open';
      cell += text.slice(at, quote);
      at = quote + 1;
      if (text[at] !== '"') break;
      cell += '"';
      at += 1;
    }
    cells.push(cell);
    while (text[at] === ' ' && delimiter !== ' ') at += 1;
    if (at >= text.length) return cells;
    if (text[at] !== delimiter) return 'quotes';
    at += 1;
  }
}
