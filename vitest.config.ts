import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { defineConfig } from 'vitest/config';

/** Whole terminals and whole commands: minutes each, where most files take a second. */
const isLong = ({ moduleId }: TestSpecification): boolean => /\/main\/(app\/scenarios|cli)\//.test(moduleId);

/** The long files begin first, so that no worker sits through the last of them alone. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

/** Unit, simulator and flow tests. Journeys in a browser are Playwright's (e2e/). */
export default defineConfig({
  test: {
    exclude: ['**/node_modules/**', 'e2e/**', 'lab/tests/**', 'dist/**', 'out/**', '.cache/**'],
    // Real processes, ptys and models on a machine that may be busy: a limit here is for what hangs, not for what is slow.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 20_000,
    // Four on two cores: much of a scenario is waiting for devices and time limits.
    maxWorkers: 4,
    sequence: { sequencer: LongFirst },
  },
});
