import { closeSync, openSync, writeSync } from 'node:fs';
import { ListProblem } from './problem.ts';
import { type RowReason, reasonTexts } from './row-check.ts';

/** One line of the report. Never what stands in the row: numbers and names do not leave the bureau's file. */
export interface ReportLine {
  readonly line: number;
  /** Where a piece of the file runs over several lines. */
  readonly lastLine?: number;
  readonly sheet?: string;
  readonly column?: string;
  readonly reason: RowReason;
  readonly imported: boolean;
  /** For a duplicate: the earlier line. */
  readonly of?: { readonly line: number; readonly sheet?: string };
}

/** Lines that the answer itself shows. */
const SHOWN = 100;
const BUFFERED_CHARACTERS = 65_536;

/** Counts what is reported, keeps the first hundred, and writes all of it as JSON lines where a file was named. */
export class Report {
  readonly counts: Partial<Record<RowReason, number>> = {};
  readonly first: ReportLine[] = [];
  #fd: number | null;
  #buffer = '';

  constructor(file: string | null) {
    try {
      this.#fd = file === null ? null : openSync(file, 'w', 0o600);
    } catch (error) {
      throw new ListProblem('E6309', (error as NodeJS.ErrnoException).code);
    }
  }

  add(line: ReportLine): void {
    this.counts[line.reason] = (this.counts[line.reason] ?? 0) + 1;
    if (this.first.length < SHOWN) this.first.push(line);
    if (this.#fd === null) return;
    this.#buffer += `${JSON.stringify({ ...line, text: reasonTexts[line.reason] })}\n`;
    if (this.#buffer.length > BUFFERED_CHARACTERS) this.#flush();
  }

  close(): void {
    const fd = this.#fd;
    if (fd === null) return;
    try {
      this.#flush();
    } finally {
      this.#fd = null;
      closeSync(fd);
    }
  }

  #flush(): void {
    try {
      if (this.#fd !== null) writeSync(this.#fd, this.#buffer);
      this.#buffer = '';
    } catch (error) {
      throw new ListProblem('E6309', (error as NodeJS.ErrnoException).code);
    }
  }
}
