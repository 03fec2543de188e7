import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { birthdayPatterns } from './birthday.ts';
import { type ForbiddenEntry, forbiddenList } from './forbidden-list.ts';
import { idRuns } from './id-digits.ts';
import { pinCheck } from './pin-check.ts';
import type { PinFacts, PinRule } from './pin-rule.ts';

const pin = (text: string): Uint8Array => Uint8Array.from(text, Number);
/** Invented; region 999900 belongs to nobody. */
const wang: PinFacts = { birthDate: '1948-03-15', idNumber: '999900194803150021' };
const early: PinFacts = { birthDate: '1950-01-02', idNumber: '99990019500102003X' };
const foreigner: PinFacts = { birthDate: '1951-11-30', idNumber: 'XYZ110051113012' };

describe.each<[string, PinFacts, PinRule | null]>([
  ['123456', wang, 'initial'],
  ['480315', wang, 'birthday'],
  ['481503', wang, 'birthday'],
  ['031548', wang, 'birthday'],
  ['150348', wang, 'birthday'],
  ['194803', wang, 'birthday'],
  ['031948', wang, 'birthday'],
  ['194815', wang, 'birthday'],
  ['031500', wang, 'birthday'],
  ['880315', wang, 'birthday'],
  ['150377', wang, 'birthday'],
  ['195012', early, 'birthday'],
  ['121950', early, 'birthday'],
  ['195012', wang, null],
  ['315002', wang, 'idDigits'],
  ['150021', wang, 'idDigits'],
  ['999900', wang, 'idDigits'],
  ['020030', early, 'idDigits'],
  ['102003', early, 'idDigits'],
  ['110051', foreigner, 'idDigits'],
  ['777777', wang, 'repeated'],
  ['272727', wang, 'repeated'],
  ['333888', wang, 'repeated'],
  ['528528', wang, 'repeated'],
  ['234567', wang, 'sequential'],
  ['987654', wang, 'sequential'],
  ['890123', wang, 'sequential'],
  ['210987', wang, 'sequential'],
  ['112233', wang, 'sequential'],
  ['665544', wang, 'sequential'],
  ['271828', wang, null],
  ['519382', early, null],
])('%s', (digits, facts, rule) => {
  it(`is ${rule ?? 'allowed'} for the one born ${facts.birthDate}`, () => {
    expect(pinCheck(facts)(pin(digits))).toBe(rule);
  });
});

/** A second reading of the list, as the documentation has it. */
function reader(list: readonly ForbiddenEntry[]): (digits: Uint8Array) => PinRule | null {
  const entries = list.map(({ rule, pattern }) => ({ rule, codes: Buffer.from(pattern) }));
  const letters = new Uint8Array(0x48);
  const fits = (digits: Uint8Array, codes: Buffer): boolean => {
    letters.fill(0xff);
    for (let at = 0; at < 6; at += 1) {
      const code = codes[at] as number;
      const digit = digits[at] as number;
      if (code < 0x40 && code - 0x30 !== digit) return false;
      if (code > 0x40 && letters[code] !== 0xff && letters[code] !== digit) return false;
      letters[code] = digit;
    }
    return true;
  };
  return (digits) => entries.find(({ codes }) => fits(digits, codes))?.rule ?? null;
}

it('the list for a pad and the check on the screen agree on all 1,000,000 passwords of three people', () => {
  const digits = new Uint8Array(6);
  for (const facts of [wang, early, foreigner]) {
    const listSays = reader(forbiddenList(facts));
    const checkSays = pinCheck(facts);
    const refused: Partial<Record<PinRule, number>> = {};
    for (let number = 0; number < 1_000_000; number += 1) {
      for (let at = 5, rest = number; at >= 0; at -= 1, rest = Math.floor(rest / 10)) digits[at] = rest % 10;
      const byList = listSays(digits);
      if (byList !== checkSays(digits)) expect.fail(`${number} is ${byList} by the list`);
      if (byList) refused[byList] = (refused[byList] ?? 0) + 1;
    }
    const all = Object.values(refused).reduce((sum, count) => sum + count, 0);
    // What is left to choose from: nearly everything.
    expect(all).toBeGreaterThan(1000);
    expect(all).toBeLessThan(1300);
  }
}, 120_000);

describe('for anybody', () => {
  const anybody = fc.record({
    birthDate: fc
      .date({ min: new Date('1900-01-01'), max: new Date('2012-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
    idNumber: fc.stringMatching(/^999900\d{11}[\dX]$/),
  });

  it('a list is short enough for a slow line, and every pattern is six long', () => {
    fc.assert(
      fc.property(anybody, (facts) => {
        const list = forbiddenList(facts);
        expect(list.length).toBeLessThanOrEqual(90);
        for (const { pattern } of list) expect(pattern).toMatch(/^[\dABCD]{6}$/);
      }),
    );
  });

  it('every literal entry is refused by the check as well, by that rule or one reported before it', () => {
    fc.assert(
      fc.property(anybody, (facts) => {
        for (const { pattern } of forbiddenList(facts))
          if (/^\d{6}$/.test(pattern)) expect(pinCheck(facts)(pin(pattern))).not.toBeNull();
      }),
    );
  });

  it('list and check agree on any password', () => {
    fc.assert(
      fc.property(anybody, fc.uint8Array({ min: 0, max: 9, minLength: 6, maxLength: 6 }), (facts, digits) => {
        expect(pinCheck(facts)(digits)).toBe(reader(forbiddenList(facts))(digits));
      }),
      { numRuns: 2000 },
    );
  });
});

it('a date or a number that is none forbids nothing, and breaks nothing', () => {
  expect(birthdayPatterns('')).toEqual([]);
  expect(idRuns('')).toEqual([]);
  expect(idRuns('12345')).toEqual([]);
});
