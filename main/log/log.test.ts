import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import { eventsDoc, eventsDocPath } from '../../scripts/make-events-doc.ts';
import { openLog } from './log.ts';
import { findPersonalData } from './personal-data.ts';
import { scrubField, scrubLine } from './scrub.ts';

const dir = mkdtempSync(path.join(tmpdir(), 'yinling-log-'));
const file = path.join(dir, 'deep', 'yinling.log');
afterEach(() => rmSync(path.join(dir, 'deep'), { recursive: true, force: true }));

it('writes one JSON line per event with the fields of the catalogue only', () => {
  const log = openLog({ to: { file } });
  log('worker-state', { worker: 'drivers', state: 'up', restarts: 1, pid: 42, name: '王小明' } as never);
  const line = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  expect(line).toMatchObject({
    level: 30,
    event: 'worker-state',
    type: 'system-status',
    worker: 'drivers',
    pid: 42,
  });
  expect(line).not.toHaveProperty('name');
});

it('moves a large file aside at start and keeps only so many', () => {
  for (let n = 0; n < 5; n += 1) {
    openLog({ to: { file }, maxBytes: 10, keep: 2 })('program-stopped', { reason: 'test' });
  }
  expect(readdirSync(path.dirname(file)).sort()).toEqual(['yinling.log', 'yinling.log.1', 'yinling.log.2']);
});

it('keeps a person out of every kind of field', () => {
  expect(scrubField('word', '王小明')).toBe('[removed]');
  expect(scrubField('word', '999900195001010018')).toBe('[removed]');
  expect(scrubField('word', '1950-01-01')).toBe('[removed]');
  expect(scrubField('word', 'a name with spaces')).toBe('[removed]');
  expect(scrubField('word', { a: 1 })).toBe('[removed]');
  expect(scrubField('word', '0b9f8f0e-12345678'.slice(0, 8))).toBe('0b9f8f0e');
  expect(scrubField('word', '12345678-1234-1234-1234-123456789012')).toBe(
    '12345678-1234-1234-1234-123456789012',
  );
  expect(scrubField('word', '/dev/ttyUSB0')).toBe('/dev/ttyUSB0');
  expect(scrubField('number', Number('999900195001010018'))).toBe(-1);
  expect(scrubField('number', '12')).toBe(-1);
  expect(scrubField('flag', 'yes')).toBe(false);
  expect(scrubField('code', 'E2101')).toBe('E2101');
  expect(scrubField('code', '王')).toBe('E0000');
  expect(scrubLine('read 99990019500101001X of 王小明 ok')).toBe('read # of ? ok');
  expect(scrubLine(`photo ${'QUJD'.repeat(20)}==`)).toBe('photo [removed]');
});

it('never lets an identity number through a foreign line, however it is broken up', () => {
  const idNumber = fc
    .tuple(fc.stringMatching(/^\d{17}$/), fc.constantFrom('X', 'x', '0', '7'), fc.constantFrom('', ' ', '-'))
    .map(
      ([digits, check, gap]) =>
        `${digits.slice(0, 6)}${gap}${digits.slice(6, 14)}${gap}${digits.slice(14)}${check}`,
    );
  fc.assert(
    fc.property(fc.string(), idNumber, fc.string(), (before, id, after) => {
      expect(findPersonalData(scrubLine(`${before}${id}${after}`), [id])).toEqual([]);
    }),
  );
});

it('finds personal data whole, with separators and as an unknown number', () => {
  expect(findPersonalData('x 王小明 y', ['王小明'])).toEqual(['王小明']);
  expect(findPersonalData('999900 19500101 0018', ['999900195001010018'])).toEqual(['999900195001010018']);
  expect(findPersonalData('110101190001010011', [])).toEqual(['110101190001010011']);
  expect(findPersonalData('nothing here 12345', ['王小明', '999900195001010018'])).toEqual([]);
});

it('keeps docs/events.md the same as the catalogue', () => {
  expect(readFileSync(eventsDocPath, 'utf8')).toBe(eventsDoc());
});
