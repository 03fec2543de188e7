import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { citizenNumber } from '../../../fixtures/people/id-number.ts';
import { importSealedList } from './import-sealed-list.ts';
import { openSealedList } from './sealed-list.ts';
import { xlsxOf } from './testing/tiny-xlsx.ts';

/** Whatever a file holds, the import answers with a list or a code, and a list that was not replaced is whole. */

const dir = mkdtempSync(join(tmpdir(), 'sealed-damaged-'));
afterAll(() => rmSync(dir, { recursive: true }));
const id = (n: number) => citizenNumber('1950-01-02', n);
const rows = [
  ['社会保障号码', '卡号'],
  ...Array.from({ length: 20 }, (_, n) => [id(n), `X${String(n).padStart(8, '0')}`]),
];
const csv = Buffer.from(rows.map((row) => `"${row.join('","')}"`).join('\r\n'));
const xlsx = xlsxOf([{ name: '名单', rows }]);

async function importing(content: Uint8Array) {
  const stateDir = join(dir, 'state');
  const file = join(dir, 'list');
  const options = {
    file,
    stateDir,
    clock: { now: () => 1_790_000_000_000 },
    signal: new AbortController().signal,
  };
  writeFileSync(file, csv);
  expect(await importSealedList(options)).toMatchObject({ ok: true, value: { cards: 20 } });
  writeFileSync(file, content);
  const result = await importSealedList(options);
  if (!result.ok) {
    expect(result.error.code).toMatch(/^E630[2-7]$/);
    expect(result.error.message).not.toMatch(/99990019|X0000/);
  }
  const list = openSealedList(stateDir);
  const found = list.find({ idNumber: id(1), cardNumber: 'X00000001' });
  if (!result.ok) expect(found).toMatchObject({ ok: true, value: { reason: '' } });
  expect(list.info()).toMatchObject({ value: { cards: result.ok ? result.value.cards : 20 } });
  list.close();
  expect(readdirSync(stateDir)).toHaveLength(2);
  return result;
}

/** The file with some of its bytes replaced, and perhaps its end cut off. */
const damaged = (whole: Uint8Array) =>
  fc
    .tuple(
      fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
      fc.nat(40),
    )
    .map(([changes, cut]) => {
      const bytes = Uint8Array.from(whole.subarray(0, whole.length - Math.max(0, cut - 20)));
      for (const [at, value] of changes) bytes[at % bytes.length] = value;
      return bytes;
    });

describe('damaged files', { timeout: 120_000 }, () => {
  it('any bytes at all', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        expect((await importing(bytes)).ok).toBe(false);
      }),
      { numRuns: 30 },
    );
  });

  it('a CSV with some bytes changed loses no row: each is imported or told', async () => {
    await fc.assert(
      fc.asyncProperty(damaged(csv), async (bytes) => {
        const result = await importing(bytes);
        if (!result.ok) return;
        const { rows: read, cards, bad, duplicates } = result.value;
        expect(read).toBe(cards + bad + duplicates);
      }),
      { numRuns: 30 },
    );
  });

  it('an XLSX with some bytes changed', async () => {
    await fc.assert(
      fc.asyncProperty(damaged(xlsx), async (bytes) => {
        await importing(bytes);
      }),
      { numRuns: 60 },
    );
  });
});
