import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { certificationSlip, openStand } from './stand.ts';

/** Another program reads the paper: `tesseract` the letters, `zbarimg` the code. */
function onPaper(png: Uint8Array, program: string, args: (file: string) => string[]): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'yinling-slip-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const file = path.join(dir, 'slip.png');
  writeFileSync(file, png);
  return execFileSync(program, args(file), { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}
const ocr = (png: Uint8Array): string =>
  onPaper(png, 'tesseract', (file) => [file, '-', '-l', 'chi_sim', '--psm', '6']).replace(/[ "“”]/g, '');

it('a slip drawn as a picture can be read: result line, dates and every digit', async () => {
  const { printer, simulator } = await openStand('custom-vkp80');
  expect(await printer.print(certificationSlip)).toMatchObject({ ok: true });
  const text = ocr(simulator.slips[0]!.png);
  for (const words of [
    '养老待遇资格认证',
    '认证成功',
    '您今年已经办好',
    '2026年11月22日14:05',
    '2027年11月22日',
  ])
    expect(text).toContain(words);
  expect(text).toMatch(/证件号9999.*0014/);
  expect(text).toMatch(/受理编号20261122000007/);
  expect(text).toMatch(/社保电话12333/);
}, 30_000);

it('a slip in the letters of the printer can be read too', async () => {
  const { printer, simulator } = await openStand('generic-80mm', { mode: 'text' });
  expect(await printer.print(certificationSlip)).toMatchObject({ ok: true });
  const text = ocr(simulator.slips[0]!.png);
  for (const words of ['养老待遇资格认证', '认证成功', '您今年已经办好']) expect(text).toContain(words);
}, 30_000);

it('the QR code that the printer draws says what was asked', async () => {
  const { printer, simulator } = await openStand('epson-tm');
  const text = 'https://example.invalid/slip/20261122000007?check=银龄';
  expect(await printer.print({ id: 'qr', lines: [{ kind: 'qr', text, mm: 30 }] })).toMatchObject({
    ok: true,
  });
  expect(onPaper(simulator.slips[0]!.png, 'zbarimg', (file) => ['-q', '--raw', file]).trim()).toBe(text);
}, 30_000);

it('says on the second print of the same slip that it is one', async () => {
  const { printer, simulator } = await openStand('generic-80mm');
  await printer.print(certificationSlip);
  await printer.print(certificationSlip);
  expect(ocr(simulator.slips[1]!.png)).toMatch(/补打.*第1次/);
}, 30_000);
