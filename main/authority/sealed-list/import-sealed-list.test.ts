import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { citizenNumber, foreignerNumber2017 } from '../../../fixtures/people/id-number.ts';
import { cardsWithSealedList } from './cards-with-sealed-list.ts';
import { type ImportOptions, importSealedList } from './import-sealed-list.ts';
import { openSealedList, type SealedList } from './sealed-list.ts';
import { type XlsxCell, type XlsxSheet, xlsxOf, xlsxParts, zipOf } from './testing/tiny-xlsx.ts';

const never = new AbortController().signal;
const clock = { now: () => Date.parse('2026-11-22T10:00:00+08:00') };
let dir: string;
let state: string;
let list: SealedList;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'sealed-'));
  state = join(dir, 'state');
  list = openSealedList(state);
});
afterEach(() => {
  list.close();
  rmSync(dir, { recursive: true });
});

const id = (sequence: number) => citizenNumber('1950-01-02', sequence);
const card = (n: number) => `X${String(n).padStart(8, '0')}`;
const header = ['序号', '姓名', '社会保障号码', '卡号', '封存原因', '封存日期'];
const rowOf = (n: number) => [`${n}`, '测试人', id(n), card(n), '半年未激活', '2026-05-06'];
const csvText = (rows: readonly (readonly string[])[]) => rows.map((row) => `${row.join(',')}\r\n`).join('');

