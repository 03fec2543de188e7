import { defineConfig } from 'vitest/config';

/** Hardware tests, run in the guest by lab/run.ts. Everything there is 20 to 50 times slower: a limit is for what hangs. */
export default defineConfig({
  test: {
    include: ['lab/tests/*.lab.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    teardownTimeout: 20_000,
    // All tests plug into one host controller; and a second worker costs a start of its own.
    fileParallelism: false,
    isolate: false,
    // No thread: serialport's native code calls back on the main thread's loop, whichever thread loaded it, and the process dies.
    pool: 'forks',
    maxWorkers: 1,
  },
});
