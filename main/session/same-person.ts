import type { IdentityCard } from '../ports/identity-reader.ts';
import type { SocialCard } from '../ports/social-card-reader.ts';

/**
 * Whether an ID card and a social-security card belong to one person: the numbers are equal and the names are the same
 * name. The ID card writes UTF-16, the social card 30 bytes of GBK (LD/T 32), so a name may differ in its bytes only:
 *
 * - both are brought to NFC, without the blanks and full-width blanks that pad a record, dots of any kind as one dot, and
 *   in one case (foreigners' names);
 * - a character that GBK does not have (rare characters of names, 生僻字) stands on the social card as a substitute: a
 *   question mark, a star, a box, or a code of the private area. Such a substitute stands for exactly one such character;
 * - a name that fills the 30 bytes may have been cut off there.
 *
 * Everything else differs. The number decides first: a substitute never makes two people one.
 */
export function samePerson(
  id: Pick<IdentityCard, 'idNumber' | 'name'>,
  social: Pick<SocialCard, 'idNumber' | 'name'>,
): boolean {
  return numberOf(id.idNumber) === numberOf(social.idNumber) && sameName(id.name, social.name);
}

/** Length of the name's record on the social card, bytes (LD/T 32.3, tag 09); 29 when a character of two did not fit. */
const NAME_BYTES = 30;
const dots = /[·•‧・･．.]/gu;
const substitute = /^[?？*＊□■\uFFFD\uE000-\uF8FF]$/u;

const numberOf = (number: string): string => number.trim().toUpperCase();

function charactersOf(name: string): string[] {
  return [...name.normalize('NFC').replaceAll(/\s+/gu, '').replaceAll(dots, '·').toUpperCase()];
}

function sameName(onId: string, onSocial: string): boolean {
  const id = charactersOf(onId);
  const social = charactersOf(onSocial);
  if (social.length === 0 || id.length === 0) return false;
  const bytes = social.reduce((sum, character) => sum + ((character.codePointAt(0) ?? 0) < 0x80 ? 1 : 2), 0);
  const cutOff = bytes >= NAME_BYTES - 1 && social.length < id.length;
  if (!cutOff && id.length !== social.length) return false;
  return social.every((character, index) => {
    const expected = id[index] ?? '';
    return character === expected || (substitute.test(character) && !inGbk(expected));
  });
}

let gbk: Set<string> | null = null;

/** Whether GBK can write the character. Its two-byte codes are decoded once, when the first rare name comes. */
function inGbk(character: string): boolean {
  if ((character.codePointAt(0) ?? 0) < 0x80) return true;
  gbk ??= gbkCharacters();
  return gbk.has(character);
}

function gbkCharacters(): Set<string> {
  const decoder = new TextDecoder('gbk');
  const all = new Set<string>();
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const character = decoder.decode(new Uint8Array([lead, trail]));
      // User-defined codes come out as private characters, and wrong ones as several.
      if ([...character].length === 1 && !substitute.test(character)) all.add(character);
    }
  return all;
}