async function imported(content: string | Uint8Array, change: Partial<ImportOptions> = {}) {
  const file = join(dir, 'list');
  writeFileSync(file, content);
  return importSealedList({ file, stateDir: state, clock, signal: never, ...change });
}
async function summary(content: string | Uint8Array, change: Partial<ImportOptions> = {}) {
  const result = await imported(content, change);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
const isSealed = (n: number, cardNumber = card(n)) => {
  const found = list.find({ idNumber: id(n), cardNumber });
  if (!found.ok) throw new Error(found.error.message);
  return found.value;
};

describe('a CSV', () => {
  const text = csvText([header, rowOf(1), rowOf(2)]);

  it.each<[string, string | Uint8Array]>([
    ['csv utf-8', text],
    ['csv utf-8', `\ufeff${text}`],
    ['csv gb18030', iconv.encode(text, 'gbk')],
    ['csv gb18030', iconv.encode(text.replaceAll('测试人', '𠮷'), 'gb18030')],
    ['csv utf-16le', Buffer.from(`\ufeff${text.replaceAll(',', '\t')}`, 'utf16le')],
    ['csv utf-8', text.replaceAll(',', ';')],
    ['csv utf-8', text.replaceAll(',', '\t').replaceAll('\r\n', '\n')],
    ['csv utf-8', text.replaceAll('\r\n', '\r')],
  ])('is read as %s', async (format, content) => {
    expect(await summary(content)).toMatchObject({ format, rows: 2, cards: 2, bad: 0, duplicates: 0 });
    expect(isSealed(1)).toEqual({ reason: '半年未激活', sealedOn: '2026-05-06' });
    expect(isSealed(3)).toBeNull();
  });

  it('columns stand in any order and have their usual names; titles may stand above them', async () => {
    const titles = [['封存社保卡名单'], ['制表：测试市', '', '2026年11月'], []];
    for (const [number, cardTitle] of [
      ['证件号码', '社保卡卡号'],
      ['*身份证号（18位）', '社会保障卡号'],
      ['公民身份号码', ' 卡 号 '],
    ] as const) {
      const rows = [
        [cardTitle, '封存时间', number, '银行卡号'],
        [card(1), '2026/5/6', id(1), '6299990000000000198'],
      ];
      const found = await summary(csvText([...titles, ...rows]));
      expect(found.columns).toEqual({
        idNumber: number,
        cardNumber: cardTitle.trim(),
        sealedOn: '封存时间',
      });
      expect(isSealed(1)).toEqual({ reason: '', sealedOn: '2026-05-06' });
    }
  });

  it('titles and the header may run over several lines', async () => {
    const text = `"封存社保卡\n名单"\r\n"社会保障号码\n（18位）",卡号\r\n${id(1)},${card(1)}\r\n`;
    expect(await summary(text)).toMatchObject({ rows: 1, cards: 1, bad: 0 });
    const swallowing = `社会保障号码,卡号,"封存原因\n${id(1)},${card(1)},甲"\n${csvText([rowOf(2)])}`;
    expect(await imported(swallowing)).toMatchObject({ error: { code: 'E6304' } });
  });

  it('quoted cells, texts that spreadsheets protect, small x, wide digits', async () => {
    const x = Array.from({ length: 1000 }, (_, n) => n).find((n) => n > 4 && id(n).endsWith('X')) as number;
    const rows = [
      ['卡号', '社会保障号码', '封存原因'],
      [`"${card(1)}"`, `="${id(1)}"`, '"挂失, ""补卡"""'],
      [card(2), `'${id(2)}`, ''],
      [card(x), ` ${id(x).toLowerCase()}\t`, ''],
      [card(4), id(4).replaceAll('9', '９'), ''],
    ];
    expect(await summary(csvText(rows))).toMatchObject({ cards: 4, bad: 0 });
    expect(isSealed(1)?.reason).toBe('挂失, "补卡"');
    for (const n of [2, x, 4]) expect(isSealed(n), `${n}`).not.toBeNull();
  });

  it('each bad row is told with its line and reason, and nothing of what stands in it', async () => {
    const reportFile = join(dir, 'report.jsonl');
    const good = Array.from({ length: 14 }, (_, n) => rowOf(n + 100));
    const bad: [string, string[]][] = [
      ['idLength', ['', '甲', '12345', card(1), '', '']],
      [
        'idCheckDigit',
        ['', '乙', `${id(1).slice(0, 17)}${id(1).endsWith('0') ? '1' : '0'}`, card(1), '', ''],
      ],
      ['scientific', ['', '丙', '9.999E+17', card(1), '', '']],
      ['fifteenDigits', ['', '丁', '999900500102001', card(1), '', '']],
      ['idForm', ['', '戊', '9999**********0011', card(1), '', '']],
      ['cardForm', ['', '己', id(1), '19', '', '']],
      ['noNumber', ['7', '庚', '', '', '', '']],
      ['unreadable', ['', '\ufffd', id(1), card(1), '', '']],
    ];
    const found = await summary(csvText([header, ...bad.map(([, row]) => row), ['', '', ''], ...good]), {
      reportFile,
    });
    expect(found).toMatchObject({ rows: 22, cards: 14, bad: 8 });
    expect(found.first.map(({ line, reason }) => [line, reason])).toEqual(
      bad.map(([reason], i) => [i + 2, reason]),
    );
    const report = readFileSync(reportFile, 'utf8');
    const lines = report
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(8);
    expect(lines[0]).toMatchObject({ line: 2, column: '社会保障号码', reason: 'idLength', imported: false });
    for (const line of lines) expect(line.text).toMatch(/[\u4e00-\u9fff]/);
    expect(report).not.toMatch(/12345|9999|X0000/);
  });

  it('a quote that joins lines is told with all of them; one that is never closed ends the import', async () => {
    const rows = csvText([header, rowOf(1), rowOf(2), rowOf(3), rowOf(4), rowOf(5), rowOf(6)]).split('\r\n');
    const joined = [...rows];
    joined[2] = (joined[2] as string).replace('测试人', '"测试人');
    joined[4] = (joined[4] as string).replace('测试人', '测试人"');
    const found = await summary(joined.join('\r\n'));
    expect(found).toMatchObject({ cards: 3, bad: 1, reasons: { acrossLines: 1 } });
    expect(found.first[0]).toMatchObject({ line: 3, lastLine: 5 });
    const open = rows.map((row, i) => (i === 2 ? row.replace('测试人', '"测试人') : row));
    expect(await imported(open.join('\r\n'))).toMatchObject({ error: { code: 'E6303' } });
    const wrong = rows.map((row, i) => (i === 2 ? row.replace('测试人', '"测"试人') : row));
    expect(await summary(wrong.join('\r\n'))).toMatchObject({ bad: 1, reasons: { quotes: 1 } });
  });

  it('a line that is no line is told and left out', async () => {
    const long = 'x'.repeat(400_000);
    const rows = [csvText([header, rowOf(1)]), `${long}\r\n`, csvText([rowOf(2), rowOf(3)])];
    const found = await summary(rows.join(''));
    expect(found).toMatchObject({ cards: 3, bad: 1, reasons: { tooLong: 1 } });
    expect(found.first[0]).toMatchObject({ line: 3 });
  });

  it('a day that cannot be read is told, and the card is sealed all the same', async () => {
    const rows = [
      header,
      rowOf(1).with(5, '去年'),
      rowOf(2).with(5, '2026年5月6日'),
      rowOf(3).with(5, '20260506'),
    ];
    expect(await summary(csvText(rows))).toMatchObject({ cards: 3, warnings: 1, bad: 0 });
    expect(isSealed(1)).toEqual({ reason: '半年未激活', sealedOn: null });
    for (const n of [2, 3]) expect(isSealed(n)?.sealedOn).toBe('2026-05-06');
  });

  it('duplicates are told with the earlier line, and stand once', async () => {
    const rows = [header, rowOf(1), rowOf(2), rowOf(1), rowOf(3).with(3, ''), rowOf(1), rowOf(3).with(3, '')];
    const found = await summary(csvText(rows));
    expect(found).toMatchObject({ rows: 6, cards: 3, duplicates: 3, bad: 0 });
    expect(found.first).toEqual([
      { line: 4, reason: 'duplicate', imported: false, of: { line: 2 } },
      { line: 6, reason: 'duplicate', imported: false, of: { line: 2 } },
      { line: 7, reason: 'duplicate', imported: false, of: { line: 5 } },
    ]);
  });
});

describe('an XLSX', () => {
  const sheet = (rows: readonly (readonly XlsxCell[])[], name = '名单'): XlsxSheet => ({ name, rows });

  it('is read with shared, inline and rich texts', async () => {
    const inline = {
      raw: `<c t="inlineStr"><is><r><t>${id(2).slice(0, 9)}</t></r><r><t>${id(2).slice(9)}</t></r></is></c>`,
    };
    const rows = [header, rowOf(1), rowOf(2).with(2, '') as XlsxCell[]].map((row) => [...row] as XlsxCell[]);
    (rows[2] as XlsxCell[])[2] = inline;
    expect(await summary(xlsxOf([sheet(rows)]))).toMatchObject({ format: 'xlsx', rows: 2, cards: 2, bad: 0 });
    expect(isSealed(1)).toEqual({ reason: '半年未激活', sealedOn: '2026-05-06' });
    expect(isSealed(2)).not.toBeNull();
  });

  it('a number that was stored as a number, a formula and an error are bad rows, never guessed', async () => {
    const good = Array.from({ length: 6 }, (_, n) => rowOf(n + 10));
    const rows: XlsxCell[][] = [
      header,
      [null, null, { raw: '<c><v>9.9990019500102E+17</v></c>' }, card(1), null, null],
      [null, null, { raw: `<c><v>${id(1)}</v></c>` }, card(1), null, null],
      [null, null, { raw: `<c t="str"><f>A1&amp;B1</f><v>${id(1)}</v></c>` }, card(1), null, null],
      [null, null, { raw: '<c t="e"><v>#REF!</v></c>' }, card(1), null, null],
      [null, null, id(2), { raw: '<c><v>19</v></c>' }, null, null],
      [null, null, { raw: '<c><f>A1</f></c>' }, card(1), null, null],
      [null, null, id(3), { raw: '<c><v>123456789</v></c>' }, null, { raw: '<c><v>46148</v></c>' }],
      ...good,
    ];
    const found = await summary(xlsxOf([sheet(rows)]));
    expect(found.first.map(({ line, reason, sheet }) => [line, reason, sheet])).toEqual([
      [2, 'numberCell', '名单'],
      [3, 'numberCell', '名单'],
      [4, 'formulaCell', '名单'],
      [5, 'otherCell', '名单'],
      [6, 'numberCell', '名单'],
      [7, 'formulaCell', '名单'],
    ]);
    expect(found).toMatchObject({ cards: 7, bad: 6 });
    // Nine digits of a card number are whole; the day is a count of days.
    expect(isSealed(3, '123456789')).toEqual({ reason: '', sealedOn: '2026-05-06' });
    for (const n of [1, 2]) expect(isSealed(n)).toBeNull();
  });

  it('counts days from 1904 where the workbook does', async () => {
    const rows: XlsxCell[][] = [header, [null, null, id(1), card(1), null, { raw: '<c><v>44686</v></c>' }]];
    await summary(xlsxOf([sheet(rows)], true));
    expect(isSealed(1)?.sealedOn).toBe('2026-05-06');
  });

  it('all sheets are read; rows of a sheet without a header are told', async () => {
    const found = await summary(
      xlsxOf([
        sheet([['说明'], ['本表由测试市提供']], '说明'),
        sheet([header, rowOf(1), rowOf(2), rowOf(3)], '甲'),
        sheet([header.toReversed(), rowOf(4).toReversed(), rowOf(1).toReversed()], '乙'),
      ]),
    );
    expect(found).toMatchObject({ cards: 4, bad: 2, duplicates: 1, reasons: { noHeaderInSheet: 2 } });
    expect(found.first.at(-1)).toMatchObject({ sheet: '乙', line: 3, of: { sheet: '甲', line: 2 } });
    expect(isSealed(4)).not.toBeNull();
  });

  it('broken ones are E6303 and change nothing: cut, wrong checksum, missing parts, no XML, a document type', async () => {
    await summary(csvText([header, rowOf(9)]));
    const sheets = [sheet([header, rowOf(1)])];
    const whole = xlsxOf(sheets);
    const parts = xlsxParts(sheets);
    const changed = (name: string, data: string) =>
      zipOf(parts.map((part) => (part.name === name ? { ...part, data: Buffer.from(data) } : part)));
    const sheet1 = 'xl/worksheets/sheet1.xml';
    const broken: [string, Buffer][] = [
      ['cut', whole.subarray(0, whole.length - 30)],
      ['cut in the middle', Buffer.concat([whole.subarray(0, 400), whole.subarray(500)])],
      ['only its beginning', Buffer.from('PK\x03\x04')],
      ['wrong checksum', zipOf(parts.map((part) => (part.name === sheet1 ? { ...part, crc: 1 } : part)))],
      ['no workbook', zipOf(parts.slice(1))],
      ['no sheet', zipOf(parts.filter(({ name }) => name !== sheet1))],
      ['no strings', zipOf(parts.filter(({ name }) => name !== 'xl/sharedStrings.xml'))],
      ['no XML', changed(sheet1, 'this is no XML')],
      ['half an XML', changed(sheet1, '<worksheet><sheetData><row r="1">')],
      ['a document type', changed(sheet1, '<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>')],
      [
        'one endless text',
        changed('xl/sharedStrings.xml', `<sst><si><t>${'x'.repeat(3_000_000)}</t></si></sst>`),
      ],
      ['a text that does not exist', changed('xl/sharedStrings.xml', '<sst></sst>')],
      ['a cell that stands nowhere', changed(sheet1, '<a><row><c r="ZZZZZ1"><v>1</v></c></row></a>')],
    ];
    for (const [what, content] of broken) {
      expect(await imported(content), what).toMatchObject({ ok: false, error: { code: 'E6303' } });
      expect(isSealed(9), what).not.toBeNull();
    }
    expect(readdirSync(state)).toHaveLength(2);
  });
});

describe('what is no list', () => {
  it.each<[string, string, string | Uint8Array]>([
    ['E6305', 'an empty file', ''],
    ['E6305', 'blank lines', '\n\n \n'],
    ['E6305', 'a header alone', csvText([header])],
    ['E6304', 'no header', csvText([rowOf(1), rowOf(2)])],
    ['E6304', 'no header within 20 lines', csvText(Array.from({ length: 30 }, () => ['a', 'b']))],
    [
      'E6304',
      'two columns that mean the same',
      csvText([
        ['卡号', '社保卡号'],
        [card(1), card(2)],
      ]),
    ],
    [
      'E6304',
      'the account column only',
      csvText([
        ['银行卡号', '姓名'],
        ['62', '甲'],
      ]),
    ],
    [
      'E6306',
      'more bad than good',
      csvText([header, rowOf(1), rowOf(2).with(2, '1'), rowOf(3).with(2, '1')]),
    ],
    ['E6305', 'bad rows only', csvText([header, rowOf(2).with(2, '1')])],
    ['E6302', 'an old spreadsheet', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['E6302', 'something else', Buffer.from([1, 0, 2, 0, 3, 0])],
    ['E6304', 'an XLSX without a header', xlsxOf([{ name: 'a', rows: [['x'], ['y']] }])],
    ['E6305', 'an XLSX without rows', xlsxOf([{ name: 'a', rows: [] }])],
  ])('%s: %s; the old list stays', async (code, _, content) => {
    await summary(csvText([header, rowOf(9)]));
    expect(await imported(content)).toMatchObject({ ok: false, error: { code } });
    expect(isSealed(9)).not.toBeNull();
    expect(readdirSync(state)).toHaveLength(2);
  });

  it('E6301 for a file that is not there or a folder, E6309 for a report that cannot be written', async () => {
    const options = { stateDir: state, clock, signal: never };
    expect(await importSealedList({ ...options, file: join(dir, 'none') })).toMatchObject({
      error: { code: 'E6301' },
    });
    expect(await importSealedList({ ...options, file: dir })).toMatchObject({ error: { code: 'E6301' } });
    const reportFile = join(dir, 'no', 'such', 'folder');
    expect(await imported(csvText([header, rowOf(1)]), { reportFile })).toMatchObject({
      error: { code: 'E6309' },
    });
    expect(existsSync(state)).toBe(false);
  });

  it('E6307 when it is stopped; the old list stays and nothing is left over', async () => {
    await summary(csvText([header, rowOf(9)]));
    const stop = new AbortController();
    const rows = [header, ...Array.from({ length: 20_000 }, (_, n) => rowOf(n % 1000).with(3, card(n)))];
    const result = await imported(csvText(rows), { signal: stop.signal, onProgress: () => stop.abort() });
    expect(result).toMatchObject({ error: { code: 'E6307' } });
    expect(isSealed(9)).not.toBeNull();
    expect(isSealed(1)).toBeNull();
    expect(readdirSync(state)).toHaveLength(2);
  });
});

describe('the list in force', () => {
  it('is none before the first import', () => {
    expect(isSealed(1)).toBeNull();
    expect(list.info()).toEqual({ ok: true, value: null });
  });

  it('is replaced whole, and a list that is open sees it', async () => {
    await summary(csvText([header, rowOf(1)]));
    expect(isSealed(1)).not.toBeNull();
    const text = csvText([header, rowOf(2)]);
    await summary(text);
    expect(isSealed(1)).toBeNull();
    expect(isSealed(2)).not.toBeNull();
    expect(list.info()).toMatchObject({
      value: { cards: 1, source: 'list', sha256: createHash('sha256').update(text).digest('hex') },
    });
    expect(readdirSync(state)).toHaveLength(2);
  });

  it('finds by card, by person without a card, and not by a person’s other card', async () => {
    const foreigner = foreignerNumber2017('1950-01-02', 1);
    const rows = [header, rowOf(1), rowOf(2).with(3, ''), rowOf(3).with(2, ''), rowOf(4).with(2, foreigner)];
    await summary(csvText(rows));
    expect(isSealed(1)).not.toBeNull();
    expect(isSealed(1, card(77))).toBeNull();
    expect(isSealed(77, card(1))).toBeNull();
    expect(isSealed(2, card(77))).not.toBeNull();
    expect(isSealed(77, card(3))).not.toBeNull();
    expect(list.find({ idNumber: foreigner, cardNumber: card(4) })).toMatchObject({
      value: { sealedOn: '2026-05-06' },
    });
  });

  it('shows no number and no name in its files', async () => {
    await summary(csvText([header, rowOf(1)]));
    for (const name of readdirSync(state)) {
      const bytes = readFileSync(join(state, name));
      for (const trace of [id(1), card(1), '测试人']) expect(bytes.includes(trace), name).toBe(false);
    }
  });

  it('E6308 when its files are broken, and the card service answers that instead of "usable"', async () => {
    await summary(csvText([header, rowOf(1)]));
    for (const name of readdirSync(state)) writeFileSync(join(state, name), 'broken '.repeat(1000));
    const asked = { idNumber: id(1), cardNumber: card(1), name: '测试人', cardIdCode: '' };
    expect(list.find(asked)).toMatchObject({ ok: false, error: { code: 'E6308' } });
    const cards = cardsWithSealedList({} as never, list);
    expect(await cards.lookUpCard(asked, never)).toMatchObject({ error: { code: 'E6308' } });
  });

  it('makes a usable card sealed, and leaves every other standing as the card service says', async () => {
    await summary(csvText([header, rowOf(1)]));
    let status = 'usable';
    const service = { lookUpCard: async () => ({ ok: true, value: { status } }) } as never;
    const cards = cardsWithSealedList(service, list);
    const asked = { idNumber: id(1), cardNumber: card(1), name: '测试人', cardIdCode: '' };
    expect(await cards.lookUpCard(asked, never)).toMatchObject({ value: { status: 'sealed' } });
    status = 'deceased';
    expect(await cards.lookUpCard(asked, never)).toMatchObject({ value: { status: 'deceased' } });
    status = 'usable';
    const other = { ...asked, cardNumber: card(2) };
    expect(await cards.lookUpCard(other, never)).toMatchObject({ value: { status: 'usable' } });
  });
});
