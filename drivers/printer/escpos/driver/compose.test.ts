import { expect, it } from 'vitest';
import type { PrintLine } from '../../print-job.ts';
import { loadProfile } from '../../profiles/profile.ts';
import { paintSlip } from '../../render/paint.ts';
import { drawQr } from '../simulator/qr.ts';
import { composeSlip } from './compose.ts';
import { qrModuleDots } from './qr-size.ts';

const figure: PrintLine = {
  kind: 'figure',
  shapes: [
    { shape: 'box', x: 0, y: 0, width: 100, height: 66, radius: 0, ink: 'fill' },
    { shape: 'disc', x: 50, y: 33, radius: 20, ink: 'white' },
    {
      shape: 'stroke',
      points: [
        [40, 33],
        [60, 33],
      ],
    },
  ],
  text: '社保卡',
  note: '要激活的那一张。',
};

it('a figure is drawn left of its name: filled, cut out, and a stroke on that', () => {
  const painted = paintSlip({ lines: [figure] }, 576, 8);
  if (!painted.ok || painted.value[0]?.kind !== 'picture') throw new Error('no picture');
  const { picture } = painted.value[0];
  const isBlack = (x: number, y: number): boolean =>
    (picture.data[y * (picture.width / 8) + (x >> 3)]! & (0x80 >> (x & 7))) !== 0;
  // 16 dots of margin, then 27 hundredths of the 544 dots between the margins.
  const [left, middle, right] = [16, 16 + 73, 16 + 147];
  const row = Math.round(picture.height / 2);
  expect([left + 4, middle, middle - 22, right - 4].map((x) => isBlack(x, row))).toEqual([
    true,
    true,
    false,
    true,
  ]);
  for (let x = right + 3; x < right + 16; x++) expect(isBlack(x, row)).toBe(false);
});

it('printers that print in their own letters leave the drawing out and keep the words', () => {
  const profile = loadProfile('generic-80mm');
  if (!profile.ok) throw new Error(profile.error.message);
  const bytesOf = (mode: 'raster' | 'text', line: PrintLine): Buffer => {
    const composed = composeSlip({ id: 'figure', lines: [line] }, { ...profile.value, mode });
    if (!composed.ok) throw new Error(composed.error.message);
    return Buffer.concat(composed.value);
  };
  const raster = Buffer.from([0x1d, 0x76, 0x30]);
  expect(bytesOf('raster', figure).includes(raster)).toBe(true);
  const text = bytesOf('text', figure);
  expect(text.includes(raster)).toBe(false);
  const words = new TextDecoder('gb18030').decode(text);
  expect(words).toContain('社保卡');
  expect(words).toContain('要激活的那一张。');
  // A name outside the ROM letters is drawn, and then its picture with it.
  expect(bytesOf('text', { ...figure, text: '䶮' }).includes(raster)).toBe(true);
});

it.each([1, 14, 100, 213, 412, 666, 911, 1000])('a code of %i bytes fits on every paper', (bytes) => {
  const modules = drawQr(new Uint8Array(bytes)).length;
  for (const line of [384, 576]) {
    const dots = qrModuleDots(bytes, 50, 8, line);
    expect(dots).toBeGreaterThanOrEqual(3);
    expect(modules * dots).toBeLessThanOrEqual(Math.min(line, 50 * 8 + modules));
    // With its white edge, but for the longest on the narrowest paper, which has white beside the line.
    if (bytes < 1000) expect((modules + 8) * dots).toBeLessThanOrEqual(line);
  }
});
