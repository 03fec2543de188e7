/**
 * What of a person may stand on paper: a slip is left lying in a hall. Both functions take what is masked already as it
 * is, so that they can stand as the last gate before the printer.
 */

/** Enough to recognise oneself; a longer run would only tell how long the name is. */
const LONGEST_RUN = 6;
const separators = /[\s·•‧.\-']/u;
const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/**
 * First and last character stay, the others become stars: 王桂英 -> 王*英, 李明 -> 李*, 欧阳小娜 -> 欧**娜. Dots and spaces
 * between the parts of a name stay too: 阿依古丽·买买提 -> 阿***·**提, ANNA SCHMIDT -> A*** ******T.
 */
export function maskName(name: string): string {
  if (name === '' || name.includes('*')) return name;
  const characters = [...graphemes.segment(name.trim())].map(({ segment }) => segment);
  const last = characters.length - 1;
  if (last <= 0) return '*';
  return characters
    .map((character, index) => {
      if (index === 0 || (index === last && last > 1) || separators.test(character)) return character;
      return '*';
    })
    .join('')
    .replace(/\*{7,}/g, '*'.repeat(LONGEST_RUN));
}

/** First and last four stay, whatever the length of what is between: 9999 **** **** 0014. Short numbers show less. */
export function maskIdNumber(idNumber: string): string {
  if (idNumber === '' || idNumber.includes('*')) return idNumber;
  const shown = idNumber.length >= 15 ? 4 : idNumber.length >= 9 ? 2 : 0;
  return `${idNumber.slice(0, shown)} **** **** ${shown === 0 ? '' : idNumber.slice(-shown)}`.trim();
}
