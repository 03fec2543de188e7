import path from 'node:path';
import type { WorkerName } from '../ports/worker.ts';

/**
 * Entry file of each worker, beside this file in the sources (`.ts`) as in the built program (`.js`). The simulators are
 * built into a tree of their own, so that what ships cannot contain them by accident.
 */
export function workerEntries(): Readonly<Record<WorkerName, string>> {
  const extension = path.extname(import.meta.filename);
  const main = path.join(import.meta.dirname, '..');
  const simulators = extension === '.ts' ? main : path.join(main, '..', '..', 'simulators', 'main');
  return {
    drivers: path.join(main, 'devices', `drivers-worker${extension}`),
    vision: path.join(main, 'biometrics', `vision-worker${extension}`),
    simulators: path.join(simulators, 'devices', `simulators-worker${extension}`),
  };
}
