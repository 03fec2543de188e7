import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** Another program reads the paper: `tesseract` the letters, `zbarimg` the code. */
function onPaper(png: Uint8Array, program: string, args: (file: string) => string[]): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'yinling-slip-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const file = path.join(dir, 'slip.png');
  writeFileSync(file, png);
  // One thread: tesseract's own do not agree with a machine that runs other tests beside it.
  const env = { ...process.env, OMP_THREAD_LIMIT: '1' };
  return execFileSync(program, args(file), { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], env });
}
/** The letters on a slip, without the blanks between them. */
export const ocr = (png: Uint8Array): string =>
  onPaper(png, 'tesseract', (file) => [file, '-', '-l', 'chi_sim', '--psm', '6']).replace(/[ "“”]/g, '');
/** What the one code on a slip says. */
export const readCode = (png: Uint8Array): string =>
  onPaper(png, 'zbarimg', (file) => ['-q', '--raw', file]).trim();
