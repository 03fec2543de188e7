import path from 'node:path';
import type { GuestEnd } from './machine/guest.ts';

/** Exit code when not the tests but the lab failed. */
export const LAB_FAILED = 98;

export interface Verdict {
  readonly code: number;
  /** One plain sentence. */
  readonly line: string;
}

export interface FileReport {
  readonly name: string;
  /** A file that broke has failed, whatever its tests say. */
  readonly status?: string;
  readonly assertionResults: readonly { readonly status: string }[];
}

/** The part of vitest's JSON report that is read here. */
export interface LabReport {
  readonly numFailedTests: number;
  readonly testResults: readonly FileReport[];
  readonly [other: string]: unknown;
}

/**
 * What a run is worth: the tests' exit code, but only when every file that should run has run a test; a lab that ran nothing
 * must not look like one in which nothing failed.
 * @param report vitest's JSON report, or null
 * @param files the test files that were asked for, from `root`
 */
export function verdictOf(
  end: Pick<GuestEnd, 'code' | 'timedOut'>,
  report: unknown,
  files: readonly string[],
  root: string,
): Verdict {
  if (end.timedOut) return { code: LAB_FAILED, line: 'the guest did not end in time and was switched off' };
  if (end.code === null) return { code: LAB_FAILED, line: 'the guest ended without an exit code' };
  if (!isReport(report)) return { code: end.code || LAB_FAILED, line: 'the tests left no report' };
  const ran = new Map(report.testResults.map((file) => [path.relative(root, file.name), ranTests(file)]));
  const idle = files.filter((file) => !ran.get(file));
  const tests = [...ran.values()].reduce((sum, n) => sum + n, 0);
  const told = `${tests} tests in ${files.length - idle.length} of ${files.length} files`;
  if (idle.length > 0)
    return { code: end.code || LAB_FAILED, line: `${told}; nothing ran in ${idle.join(', ')}` };
  return { code: end.code, line: `${told}, ${report.numFailedTests} failed` };
}

/** A skipped test has not run. */
const ranTests = (file: FileReport): number =>
  file.assertionResults.filter(({ status }) => status === 'passed' || status === 'failed').length;

export const isReport = (value: unknown): value is LabReport =>
  typeof value === 'object' &&
  value !== null &&
  'testResults' in value &&
  Array.isArray(value.testResults) &&
  'numFailedTests' in value;
