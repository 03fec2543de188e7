import type { Row } from './rows.ts';

/** Which column holds what, found by the words of the header row; the order does not matter. */

export type Field = 'idNumber' | 'cardNumber' | 'name' | 'reason' | 'sealedOn';
export type Columns = Partial<Record<Field, { readonly index: number; readonly title: string }>>;

/** Whole titles, not parts of them: 银行卡号 is another number than 卡号. */
const titles: Readonly<Record<Field, readonly string[]>> = {
  idNumber: [
    '社会保障号码',
    '社会保障号',
    '社保号码',
    '社保号',
    '证件号码',
    '证件号',
    '有效证件号码',
    '身份证号',
    '身份证号码',
    '居民身份证号',
    '居民身份证号码',
    '公民身份号码',
    '公民身份证号码',
    '身份证件号码',
  ],
  cardNumber: [
    '卡号',
    '社保卡号',
    '社保卡卡号',
    '社保卡号码',
    '社会保障卡号',
    '社会保障卡卡号',
    '社会保障卡号码',
    '社会保障卡的卡号',
  ],
  name: ['姓名', '持卡人', '持卡人姓名', '参保人姓名', '人员姓名'],
  reason: ['封存原因', '原因', '封存类型', '封存事由', '封存说明'],
  sealedOn: ['封存日期', '封存时间', '封存起始日期', '日期'],
};
const fields = new Map(
  Object.entries(titles).flatMap(([field, words]) => words.map((word) => [word, field as Field] as const)),
);

/** Without blanks, marks of "required", and remarks in brackets: `*证件号码（18位）` is 证件号码. */
const plain = (title: string): string =>
  title
    .normalize('NFKC')
    .replace(/\([^)]*\)/g, '')
    .replace(/[\s*:"'\u200b\ufeff]/g, '');

/**
 * The columns of a header row, or null when it is none: a header names at least one of the two numbers. `twice` when two
 * columns claim to be the same one.
 */
export function columnsOf(row: Row): Columns | null | 'twice' {
  const columns: Columns = {};
  for (const [index, cell] of row.cells.entries()) {
    if (cell?.kind !== 'text') continue;
    const field = fields.get(plain(cell.text));
    if (field === undefined) continue;
    if (columns[field]) return 'twice';
    columns[field] = { index, title: cell.text.trim() };
  }
  return columns.idNumber || columns.cardNumber ? columns : null;
}
