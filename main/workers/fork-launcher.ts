import { fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { WorkerLauncher, WorkerName, WorkerProcess } from '../ports/worker.ts';
import { argumentFlag } from './protocol.ts';

interface ForkOptions {
  /** Entry file of each worker: `.ts` runs as it is (Node strips the types), a built one is JavaScript. */
  readonly entries: Readonly<Record<WorkerName, string>>;
  /** Lines the worker writes to stdout and stderr. They may hold anything: the log scrubs them. */
  readonly onOutput: (name: WorkerName, line: string) => void;
}

/** Starts workers as Node child processes. They end by themselves when this process is gone (IPC disconnect). */
export function forkLauncher(options: ForkOptions): WorkerLauncher {
  return (name, argument): WorkerProcess => {
    const child = fork(options.entries[name], [argumentFlag + argument], {
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: [],
    });
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', (line) => options.onOutput(name, line));
    }
    // A failed send (the child is just dying) is told by 'exit', not by an exception.
    child.on('error', () => undefined);
    return {
      get pid() {
        return child.pid;
      },
      post: (message) => {
        if (child.connected) child.send(message as never, () => undefined);
      },
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => {
        let told = false;
        const tell = (code: number | null, signal: string | null): void => {
          if (told) return;
          told = true;
          listener({ code, signal });
        };
        child.once('exit', tell);
        // No pid: it never started (entry missing, no memory); there will be no 'exit'.
        child.once('error', () => {
          if (child.pid === undefined) tell(null, null);
        });
      },
      kill: (signal) => void child.kill(signal),
    };
  };
}
