/**
 * How a scanner types, written from the usage tables and not from the driver's: which key writes a character on a US keyboard.
 */
export interface Key {
  readonly usage: number;
  readonly shift: boolean;
}

const shiftOf: Readonly<Record<string, string>> = Object.fromEntries(
  [
    '!1',
    '@2',
    '#3',
    '$4',
    '%5',
    '^6',
    '&7',
    '*8',
    '(9',
    ')0',
    '_-',
    '+=',
    '{[',
    '}]',
    '|\\',
    ':;',
    `"'`,
    '~`',
    '<,',
    '>.',
    '?/',
  ].map(([shifted, plain]) => [shifted, plain]),
);
const signs: Readonly<Record<string, number>> = {
  ' ': 0x2c,
  '-': 0x2d,
  '=': 0x2e,
  '[': 0x2f,
  ']': 0x30,
  '\\': 0x31,
  ';': 0x33,
  "'": 0x34,
  '`': 0x35,
  ',': 0x36,
  '.': 0x37,
  '/': 0x38,
};

/** Throws a RangeError for a character that no key writes. */
export function keyFor(character: string): Key {
  if (/[a-z]/.test(character)) return { usage: 4 + character.charCodeAt(0) - 97, shift: false };
  if (/[A-Z]/.test(character)) return { usage: 4 + character.charCodeAt(0) - 65, shift: true };
  if (character === '0') return { usage: 0x27, shift: false };
  if (/[1-9]/.test(character)) return { usage: 0x1e + Number(character) - 1, shift: false };
  const plain = shiftOf[character];
  if (plain !== undefined) return { usage: keyFor(plain).usage, shift: true };
  const usage = signs[character];
  if (usage === undefined) throw new RangeError('no key writes this character');
  return { usage, shift: false };
}
