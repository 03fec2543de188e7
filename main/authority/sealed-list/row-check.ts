import type { Columns, Field } from './columns.ts';
import { cardNumberOf, idNumberOf, type NumberProblem } from './numbers.ts';
import type { BrokenRow, Cell, Row } from './rows.ts';
import { sealedOnOf } from './sealed-on.ts';

/** One sealed card as the list names it. At least one of the numbers is there. */
export interface SealedRow {
  readonly idNumber: string | null;
  readonly cardNumber: string | null;
  readonly reason: string;
  readonly sealedOn: string | null;
}

export type RowReason =
  | NumberProblem
  | BrokenRow['problem']
  | 'noNumber'
  | 'numberCell'
  | 'formulaCell'
  | 'otherCell'
  | 'unreadable'
  | 'noHeaderInSheet'
  | 'dateUnreadable'
  | 'duplicate';

/** What the report says to whoever mends the list. */
export const reasonTexts: Readonly<Record<RowReason, string>> = {
  scientific: '号码成了科学记数（如 1.1E+17），末几位已丢失',
  fifteenDigits: '是十五位旧号码，请换成十八位',
  idLength: '证件号码的位数不对',
  idForm: '证件号码里有不该有的字',
  idCheckDigit: '证件号码的校验位不对',
  cardForm: '卡号不是九位（一位字母或数字加八位数字）',
  quotes: '引号的位置不对',
  acrossLines: '引号里有换行，几行连成了一行',
  tooLong: '这一行太长',
  noNumber: '证件号码和卡号都是空的',
  numberCell: '号码存成了数字，末几位可能已丢失，请改成“文本”',
  formulaCell: '单元格是公式，请粘贴为数值（文本）',
  otherCell: '单元格里不是文字',
  unreadable: '有读不出的字',
  noHeaderInSheet: '这一张工作表没有表头',
  dateUnreadable: '封存日期读不出（这一行已导入）',
  duplicate: '与前面的一行重复（前面的一行已导入）',
};

type Checked =
  | { readonly row: SealedRow; readonly dateUnreadable: boolean }
  | { readonly problem: RowReason; readonly column: string | null };

/** Longer reasons are cut: they are for people to read, and a list with a novel in it must not fill the disk. */
const LONGEST_REASON = 100;

/** What a row says, or why it cannot be used; null for a row without content. */
export function checkRow(row: Row, columns: Columns, date1904: boolean): Checked | null {
  if (!row.cells.some((cell) => cell !== undefined && cell.text.trim() !== '')) return null;
  const cellOf = (field: Field): Cell | undefined => {
    const column = columns[field];
    const cell = column && row.cells[column.index];
    return cell !== undefined && (cell.text.trim() !== '' || cell.kind === 'formula') ? cell : undefined;
  };
  const bad = (problem: RowReason, field: Field): Checked => ({
    problem,
    column: columns[field]?.title ?? null,
  });
  for (const field of Object.keys(columns) as Field[]) {
    if (cellOf(field)?.text.includes('\ufffd')) return bad('unreadable', field);
  }
  const id = cellOf('idNumber');
  const card = cellOf('cardNumber');
  if (id === undefined && card === undefined) return { problem: 'noNumber', column: null };
  const numbers: { idNumber: string | null; cardNumber: string | null } = {
    idNumber: null,
    cardNumber: null,
  };
  if (id !== undefined) {
    const wrongKind = kindProblem(id);
    if (wrongKind !== null) return bad(wrongKind, 'idNumber');
    const taken = idNumberOf(id.text);
    if ('problem' in taken) return bad(taken.problem, 'idNumber');
    numbers.idNumber = taken.number;
  }
  if (card !== undefined) {
    // Nine digits of a number have lost none: a card number has nine characters.
    const wrongKind = card.kind === 'number' && /^\d{9}$/.test(card.text) ? null : kindProblem(card);
    if (wrongKind !== null) return bad(wrongKind, 'cardNumber');
    const taken = cardNumberOf(card.text);
    if ('problem' in taken) return bad(taken.problem, 'cardNumber');
    numbers.cardNumber = taken.number;
  }
  const day = cellOf('sealedOn');
  const sealedOn = day === undefined ? null : sealedOnOf(day, date1904);
  const reason = (cellOf('reason')?.text ?? '').trim().slice(0, LONGEST_REASON);
  return { row: { ...numbers, reason, sealedOn }, dateUnreadable: day !== undefined && sealedOn === null };
}

function kindProblem(cell: Cell): RowReason | null {
  if (cell.kind === 'number') return 'numberCell';
  if (cell.kind === 'formula') return 'formulaCell';
  return cell.kind === 'other' ? 'otherCell' : null;
}
