import { expect, it } from 'vitest';
import { verdictOf } from './verdict.ts';

const files = ['lab/tests/a.lab.test.ts', 'lab/tests/b.lab.test.ts'];
const report = (...statuses: string[][]) => ({
  numFailedTests: statuses.flat().filter((status) => status === 'failed').length,
  testResults: statuses.map((own, i) => ({
    name: `/there/${files[i]}`,
    assertionResults: own.map((status) => ({ status })),
  })),
});
const end = (code: number | null, timedOut = false) => ({ code, timedOut });
const good = report(['passed', 'skipped'], ['passed', 'passed']);

it('passes the exit code and the number of tests on', () => {
  expect(verdictOf(end(0), good, files, '/there')).toEqual({
    code: 0,
    line: '3 tests in 2 of 2 files, 0 failed',
  });
  const bad = report(['failed'], ['passed']);
  expect(verdictOf(end(1), bad, files, '/there')).toEqual({
    code: 1,
    line: '2 tests in 2 of 2 files, 1 failed',
  });
  expect(verdictOf(end(7), good, files, '/there').code).toBe(7);
});

it.each([
  ['no exit code', end(null), good, 'without an exit code'],
  ['a time that is over', end(0, true), good, 'in time'],
  ['no report', end(0), null, 'no report'],
  ['a report of something else', end(0), { passed: 1 }, 'no report'],
  ['a file that is missing', end(0), report(['passed']), 'nothing ran in lab/tests/b.lab.test.ts'],
  [
    'a file in which all is skipped',
    end(0),
    report(['skipped'], ['passed']),
    'nothing ran in lab/tests/a.lab.test.ts',
  ],
  ['no test at all', end(0), report([], []), '0 tests in 0 of 2 files'],
])('is a failure with %s', (_why, ended, given, line) => {
  const verdict = verdictOf(ended, given, files, '/there');
  expect(verdict.code).toBe(98);
  expect(verdict.line).toContain(line);
});
