/** The two numbers of a sealed card, taken as they stand or refused: nothing is completed, shortened or guessed. */

export type NumberProblem =
  | 'scientific'
  | 'fifteenDigits'
  | 'idLength'
  | 'idForm'
  | 'idCheckDigit'
  | 'cardForm';
type Taken = { readonly number: string } | { readonly problem: NumberProblem };

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = '10X98765432';

/** What spreadsheets put around a number to keep it a text: `="…"`, a leading apostrophe, blanks; wide digits. */
const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/^\s*="?(.*?)"?\s*$/s, '$1')
    .replace(/^\s*['`]/, '')
    .trim()
    .toUpperCase();

/**
 * 社会保障号码: 18 characters with the check digit of GB 11643 (residents, permits for Hong Kong, Macao and Taiwan,
 * foreigners of 2023), or the 15 characters of a foreigner's card of 2017.
 */
export function idNumberOf(text: string): Taken {
  const number = bare(text);
  if (/^\d+(\.\d+)?E\+?\d+$/.test(number)) return { problem: 'scientific' };
  if (/^\d{17}[\dX]$/.test(number)) {
    const sum = weights.reduce((total, weight, i) => total + weight * (number.charCodeAt(i) - 48), 0);
    return number[17] === checkCharacters[sum % 11] ? { number } : { problem: 'idCheckDigit' };
  }
  if (/^[A-Z]{3}\d{12}$/.test(number)) {
    const sum = [...number.slice(0, 14)].reduce(
      (total, character, i) => total + Number.parseInt(character, 36) * ([7, 3, 1][i % 3] as number),
      0,
    );
    return Number(number[14]) === sum % 10 ? { number } : { problem: 'idCheckDigit' };
  }
  // A number of the first generation: which century it belongs to is not written in it.
  if (/^\d{15}$/.test(number)) return { problem: 'fifteenDigits' };
  return { problem: /^[0-9A-Z]+$/.test(number) ? 'idLength' : 'idForm' };
}

/** 卡号 (LD/T 32): a letter or digit, then eight digits. */
export function cardNumberOf(text: string): Taken {
  const number = bare(text);
  if (/^\d+(\.\d+)?E\+\d+$/.test(number)) return { problem: 'scientific' };
  return /^[0-9A-Z]\d{8}$/.test(number) ? { number } : { problem: 'cardForm' };
}
