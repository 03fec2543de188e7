import path from 'node:path';
import type { FileReport, LabReport } from './verdict.ts';

/**
 * Which files go wrong in one guest, and are tried in a new one: those in which a test failed, those that broke, and those of which
 * the report says nothing. A terminal's device that is really wrong is wrong twice; a guest on a busy machine, or an
 * emulated processor that lost its way, is not.
 * @param files the test files that were asked for, from `root`
 */
export function filesForSecondTry(
  report: LabReport | null,
  files: readonly string[],
  root: string,
): readonly string[] {
  const fine = new Set(
    (report?.testResults ?? []).filter(isFine).map(({ name }) => path.relative(root, name)),
  );
  return files.filter((file) => !fine.has(file));
}

/** The first report with the second's word on every file that was tried again. Counts are made anew. */
export function merged(first: LabReport | null, second: LabReport | null): LabReport | null {
  if (!first || !second) return second ?? first;
  const again = new Set(second.testResults.map(({ name }) => name));
  const testResults = [...first.testResults.filter(({ name }) => !again.has(name)), ...second.testResults];
  const count = (wanted: string): number =>
    testResults.flatMap((file) => file.assertionResults).filter(({ status }) => status === wanted).length;
  return {
    ...second,
    testResults,
    numPassedTests: count('passed'),
    numFailedTests: count('failed'),
    numFailedTestSuites: testResults.filter((file) => !isFine(file)).length,
    success: testResults.every(isFine),
  };
}

const isFine = ({ status, assertionResults }: FileReport): boolean =>
  status !== 'failed' &&
  assertionResults.some((test) => test.status === 'passed') &&
  assertionResults.every((test) => test.status !== 'failed');
