import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskIdNumber, maskName } from './masking.ts';

describe('a masked name', () => {
  it('keeps the first and the last character', () => {
    expect(maskName('王桂英')).toBe('王*英');
    expect(maskName('李明')).toBe('李*');
    expect(maskName('欧阳小娜')).toBe('欧**娜');
  });
  it('keeps the parts of a name apart', () => {
    expect(maskName('阿依古丽·买买提')).toBe('阿***·**提');
    expect(maskName('ANNA MARIA SCHMIDT')).toBe('A*** ***** ******T');
  });
  it('takes rare characters outside the basic plane as one', () => {
    expect(maskName('𠮷田䶮')).toBe('𠮷*䶮');
    expect(maskName('王𠮷')).toBe('王*');
  });
  it('hides a name of one character altogether, and how long a long one is', () => {
    expect(maskName('王')).toBe('*');
    expect(maskName('X'.repeat(30))).toBe('X******X');
  });
  it('never shows more than two characters of a name, and masks only once', () => {
    const han = fc.string({
      unit: fc.integer({ min: 0x4e00, max: 0x9fff }).map((code) => String.fromCodePoint(code)),
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(han, (name) => {
        const masked = maskName(name);
        expect([...masked].filter((character) => character !== '*').length).toBeLessThanOrEqual(2);
        expect(masked).not.toBe(name);
        expect(maskName(masked)).toBe(masked);
      }),
    );
  });
});

describe('a masked number', () => {
  it('keeps the first and last four of an identity number', () => {
    expect(maskIdNumber('999900194603080014')).toBe('9999 **** **** 0014');
    expect(maskIdNumber('99990019460308001X')).toBe('9999 **** **** 001X');
  });
  it('shows less of a shorter number', () => {
    expect(maskIdNumber('H12345678')).toBe('H1 **** **** 78');
    expect(maskIdNumber('12345')).toBe('**** ****');
    expect(maskIdNumber('')).toBe('');
  });
  it('never shows the birth date, and masks only once', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{17}[\dX]$/), (number) => {
        const masked = maskIdNumber(number);
        expect(masked.replace(/[ *]/g, '')).toBe(number.slice(0, 4) + number.slice(-4));
        expect(maskIdNumber(masked)).toBe(masked);
      }),
    );
  });
});
