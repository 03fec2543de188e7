import { fail, ok, type Result } from '../../contract/failure.ts';
import type { Field } from './columns.ts';
import { sealedListFailure } from './errors.ts';
import type { ListBuilder } from './list-builder.ts';
import type { Report, ReportLine } from './report.ts';
import { checkRow, type RowReason } from './row-check.ts';
import { type BrokenRow, isBroken, type Row, type RowSource } from './rows.ts';
import { Sheets, type SheetState } from './sheets.ts';

export interface ImportSummary {
  readonly format: string;
  /** Rows with content, the header and titles above it left out. */
  readonly rows: number;
  /** Cards that the new list names. */
  readonly cards: number;
  readonly bad: number;
  readonly duplicates: number;
  /** Rows that were imported without something that could not be read. */
  readonly warnings: number;
  readonly columns: Partial<Record<Field, string>>;
  readonly reasons: Partial<Record<RowReason, number>>;
  readonly first: readonly ReportLine[];
}

/** Takes the rows of a file into a new list and keeps the account: each row is imported, blank, or reported. */
export class RowIntake {
  readonly #source: RowSource;
  readonly #builder: ListBuilder;
  readonly #report: Report;
  readonly #sheets = new Sheets();
  #rows = 0;
  #bad = 0;
  #good = 0;
  #warnings = 0;

  constructor(source: RowSource, builder: ListBuilder, report: Report) {
    this.#source = source;
    this.#builder = builder;
    this.#report = report;
  }

  get rows(): number {
    return this.#rows;
  }

  take(row: Row | BrokenRow): void {
    const sheet = this.#sheets.of(row.sheet);
    const where = { line: row.line, ...named(row.sheet) };
    if (isBroken(row) && !(sheet.columns === null && mayBeHead(row))) {
      const range = row.lastLine > row.line ? { lastLine: row.lastLine } : {};
      this.#reject({ ...where, ...range, reason: row.problem, imported: false });
    } else if (sheet.columns !== null) {
      this.#check(row, sheet, where);
    } else if (!this.#sheets.lookForHeader(sheet, row)) {
      this.#reject({ ...where, reason: 'noHeaderInSheet', imported: false });
    }
  }

  /** After the last row: is it a list? E6304, E6305, E6306 when not. Then the indexes, and rows that are there twice. */
  conclude(): Result<ImportSummary> {
    const columns = this.#sheets.columns();
    if (columns === null) {
      const nothing = this.#sheets.empty() && this.#rows === 0;
      return fail(nothing ? sealedListFailure('E6305', 'no row') : sealedListFailure('E6304'));
    }
    for (const { name, headless } of this.#sheets.headless()) {
      for (const line of headless) {
        this.#reject({ line, ...named(name), reason: 'noHeaderInSheet', imported: false });
      }
    }
    const [rows, bad, good] = [this.#rows, this.#bad, this.#good];
    if (good === 0) return fail(sealedListFailure('E6305', `${rows} rows, ${bad} bad`));
    if (bad > good) return fail(sealedListFailure('E6306', `${bad} bad, ${good} good`));
    const duplicates = this.#index();
    return ok({
      format: this.#source.format,
      rows,
      cards: good - duplicates,
      bad,
      duplicates,
      warnings: this.#warnings,
      columns: Object.fromEntries(Object.entries(columns).map(([field, { title }]) => [field, title])),
      reasons: this.#report.counts,
      first: this.#report.first,
    });
  }

  #check(row: Row, sheet: SheetState, where: { readonly line: number; readonly sheet?: string }): void {
    const checked = checkRow(row, sheet.columns ?? {}, this.#source.date1904);
    if (checked === null) return;
    if ('problem' in checked) {
      const column = checked.column === null ? {} : { column: checked.column };
      this.#reject({ ...where, ...column, reason: checked.problem, imported: false });
      return;
    }
    this.#rows += 1;
    this.#good += 1;
    this.#builder.add(checked.row, { line: row.line, sheet: sheet.number });
    if (checked.dateUnreadable) {
      this.#warnings += 1;
      this.#report.add({ ...where, reason: 'dateUnreadable', imported: true });
    }
  }

  #index(): number {
    let duplicates = 0;
    const nameOf = (sheet: number) => named(this.#sheets.name(sheet));
    for (const { line, sheet, of } of this.#builder.index()) {
      duplicates += 1;
      const earlier = { line: of.line, ...nameOf(of.sheet) };
      this.#report.add({ line, ...nameOf(sheet), reason: 'duplicate', imported: false, of: earlier });
    }
    return duplicates;
  }

  #reject(line: ReportLine): void {
    this.#rows += 1;
    this.#bad += 1;
    this.#report.add(line);
  }
}

/** A title or header may run over several lines, but not into the first rows: those have numbers. */
const mayBeHead = ({ cells }: BrokenRow): boolean =>
  cells.length > 0 && !cells.some((cell) => cell !== undefined && /\d{8}/.test(cell.text));

/** A CSV has no sheets to name. */
const named = (sheet: string): { sheet?: string } => (sheet === '' ? {} : { sheet });
