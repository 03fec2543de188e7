/**
 * Passed and failed tests of a report of vitest (`numPassedTests`) or playwright (`stats.expected`), or null when it is
 * neither. A flaky playwright test passed when a fresh terminal tried it again; it counts
 * as passed, and playwright's own lines above name it.
 * @param {unknown} report
 * @returns {{ passed: number, failed: number } | null}
 */
export function countsOf(report) {
  if (typeof report !== 'object' || report === null) return null;
  const { numPassedTests, numFailedTests, numFailedTestSuites, stats } = /** @type {Record<string, any>} */ (
    report
  );
  if (typeof numPassedTests === 'number' && typeof numFailedTests === 'number') {
    // A file that does not even load has no tests that could fail.
    const brokenFiles = (report.testResults ?? []).filter(
      (/** @type {any} */ file) => file.status === 'failed' && (file.assertionResults ?? []).length === 0,
    ).length;
    return { passed: numPassedTests, failed: numFailedTests + (numFailedTestSuites > 0 ? brokenFiles : 0) };
  }
  if (typeof stats?.expected === 'number') {
    const broken = Array.isArray(report.errors) ? report.errors.length : 0;
    return { passed: stats.expected + (stats.flaky ?? 0), failed: (stats.unexpected ?? 0) + broken };
  }
  return null;
}
