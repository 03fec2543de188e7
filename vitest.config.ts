import { defineConfig } from 'vitest/config';

/** Unit, simulator and flow tests. Journeys in a browser are Playwright's (e2e/). */
export default defineConfig({
  test: {
    exclude: ['**/node_modules/**', 'e2e/**', 'dist/**', 'out/**', '.cache/**'],
    // Real processes, ptys and models on a machine that may be busy: a limit here is for what hangs, not for what is slow.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 20_000,
    // Four on two cores: much of a scenario is waiting for devices and time limits.
    maxWorkers: 4,
  },
});
