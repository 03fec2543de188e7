/** A child process of the core, whichever shell started it (`utilityProcess` or `child_process.fork`). */
export interface WorkerProcess {
  readonly pid: number | undefined;
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Once, when the process is gone for whatever reason. */
  onExit(listener: (info: { readonly code: number | null; readonly signal: string | null }) => void): void;
  kill(signal: 'SIGTERM' | 'SIGKILL'): void;
}

export type WorkerName = 'drivers' | 'vision' | 'simulators';

/** Starts the named worker's entry file with `argument` (JSON) as its configuration. */
export type WorkerLauncher = (name: WorkerName, argument: string) => WorkerProcess;
