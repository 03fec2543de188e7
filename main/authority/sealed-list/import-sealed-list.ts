import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import type { Result } from '../../contract/failure.ts';
import type { Clock } from '../../ports/clock.ts';
import { csvRows } from './csv-rows.ts';
import { ListBuilder } from './list-builder.ts';
import { newListName, putIntoForce } from './list-folder.ts';
import { failedBy, ListProblem } from './problem.ts';
import { Report } from './report.ts';
import { type ImportSummary, RowIntake } from './row-intake.ts';
import type { RowSource } from './rows.ts';
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
    const intake = new RowIntake(source, builder, report);
    for await (const { rows, done } of source.batches) {
      for (const row of rows) intake.take(row);
      options.onProgress?.({ rows: intake.rows, done });
    }
    const read = intake.conclude();
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
