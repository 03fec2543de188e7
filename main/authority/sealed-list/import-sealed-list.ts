import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { fail, ok, type Result } from '../../contract/failure.ts';
import type { Clock } from '../../ports/clock.ts';
import { type Columns, columnsOf, type Field } from './columns.ts';
import { csvRows } from './csv-rows.ts';
import { sealedListFailure } from './errors.ts';
import { ListBuilder } from './list-builder.ts';
import { newListName, putIntoForce } from './list-folder.ts';
import { failedBy, ListProblem } from './problem.ts';
import { Report, type ReportLine } from './report.ts';
import { checkRow, type RowReason } from './row-check.ts';
import { isBroken, type Row, type RowSource } from './rows.ts';
import { xlsxRows } from './xlsx-rows.ts';

export interface ImportOptions {
  readonly file: string;
  readonly stateDir: string;
  readonly clock: Clock;
  /** Each row that was not imported, and each duplicate, as JSON lines. */
  readonly reportFile?: string | undefined;
  readonly onProgress?: (progress: { readonly rows: number; readonly done: number }) => void;
  readonly signal: AbortSignal;
}

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

/** The header stands in one of the first rows; above it are titles. */
const HEADER_WITHIN = 20;

/**
 * Imports the bureau's list of sealed cards: CSV or XLSX, any size, in bounded memory. The old list is replaced when the
 * whole file was read and is a list; otherwise nothing changes. E6301 to E6309.
 */
export async function importSealedList(options: ImportOptions): Promise<Result<ImportSummary>> {
  const { file, stateDir, signal } = options;
  let handle: FileHandle | null = null;
  let source: RowSource | null = null;
  let report: Report | null = null;
  let builder: ListBuilder | null = null;
  try {
    handle = await open(file, 'r');
    const { size } = await handle.stat();
    report = new Report(options.reportFile ?? null);
    source = (await isZip(handle)) ? await xlsxRows(file, signal) : await csvRows(handle, size, signal);
    mkdirSync(stateDir, { recursive: true });
    const name = newListName(randomUUID());
    builder = new ListBuilder(path.join(stateDir, name));
    const read = await readAll(source, builder, report, options);
    if (!read.ok) return read;
    const sha256 = await sha256Of(file, signal);
    signal.throwIfAborted();
    builder.finish();
    report.close();
    const { cards } = read.value;
    const importedAt = new Date(options.clock.now()).toISOString();
    putIntoForce(stateDir, { file: name, importedAt, cards, source: path.basename(file), sha256 });
    builder = null;
    return read;
  } catch (thrown) {
    return failedBy(thrown, signal);
  } finally {
    builder?.abandon();
    source?.close();
    await handle?.close();
    if (report !== null) closeQuietly(report);
  }
}

/** A zip begins with PK; an old .xls or a file with a password with the mark of a compound document. */
async function isZip(handle: FileHandle): Promise<boolean> {
  const head = Buffer.alloc(4);
  const { bytesRead } = await handle.read(head, 0, 4, 0);
  if (bytesRead === 0) throw new ListProblem('E6305', 'it is empty');
  if (head.toString('hex') === 'd0cf11e0') throw new ListProblem('E6302', 'an old .xls, or a password');
  return head.toString('latin1', 0, 2) === 'PK';
}

async function readAll(
  source: RowSource,
  builder: ListBuilder,
  report: Report,
  { onProgress }: ImportOptions,
): Promise<Result<ImportSummary>> {
  const sheets = new Sheets();
  let rows = 0;
  let bad = 0;
  let good = 0;
  let warnings = 0;
  const reject = (line: ReportLine): void => {
    bad += 1;
    report.add(line);
  };
  for await (const { rows: batch, done } of source.batches) {
    for (const row of batch) {
      const sheet = sheets.of(row.sheet);
      const where = { line: row.line, ...(row.sheet === '' ? {} : { sheet: row.sheet }) };
      if (isBroken(row)) {
        rows += 1;
        const { lastLine } = row;
        const range = lastLine > row.line ? { lastLine } : {};
        reject({ ...where, ...range, reason: row.problem, imported: false });
        continue;
      }
      if (sheet.columns === null) {
        if (!sheets.lookForHeader(sheet, row)) {
          rows += 1;
          reject({ ...where, reason: 'noHeaderInSheet', imported: false });
        }
        continue;
      }
      const checked = checkRow(row, sheet.columns, source.date1904);
      if (checked === null) continue;
      rows += 1;
      if ('problem' in checked) {
        const column = checked.column === null ? {} : { column: checked.column };
        reject({ ...where, ...column, reason: checked.problem, imported: false });
        continue;
      }
      good += 1;
      builder.add(checked.row, { line: row.line, sheet: sheet.number });
      if (checked.dateUnreadable) {
        warnings += 1;
        report.add({ ...where, reason: 'dateUnreadable', imported: true });
      }
    }
    onProgress?.({ rows, done });
  }
  if (sheets.columns() === null) {
    return fail(
      sheets.empty() && rows === 0 ? sealedListFailure('E6305', 'no row') : sealedListFailure('E6304'),
    );
  }
  for (const { name, headless } of sheets.headless()) {
    for (const line of headless) {
      rows += 1;
      reject({ line, sheet: name, reason: 'noHeaderInSheet', imported: false });
    }
  }
  if (good === 0) return fail(sealedListFailure('E6305', `${rows} rows, ${bad} bad`));
  if (bad > good) return fail(sealedListFailure('E6306', `${bad} bad, ${good} good`));
  let duplicates = 0;
  for (const { line, sheet, of } of builder.index()) {
    duplicates += 1;
    const named = (number: number) => (sheets.name(number) === '' ? {} : { sheet: sheets.name(number) });
    const earlier = { line: of.line, ...named(of.sheet) };
    report.add({ line, ...named(sheet), reason: 'duplicate', imported: false, of: earlier });
  }
  const columns = Object.fromEntries(
    Object.entries(sheets.columns() ?? {}).map(([field, { title }]) => [field, title]),
  );
  const { counts: reasons, first } = report;
  const cards = good - duplicates;
  return ok({ format: source.format, rows, cards, bad, duplicates, warnings, columns, reasons, first });
}

interface SheetState {
  readonly name: string;
  readonly number: number;
  columns: Columns | null;
  /** Lines above the header, or of a sheet that has none. */
  headless: number[];
}

/** What is known of each sheet: its columns once the header was found. A CSV is one sheet without a name. */
class Sheets {
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

async function sha256Of(file: string, signal: AbortSignal): Promise<string> {
  const sum = createHash('sha256');
  for await (const piece of createReadStream(file, { highWaterMark: 1_048_576, signal })) sum.update(piece);
  return sum.digest('hex');
}

function closeQuietly(report: Report): void {
  try {
    report.close();
  } catch {
    // The failure that ended the import is the one to tell.
  }
}
