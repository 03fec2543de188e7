import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyFor } from '../simulator/typing.ts';
import type { GatheredCode } from './code-gatherer.ts';
import { HidPosReader } from './hid-pos-reader.ts';
import { KeyboardReader } from './keyboard-reader.ts';
import type { ReportReader } from './report-reader.ts';
import { characterOf } from './us-layout.ts';

const longest = 64;
const text = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
});

const up = new Uint8Array(8);
const down = (...usages: number[]): Uint8Array =>
  Uint8Array.of(0, 0, ...[...usages, 0, 0, 0, 0, 0, 0].slice(0, 6));
const shifted = (usage: number): Uint8Array => Uint8Array.of(0x20, 0, usage, 0, 0, 0, 0, 0);
const [a, b, enter, tab] = [0x04, 0x05, 0x28, 0x2b] as const;

/** What the reports say: texts of whole codes, and why others are none. */
const read = (reader: ReportReader, ...reports: Uint8Array[]): string[] =>
  reports.flatMap((report) => reader.take(report)).map(said);
const said = (over: GatheredCode | null): string =>
  over === null ? '-' : over.kind === 'code' ? `"${Buffer.from(over.bytes).toString('latin1')}"` : over.why;

const typed = (code: string): Uint8Array[] =>
  [...code].flatMap((character) => {
    const { usage, shift } = keyFor(character);
    return [shift ? shifted(usage) : down(usage), up];
  });

const byEnter = (): KeyboardReader => new KeyboardReader({ end: 'enter', longest });

describe('a keyboard', () => {
  it('has each printable character of ASCII on a key, and every key as the tables have it', () => {
    for (let code = 0x20; code <= 0x7e; code += 1) {
      const { usage, shift } = keyFor(String.fromCharCode(code));
      expect(characterOf(usage, shift)).toBe(String.fromCharCode(code));
    }
    expect([0x00, 0x03, 0x28, 0x3a, 0x64, 0xe0, 0xff].map((usage) => characterOf(usage, false))).toEqual(
      Array(7).fill(null),
    );
  });

  it('types any code up to its end', () => {
    fc.assert(
      fc.property(text, (code) => {
        const expected = code.length === 0 ? [] : [code.length > longest ? 'tooLong' : `"${code}"`];
        expect(read(byEnter(), ...typed(code), down(enter), up)).toEqual(expected);
      }),
    );
  });

  it('may repeat what is held down, or press the next key before it lets go of the last', () => {
    expect(read(byEnter(), down(a), down(a), up, down(a), up, down(enter))).toEqual(['"aa"']);
    expect(read(byEnter(), down(a), down(a, b), down(b), down(enter))).toEqual(['"ab"']);
    expect(read(byEnter(), down(a, b, 0x06), down(enter))).toEqual(['"abc"']);
  });

  it.each([
    ['a key that no code has', [down(0x3a)]],
    ['a lost count of keys', [down(1, 1, 1, 1, 1, 1)]],
    ['control with a key', [Uint8Array.of(0x01, 0, b, 0, 0, 0, 0, 0)]],
    ['a report cut short', [Uint8Array.of(0, 0, b)]],
    ['a report too long', [new Uint8Array(9)]],
    ['a tab where Enter ends', [down(tab)]],
  ])('refuses a code with %s, as a whole', (_what, damage) => {
    const reader = byEnter();
    expect(read(reader, down(a), ...damage, down(b), up, down(enter))).toEqual(['garbled']);
    expect(read(reader, up, down(a), down(enter))).toEqual(['"a"']);
  });

  it('ends with what it was set to', () => {
    expect(read(new KeyboardReader({ end: 'tab', longest }), down(a), down(tab))).toEqual(['"a"']);
    const silent = new KeyboardReader({ end: 'silence', longest });
    expect(read(silent, down(a), up, down(b))).toEqual([]);
    expect(said(silent.silence())).toBe('"ab"');
    expect(read(silent, up, down(a), down(enter))).toEqual(['"a"']);
    // A line feed behind the return is a second Enter.
    expect(read(byEnter(), down(a), down(enter), up, down(enter))).toEqual(['"a"']);
  });

  it('that falls silent in the middle has cut the code', () => {
    const reader = byEnter();
    read(reader, down(a), up, down(b));
    expect(reader.midCode).toBe(true);
    expect(said(reader.silence())).toBe('cutShort');
    expect(said(reader.silence())).toBe('-');
  });

  it('never throws, and a code after any noise is read when silence lies between', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 12 })), text, (noise, code) => {
        fc.pre(code.length > 0 && code.length <= longest);
        const reader = byEnter();
        read(reader, ...noise);
        reader.silence();
        expect(read(reader, up, ...typed(code), down(enter))).toEqual([`"${code}"`]);
      }),
    );
  });
});

const posReport = (
  data: string,
  options: { at?: 2 | 5; more?: boolean; count?: number } = {},
): Uint8Array => {
  const report = Buffer.alloc(64);
  report.set([2, options.count ?? data.length]);
  report.write(data, options.at ?? 5, 'latin1');
  report[63] = options.more ? 1 : 0;
  return report;
};

describe('a scanner of usage page 8C', () => {
  const reader = (dataAt: 2 | 5 = 5): HidPosReader => new HidPosReader({ dataAt, longest });

  it('reports a code at once, or in pieces', () => {
    expect(read(reader(), posReport('abc'))).toEqual(['"abc"']);
    expect(read(reader(2), posReport('abc', { at: 2 }))).toEqual(['"abc"']);
    expect(read(reader(), posReport('abc', { more: true }), posReport('de'))).toEqual(['"abcde"']);
  });

  it('is refused as a whole when a piece is damaged, too much, or missing', () => {
    expect(read(reader(), posReport('abc', { count: 57 }))).toEqual(['garbled']);
    expect(read(reader(), posReport('a\u0001c'))).toEqual(['garbled']);
    expect(read(reader(), Uint8Array.of(2, 1))).toEqual(['garbled']);
    expect(read(reader(), posReport('x'.repeat(56), { more: true }), posReport('x'.repeat(9)))).toEqual([
      'tooLong',
    ]);
    const cut = reader();
    read(cut, posReport('abc', { more: true }));
    expect(said(cut.silence())).toBe('cutShort');
  });

  it('has other reports, which are no codes', () => {
    expect(read(reader(), Uint8Array.of(3, 1, 2), new Uint8Array())).toEqual([]);
  });

  it('never throws, and keeps no piece beyond a silence', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 70 })), (noise) => {
        const noisy = reader();
        read(noisy, ...noise);
        noisy.silence();
        expect(read(noisy, posReport('abc'))).toEqual(['"abc"']);
      }),
    );
  });
});
