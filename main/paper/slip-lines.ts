import type { PrintLine, Shape } from '../../drivers/printer/print-job.ts';
import { dateWords, groupDigits } from '../contract/texts/dates.ts';
import { maskIdNumber } from '../contract/masking.ts';

/** The few kinds of line that every slip is made of. */

type Size = Extract<PrintLine, { kind: 'text' }>['size'];

export const left = (text: string, size: Size = 'body'): PrintLine => ({
  kind: 'text',
  text,
  size,
  align: 'left',
});
export const bold = (text: string, size: Size): PrintLine => ({
  kind: 'text',
  text,
  size,
  align: 'left',
  bold: true,
});
export const center = (text: string, size: Size): PrintLine => ({
  kind: 'text',
  text,
  size,
  align: 'center',
});
export const inverted = (text: string, size: Size): PrintLine => ({
  kind: 'text',
  text,
  size,
  align: 'center',
  bold: true,
  invert: true,
});
export const gap = (mm: number): PrintLine => ({ kind: 'gap', mm });
export const dashed: PrintLine = { kind: 'rule', style: 'dashed' };
export const solid: PrintLine = { kind: 'rule', style: 'solid' };

/** Left out when there is nothing to tell: an empty field looks like something that went missing. */
export const pair = (label: string, value: string): PrintLine[] =>
  value === '' ? [] : [{ kind: 'pair', label, value }];

/** A thing drawn beside its name in large print, and a note below it. */
export const figure = (shapes: readonly Shape[], text: string, note = ''): PrintLine => ({
  kind: 'figure',
  shapes: [...shapes],
  text,
  note,
});

/** What a hand drew, in thousandths of its field's width. */
export const hand = (strokes: readonly (readonly (readonly [x: number, y: number])[])[]): PrintLine => ({
  kind: 'hand',
  strokes: strokes.map((stroke) => stroke.map(([x, y]): [number, number] => [x, y])),
});

/** A date that somebody must remember: its name, and below it the date in large print. */
export const bigDate = (name: string, iso: string): PrintLine[] => [
  gap(1),
  left(name),
  bold(dateWords(iso), 'large'),
];

/** A number that is read out on the telephone: on its own line, in groups. One that comes in groups keeps them. */
export const numberToAskBy = (label: string, number: string): PrintLine[] =>
  number === '' ? [] : [left(label), bold(number.includes('-') ? number : groupDigits(number), 'body')];

/** More of a number than this on paper is no mask any more. */
const LONGEST_SHOWN = 8;

/** Number of a card or an account behind the mask, once more: one that shows too much is masked from its digits. */
export function maskNumber(number: string | null): string {
  if (number === null) return '';
  const shown = number.replace(/[^\dA-Za-z]/g, '');
  return shown.length > LONGEST_SHOWN ? maskIdNumber(shown) : maskIdNumber(number);
}

/**
 * Date and minute in Asia/Shanghai, as people read them.
 *
 * @throws RangeError when `iso` is no date
 */
export function timeWords(iso: string): string {
  const local = new Date(new Date(iso).getTime() + 8 * 3_600_000).toISOString();
  return `${dateWords(local.slice(0, 10))} ${local.slice(11, 16)}`;
}
