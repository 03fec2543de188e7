import { expect, it } from 'vitest';
import { filesForSecondTry, merged } from './second-try.ts';
import type { FileReport, LabReport } from './verdict.ts';

const files = ['lab/tests/a.lab.test.ts', 'lab/tests/b.lab.test.ts', 'lab/tests/c.lab.test.ts'];
const file = (name: string, statuses: string[], status = 'passed'): FileReport => ({
  name: `/there/lab/tests/${name}.lab.test.ts`,
  status,
  assertionResults: statuses.map((one) => ({ status: one })),
});
const report = (...testResults: FileReport[]): LabReport => ({ numFailedTests: 0, testResults });
const again = (given: LabReport | null) => filesForSecondTry(given, files, '/there');

it('tries again what failed, what broke, what ran nothing and what is not told of, and nothing else', () => {
  expect(again(report(file('a', ['passed']), file('b', ['passed', 'failed'], 'failed')))).toEqual(
    files.slice(1),
  );
  expect(
    again(report(file('a', ['passed'], 'failed'), file('b', ['skipped']), file('c', ['passed']))),
  ).toEqual(files.slice(0, 2));
  expect(again(report(...['a', 'b', 'c'].map((name) => file(name, ['passed']))))).toEqual([]);
  expect(again(null)).toEqual(files);
});

it('takes the second word on what was tried again and the first on the rest, and counts anew', () => {
  const first = report(file('a', ['passed', 'passed']), file('b', ['failed'], 'failed'));
  expect(merged(first, report(file('b', ['passed'])))).toMatchObject({
    numPassedTests: 3,
    numFailedTests: 0,
    numFailedTestSuites: 0,
    success: true,
  });
  expect(merged(first, report(file('b', ['failed'], 'failed')))).toMatchObject({
    numFailedTests: 1,
    numFailedTestSuites: 1,
    success: false,
  });
});

it('keeps the failures when the second guest leaves no word', () => {
  const first = report(file('a', ['failed'], 'failed'));
  expect(merged(first, null)).toBe(first);
  expect(merged(null, null)).toBeNull();
});
