import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { citizenNumber } from '../../fixtures/people/id-number.ts';

const program = path.join(import.meta.dirname, 'yinling.ts');
const dir = mkdtempSync(path.join(tmpdir(), 'yinling-import-'));
afterAll(() => rmSync(dir, { recursive: true }));

const importSealed = (...args: string[]): Promise<{ code: number; stdout: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, [program, 'import-sealed', ...args], { cwd: dir }, (error, stdout) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout }),
    );
  });

describe('import-sealed', { timeout: 120_000 }, () => {
  it('imports 100,000 rows, tells what is wrong with which line, and exits 0', async () => {
    const rows = Array.from({ length: 100_000 }, (_, n) => {
      const day = new Date(Date.UTC(1940, 0, 1 + Math.floor(n / 1000))).toISOString().slice(0, 10);
      return `${citizenNumber(day, n % 1000)},X${String(n).padStart(8, '0')}\n`;
    });
    rows[49_999] = '1.1E+17,X00049999\n';
    writeFileSync(path.join(dir, 'list.csv'), `身份证号,卡号\n${rows.join('')}`);
    const { code, stdout } = await importSealed(
      'list.csv',
      '--state',
      'state',
      '--report',
      'report.jsonl',
      '--json',
    );
    expect(code).toBe(0);
    const line = { line: 50_001, column: '身份证号', reason: 'scientific', imported: false };
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      value: { rows: 100_000, cards: 99_999, bad: 1, first: [line] },
    });
    expect(JSON.parse(readFileSync(path.join(dir, 'report.jsonl'), 'utf8'))).toMatchObject(line);
  });

  it('exits 1 with the code of what is wrong, and 2 for a wrong command line', async () => {
    const missing = await importSealed('none.csv', '--state', 'state', '--json');
    expect(missing.code).toBe(1);
    expect(JSON.parse(missing.stdout)).toMatchObject({ ok: false, error: { code: 'E6301' } });
    for (const args of [[], ['list.csv'], ['a.csv', 'b.csv', '--state', 'state']]) {
      expect(await importSealed(...args), args.join(' ')).toEqual({ code: 2, stdout: '' });
    }
  });
});
