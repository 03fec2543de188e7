import { createInterface } from 'node:readline';
import type { WorkerLauncher, WorkerName, WorkerProcess } from '../../ports/worker.ts';
import { argumentFlag } from '../../workers/protocol.ts';
import type { Electron } from './electron-api.ts';

interface UtilityOptions {
  /** Built entry file of each worker (JavaScript). */
  readonly entries: Readonly<Record<WorkerName, string>>;
  readonly onOutput: (name: WorkerName, line: string) => void;
}

/** Starts workers as Electron utility processes: `fork` of Electron-as-Node is switched off by a fuse. After ready only. */
export function utilityLauncher(
  { utilityProcess }: Pick<Electron, 'utilityProcess'>,
  options: UtilityOptions,
): WorkerLauncher {
  return (name, argument): WorkerProcess => {
    const child = utilityProcess.fork(options.entries[name], [argumentFlag + argument], {
      serviceName: `yinling-${name}`,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', (line) => options.onOutput(name, line));
    }
    return {
      get pid() {
        return child.pid;
      },
      post: (message) => child.postMessage(message),
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => void child.once('exit', (code) => listener({ code, signal: null })),
      kill: (signal) => {
        if (signal === 'SIGTERM') child.kill();
        // Electron only knows SIGTERM; a hung worker needs more.
        else if (child.pid !== undefined) killHard(child.pid);
      },
    };
  };
}

function killHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Already gone; its 'exit' is on the way.
  }
}
