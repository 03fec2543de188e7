import path from 'node:path';
import { noLog } from '../../log/log.ts';
import { connectWorker } from '../connect-worker.ts';
import { forkLauncher } from '../fork-launcher.ts';
import type { TestApi, TestEvents } from './test-worker.ts';

/** Stands for the core in the test that kills it: prints the worker's process id and then waits to be killed. */
const entry = path.join(import.meta.dirname, 'test-worker.ts');
const worker = connectWorker<TestApi, Pick<TestEvents, never>>({
  name: 'drivers',
  launcher: forkLauncher({
    entries: { drivers: entry, vision: entry, simulators: entry },
    onOutput: () => undefined,
  }),
  argument: {},
  answers: {},
  events: {},
  log: noLog,
});
await worker.call('add', { a: 1, b: 1 }, { limitMs: 10_000 });
process.stdout.write(`${worker.pid}\n`);
