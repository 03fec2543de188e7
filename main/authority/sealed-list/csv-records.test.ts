import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvRecords } from './csv-records.ts';

/** The cells of a text that arrives in pieces of these lengths. */
function cellsOf(text: string, cuts: readonly number[] = []): unknown[] {
  const records = new CsvRecords(',', '\n');
  const found: unknown[] = [];
  let at = 0;
  for (const cut of [...cuts, text.length]) {
    found.push(...records.push(text.slice(at, at + cut)).records);
    at += cut;
  }
  return [...found, ...records.end().records].map((record) => (record as { cells: unknown }).cells);
}

const cell = fc.string({
  unit: fc.constantFrom('a', '张', '"', ',', '\n', ' ', '𠮷', "'"),
  maxLength: 6,
});
const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 });
const written = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')).join('\r\n');

describe('records of a CSV', () => {
  it('are what was written, however the text arrives', () => {
    fc.assert(
      fc.property(table, fc.array(fc.nat(9)), (rows, cuts) => {
        expect(cellsOf(written(rows), cuts)).toEqual(rows);
      }),
    );
  });

  it('are what another parser makes of the same text', () => {
    const plain = fc.string({ unit: fc.constantFrom('a', '张', '1', ';', '.'), minLength: 1, maxLength: 5 });
    const quoted = cell.map((one) => `"${one.replaceAll('"', '""')}"`);
    const line = fc
      .array(fc.oneof(plain, quoted), { minLength: 1, maxLength: 4 })
      .map((one) => one.join(','));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), (lines) => {
        const text = lines.join('\n');
        expect(cellsOf(text)).toEqual(parse(text, { relax_column_count: true, record_delimiter: '\n' }));
      }),
    );
  });

  it('never lose a line: every line of any text is in one record, or in the quote that is still open', () => {
    const any = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n'), maxLength: 60 });
    fc.assert(
      fc.property(any, (text) => {
        const records = new CsvRecords(',', '\n');
        const first = records.push(text);
        const last = records.end();
        let next = 1;
        for (const { line, lastLine } of [...first.records, ...last.records]) {
          expect(line).toBe(next);
          next = lastLine + 1;
        }
        const lines = text.split('\n').length - (text.endsWith('\n') || text === '' ? 1 : 0);
        expect(last.neverClosed ?? lines + 1).toBe(next);
      }),
    );
  });
});
