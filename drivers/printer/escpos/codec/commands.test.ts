import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as commands from './commands.ts';
import { rasterBands, trimmedBands } from './raster.ts';
import { isRomText } from './rom-charset.ts';
import { encodeText } from './text.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('golden bytes', () => {
  it.each([
    ['initialize', commands.initialize(), '1b40'],
    ['hanzi on', commands.hanziOn(), '1c26'],
    ['double size, ASCII and hanzi', commands.characterSize(2, 2), '1d21111c210c'],
    ['double height', commands.characterSize(1, 2), '1d21011c2108'],
    ['centre', commands.align('center'), '1b6101'],
    ['inverted', commands.invert(true), '1d4201'],
    ['feed 300 dots', commands.feedDots(300), '1b4aff1b4a2d'],
    ['status 4', commands.realtimeStatus(4), '100404'],
    ['Custom full status', commands.fullStatus(), '100414'],
    ['queued status', commands.queuedPaperStatus(), '1d7201'],
    ['ejector status', commands.ejectorStatus(), '1d6506'],
    ['automatic status', commands.automaticStatus(true), '1d610e'],
    ['process id', commands.processIdRequest('A1b!'), '1d28480600303041316221'],
    ['hex of a profile', commands.fromHex('1d 56 42 00'), '1d564200'],
    [
      'QR code',
      commands.qrCode(new TextEncoder().encode('AB'), 6, 'M'),
      '1d286b04003141320 01d286b03003143061d286b03003145311d286b050031503041421d286b0300315130'.replace(
        ' ',
        '',
      ),
    ],
  ])('%s', (_name, bytes, golden) => expect(hex(bytes)).toBe(golden));

  it('refuses what a printer would misread', () => {
    expect(() => commands.processIdRequest('中文')).toThrow(RangeError);
    expect(() => commands.qrCode(new Uint8Array(1), 17, 'M')).toThrow(RangeError);
    expect(() => commands.fromHex('1d 5')).toThrow(RangeError);
    expect(() => rasterBands({ width: 16, height: 2, data: new Uint8Array(3) }, 8)).toThrow(RangeError);
  });
});

describe('raster', () => {
  it('is cut into bands and carries width and height low byte first', () => {
    const bands = rasterBands({ width: 576, height: 300, data: new Uint8Array(72 * 300) }, 256);
    expect(bands.map((band) => hex(band.subarray(0, 8)))).toEqual(['1d76300048000001', '1d76300048002c00']);
    expect(bands.map((band) => band.length)).toEqual([8 + 72 * 256, 8 + 72 * 44]);
  });

  it('never holds a real-time command', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(0x10, 0x04, 0x05, 0x14, 0x00, 0x11), { minLength: 72, maxLength: 72 }),
        (row) => {
          const [band] = rasterBands({ width: 576, height: 1, data: Uint8Array.from(row) }, 64);
          expect(hex(band!.subarray(8)).match(/(..)/g)!.join(' ')).not.toMatch(/10 (04|05|14)/);
        },
      ),
    );
  });
});

describe('a picture without its white', () => {
  /** What the commands put on paper: rows of dots as text. */
  const onPaper = (bands: readonly Uint8Array[], bytesPerRow: number): string[] =>
    bands.flatMap((band) => {
      const width = band[4]! | (band[5]! << 8);
      const rows = band[6]! | (band[7]! << 8);
      expect(band).toHaveLength(8 + width * rows);
      return Array.from({ length: rows }, (_, row) =>
        hex(band.subarray(8 + row * width, 8 + (row + 1) * width)).padEnd(2 * bytesPerRow, '0'),
      );
    });
  const row = fc.oneof(
    fc.constant([0, 0, 0, 0, 0, 0]),
    fc.array(fc.constantFrom(0, 0, 0, 1, 0x80, 0xff), { minLength: 6, maxLength: 6 }),
  );
  const picture = fc
    .array(fc.tuple(row, fc.integer({ min: 1, max: 20 })), { minLength: 1, maxLength: 12 })
    .map((parts) => parts.flatMap(([bytes, times]) => Array.from({ length: times }, () => bytes)));

  it('is the same on paper, in no more bytes', () => {
    fc.assert(
      fc.property(picture, fc.integer({ min: 1, max: 64 }), (rows, bandRows) => {
        const bitmap = { width: 48, height: rows.length, data: Uint8Array.from(rows.flat()) };
        const trimmed = trimmedBands(bitmap, bandRows);
        expect(onPaper(trimmed, 6)).toEqual(rows.map((bytes) => hex(Uint8Array.from(bytes))));
        for (const band of trimmed) expect(band[6]! | (band[7]! << 8)).toBeLessThanOrEqual(bandRows);
      }),
    );
  });

  it('sends white rows one byte wide and letters as wide as their ink', () => {
    const data = new Uint8Array(72 * 60);
    data[72 * 30 + 9] = 0x40;
    const bands = trimmedBands({ width: 576, height: 60, data }, 64);
    expect(bands.map((band) => [band[4], band[6]])).toEqual([
      [1, 30],
      [10, 1],
      [1, 29],
    ]);
  });
});

describe('text', () => {
  it('is GB18030 that another decoder reads back', () => {
    for (const text of ['社保卡激活', '养老待遇资格认证，2026年11月22日', '￥12.00 ABC']) {
      expect(new TextDecoder('gb18030').decode(encodeText(text, 'gb2312')!)).toBe(text);
    }
  });

  it.each([...'䶮㑇𠮷龴', '龘', '?', '\uFFFD', '\n'])('leaves %j to be drawn', (char) => {
    expect(encodeText(`王${char}英`, 'gb2312')).toBeNull();
  });

  it('knows the 6763 hanzi of GB2312', () => {
    let hanzi = 0;
    for (let code = 0x4e00; code <= 0x9fff; code++)
      if (isRomText(String.fromCharCode(code), 'gb2312')) hanzi++;
    expect(hanzi).toBe(6763);
  });

  it('never puts a question mark or a replacement character for a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const bytes = encodeText(text, 'gb2312');
        if (bytes === null) return;
        expect(bytes).not.toContain(0x3f);
        expect(new TextDecoder('gb18030').decode(bytes)).toBe(text);
      }),
      { numRuns: 5000 },
    );
    for (let code = 0x20; code < 0x30000; code++) {
      const text = String.fromCodePoint(code);
      const bytes = encodeText(text, 'gb2312');
      if (bytes?.includes(0x3f) || (bytes && new TextDecoder('gb18030').decode(bytes) !== text))
        throw new Error(`U+${code.toString(16)}`);
    }
  });
});
