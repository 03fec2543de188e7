import { type Columns, columnsOf } from './columns.ts';
import { ListProblem } from './problem.ts';
import type { Row } from './rows.ts';

/** The header stands in one of the first rows; above it are titles. */
const HEADER_WITHIN = 20;

export interface SheetState {
  readonly name: string;
  readonly number: number;
  columns: Columns | null;
  /** Lines above the header, or of a sheet that has none. */
  headless: number[];
}

/** What is known of each sheet: its columns once the header was found. A CSV is one sheet without a name. */
export class Sheets {
  readonly #byName = new Map<string, SheetState>();
  readonly #all: SheetState[] = [];

  of(name: string): SheetState {
    const known = this.#byName.get(name);
    if (known) return known;
    const state: SheetState = { name, number: this.#all.length, columns: null, headless: [] };
    this.#byName.set(name, state);
    this.#all.push(state);
    return state;
  }

  /** Takes a row in which the header is looked for. False: this sheet has none, and the row is lost. */
  lookForHeader(sheet: SheetState, row: Row): boolean {
    if (isBlank(row)) return true;
    if (sheet.headless.length >= HEADER_WITHIN) {
      if (sheet.name === '') throw new ListProblem('E6304', `looked at ${HEADER_WITHIN} rows`);
      return false;
    }
    const columns = columnsOf(row);
    if (columns === 'twice') {
      throw new ListProblem('E6304', `line ${row.line}: two columns have the same meaning`);
    }
    sheet.columns = columns;
    // What stood above the header is its title.
    if (columns === null) sheet.headless.push(row.line);
    else sheet.headless = [];
    return true;
  }

  name = (number: number): string => this.#all[number]?.name ?? '';
  columns = (): Columns | null => this.#all.find(({ columns }) => columns !== null)?.columns ?? null;
  headless = (): SheetState[] => this.#all.filter(({ columns }) => columns === null);
  /** Whether any row at all was seen. */
  empty = (): boolean => this.#all.every(({ headless }) => headless.length === 0);
}

const isBlank = (row: Row): boolean =>
  !row.cells.some((cell) => cell !== undefined && cell.text.trim() !== '');
