import type { FileHandle } from 'node:fs/promises';
import { CsvRecords } from './csv-records.ts';
import { ListProblem } from './problem.ts';
import type { Batch, BrokenRow, Cell, Row, RowSource } from './rows.ts';
import { textFormOf } from './text-form.ts';

const PIECE_BYTES = 262_144;

/** The rows of a CSV: commas, semicolons or tabs; UTF-8, UTF-16 or GB18030. E6302 when it is no text. */
export async function csvRows(file: FileHandle, size: number, signal: AbortSignal): Promise<RowSource> {
  const head = new Uint8Array(Math.min(size, PIECE_BYTES));
  await file.read(head, 0, head.length, 0);
  const form = textFormOf(head);
  if (form === null) throw new ListProblem('E6302', 'it is no text');
  const { encoding, delimiter, newline } = form;

  async function* batches(): AsyncGenerator<Batch> {
    const decoder = new TextDecoder(encoding);
    const records = new CsvRecords(delimiter, newline);
    const piece = new Uint8Array(PIECE_BYTES);
    for (let at = 0; at < size; ) {
      signal.throwIfAborted();
      const { bytesRead } = await file.read(piece, 0, PIECE_BYTES, at);
      if (bytesRead === 0) throw new ListProblem('E6303', 'the file became shorter');
      at += bytesRead;
      const text = decoder.decode(piece.subarray(0, bytesRead), { stream: true });
      yield { rows: rowsOf(records.push(text)), done: at / size };
    }
    yield { rows: rowsOf(records.push(decoder.decode())), done: 1 };
    yield { rows: rowsOf(records.end()), done: 1 };
  }
  return { format: `csv ${encoding}`, batches: batches(), date1904: false, close: () => undefined };
}

function rowsOf({ records, neverClosed }: ReturnType<CsvRecords['push']>): (Row | BrokenRow)[] {
  if (neverClosed !== null) {
    throw new ListProblem('E6303', `a quote that is opened in line ${neverClosed} is never closed`);
  }
  return records.map(({ line, lastLine, cells }) => {
    if (typeof cells === 'string') return { line, lastLine, sheet: '', problem: cells, cells: [] };
    const row = { line, sheet: '', cells: cells.map(textCell) };
    return lastLine > line ? { ...row, lastLine, problem: 'acrossLines' } : row;
  });
}

const textCell = (text: string): Cell | undefined => (text === '' ? undefined : { kind: 'text', text });
