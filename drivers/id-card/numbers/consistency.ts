import type { CardText } from '../readout.ts';

type Compared = Pick<CardText, 'kind' | 'sex' | 'birthDate' | 'idNumber'>;

/**
 * Whether birth date and sex on the chip agree with the number. A 2017 foreigner's number says only the birth date, with
 * two digits of the year. Sex codes 0 and 9 (unknown, not stated) contradict nothing.
 */
export function isConsistent(card: Compared): boolean {
  const birth = card.birthDate.replaceAll('-', '');
  if (card.kind === 'foreigner2017') return card.idNumber.slice(7, 13) === birth.slice(2);
  if (card.idNumber.length !== 18 || card.idNumber.slice(6, 14) !== birth) return false;
  const sequence = Number(card.idNumber[16]);
  if (Number.isNaN(sequence)) return false;
  if (card.sex === '1') return sequence % 2 === 1;
  if (card.sex === '2') return sequence % 2 === 0;
  return true;
}
