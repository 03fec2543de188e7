import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textSizes } from '../print-job.ts';
import { layout } from './layout.ts';
import { paintSlip } from './paint.ts';
import { loadSlipFont } from './slip-font.ts';
import { wrapText } from './wrap-text.ts';

const text = (value: string) => ({
  lines: [{ kind: 'text' as const, text: value, size: 'body' as const, align: 'left' as const }],
});
const ink = (value: string): number => {
  const parts = paintSlip(text(value), 576, 8);
  if (!parts.ok || parts.value[0]?.kind !== 'picture') throw new Error('no picture');
  return parts.value[0].picture.data.reduce((sum, byte) => sum + (byte > 0 ? 1 : 0), 0);
};

describe('drawing', () => {
  it.each([...'䶮㑇𠮷龴'])('draws %s of a name as dots', (char) => expect(ink(char)).toBeGreaterThan(30));

  it('says when a character has no picture instead of drawing a box', () => {
    expect(paintSlip(text('王\u{10ABC}'), 576, 8)).toMatchObject({ ok: false, error: { code: 'E4020' } });
  });

  it('says when the font is not installed', () => {
    expect(loadSlipFont(['/no/such/folder'])).toMatchObject({ ok: false, error: { code: 'E4018' } });
  });

  it('keeps the width of the printer', () => {
    for (const width of [384, 576, 640]) {
      const parts = paintSlip(text('养老待遇资格认证，'.repeat(10)), width, 8);
      expect(parts).toMatchObject({ ok: true, value: [{ kind: 'picture', picture: { width } }] });
    }
  });
});

describe('a bar', () => {
  const measure = (part: string, size: keyof typeof textSizes) => [...part].length * textSizes[size];
  const sizesOf = (value: string, width: number) =>
    layout(
      { lines: [{ kind: 'text', text: value, size: 'result', align: 'center', invert: true }] },
      { width, dotsPerMm: 8, measure },
    ).flatMap((block) =>
      block.kind === 'picture'
        ? block.marks.flatMap((mark) => (mark.kind === 'text' ? [`${mark.text} ${mark.size}`] : []))
        : [],
    );
  it('is set smaller before it is broken, but not below the body letters', () => {
    expect(sizesOf('还有待确认', 576)).toEqual(['还有待确认 result']);
    expect(sizesOf('还有待确认', 384)).toEqual(['还有待确认 large']);
    expect(sizesOf('社保密码：没办成', 384)).toEqual(['社保密码：没办成 body']);
    expect(sizesOf('一二三四五六七八九十', 384).length).toBeGreaterThan(1);
  });
});

describe('a heading or a date', () => {
  it('is set smaller before it is broken, as bars are; body letters stay as they are', () => {
    const measure = (part: string, size: keyof typeof textSizes) => [...part].length * textSizes[size];
    const rows = (value: string, size: 'large' | 'body' | 'small', align: 'left' | 'center') =>
      layout({ lines: [{ kind: 'text', text: value, size, align }] }, { width: 384, dotsPerMm: 8, measure })
        .flatMap((block) => (block.kind === 'picture' ? block.marks : []))
        .map((mark) => (mark.kind === 'text' ? `${mark.text} ${mark.size}` : mark.kind));
    expect(rows('指静脉登记确认单', 'large', 'center')).toEqual(['指静脉登记确认单 body']);
    expect(rows('右手食指', 'large', 'left')).toEqual(['右手食指 large']);
    expect(rows('今天的认证还没有办。', 'body', 'left')).toHaveLength(1);
    expect(rows('工作人员不会要您的密码。', 'body', 'left')).toHaveLength(2);
    expect(rows('YL-0001', 'small', 'left')).toEqual(['YL-0001 small']);
  });
});

describe('wrapping', () => {
  const measure = (part: string): number => [...part].length;

  it('keeps numbers whole and no full stop at the beginning of a line', () => {
    expect(wrapText('电话是12333谢谢', 6, measure)).toEqual(['电话是', '12333谢', '谢']);
    expect(wrapText('今天办好了。', 5, measure)).toEqual(['今天办好', '了。']);
  });

  it('breaks a long number between its groups', () => {
    expect(wrapText('RZ20261122-000007-3', 16, measure)).toEqual(['RZ20261122-', '000007-3']);
    expect(wrapText('RZ20261122000007', 10, measure)).toEqual(['RZ20261122', '000007']);
  });

  it('loses no character and keeps the width', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[一二三四。，（12ab]{1,60}$/),
        fc.integer({ min: 4, max: 20 }),
        (value, width) => {
          const lines = wrapText(value, width, measure);
          expect(lines.join('')).toBe(value);
          for (const line of lines) expect(measure(line)).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});
