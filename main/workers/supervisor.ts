import type { WorkerProcess } from '../ports/worker.ts';

export type WorkerState = 'starting' | 'up' | 'restarting' | 'down' | 'stopped';

/** Every time of the supervision. Changing one is a configuration matter; the reasons stand here. */
export interface SupervisionTimes {
  /** From start to "ready": loading native libraries and models on a slow, busy terminal. */
  readonly startLimitMs: number;
  readonly pingEveryMs: number;
  /** Longest silence: a model may compute for a second without looking at its messages. */
  readonly silenceLimitMs: number;
  /** Wait before the n-th restart in a row; the first is immediate so that a device is back in under a second. */
  readonly backOffMs: readonly number[];
  readonly budget: { readonly restarts: number; readonly windowMs: number };
  /** When the budget is spent, one more try every so often: a technician may have plugged something back. */
  readonly slowRetryMs: number;
  /** SIGTERM to SIGKILL at an orderly stop. */
  readonly stopLimitMs: number;
}

export const defaultTimes: SupervisionTimes = {
  startLimitMs: 20_000,
  pingEveryMs: 1000,
  silenceLimitMs: 5000,
  backOffMs: [0, 250, 1000, 2000, 4000],
  budget: { restarts: 5, windowMs: 60_000 },
  slowRetryMs: 30_000,
  stopLimitMs: 2000,
};

/** Why a worker was lost, for the log. */
export type LossReason = 'exit' | 'silent' | 'slowStart';

export interface SupervisorHooks {
  start(): WorkerProcess;
  /** A new process runs: connect the channel. `alive` is to be called for each sign of life, `ready` once. */
  attach(process: WorkerProcess, signs: { ready(): void; alive(): void }): void;
  /** The process is gone (or given up): fail what was running. */
  detach(): void;
  ping(): void;
  onState(state: WorkerState): void;
  onLoss(info: {
    readonly reason: LossReason;
    readonly code: number | null;
    readonly signal: string | null;
  }): void;
}

/** Keeps one worker process alive: heartbeat, SIGKILL when silent, back-off, restart budget, slow retry. */
export class Supervisor {
  #state: WorkerState = 'starting';
  #process: WorkerProcess | null = null;
  #restarts = 0;
  #inARow = 0;
  #recent: number[] = [];
  #lossReason: LossReason = 'exit';
  #heartbeat: NodeJS.Timeout | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped: Promise<void> | null = null;
  #onGone: (() => void) | null = null;
  readonly #hooks: SupervisorHooks;
  readonly #times: SupervisionTimes;

  constructor(hooks: SupervisorHooks, times: SupervisionTimes) {
    this.#hooks = hooks;
    this.#times = times;
  }

  get state(): WorkerState {
    return this.#state;
  }
  /** Restarts since the program started. */
  get restarts(): number {
    return this.#restarts;
  }
  get pid(): number | undefined {
    return this.#process?.pid;
  }

  start(): void {
    if (this.#process || this.#state === 'stopped') return;
    const process = this.#hooks.start();
    this.#process = process;
    this.#lossReason = 'exit';
    let lastSign = performance.now();
    const killFor = (reason: LossReason): void => {
      this.#lossReason = reason;
      process.kill('SIGKILL');
    };
    const isCurrent = (): boolean => this.#process === process;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => killFor('slowStart'), this.#times.startLimitMs);
    process.onExit((info) => {
      if (isCurrent()) this.#gone({ reason: this.#lossReason, ...info });
    });
    this.#hooks.attach(process, {
      alive: () => {
        lastSign = performance.now();
      },
      ready: () => {
        if (!isCurrent() || this.#state === 'up' || this.#state === 'stopped') return;
        clearTimeout(this.#timer);
        lastSign = performance.now();
        let lastTick = lastSign;
        this.#heartbeat = setInterval(() => {
          const now = performance.now();
          // When this process itself was stopped or starved, the worker's silence proves nothing.
          if (now - lastTick > this.#times.pingEveryMs * 3) lastSign = now;
          lastTick = now;
          if (now - lastSign > this.#times.silenceLimitMs) killFor('silent');
          else this.#hooks.ping();
        }, this.#times.pingEveryMs);
        this.#set('up');
      },
    });
  }

  /** For tests and the technician: the worker gets the signal; the supervision deals with the rest. */
  kill(signal: 'SIGTERM' | 'SIGKILL'): void {
    this.#process?.kill(signal);
  }

  /** Orderly end; resolves when the process is gone. */
  stop(): Promise<void> {
    this.#stopped ??= new Promise((resolve) => {
      clearTimeout(this.#timer);
      clearInterval(this.#heartbeat);
      const process = this.#process;
      this.#set('stopped');
      if (!process) return resolve();
      const timer = setTimeout(() => process.kill('SIGKILL'), this.#times.stopLimitMs);
      this.#onGone = () => {
        clearTimeout(timer);
        resolve();
      };
      process.kill('SIGTERM');
    });
    return this.#stopped;
  }

  #gone(info: { reason: LossReason; code: number | null; signal: string | null }): void {
    clearTimeout(this.#timer);
    clearInterval(this.#heartbeat);
    this.#process = null;
    this.#hooks.detach();
    if (this.#state === 'stopped') {
      this.#onGone?.();
      return;
    }
    this.#hooks.onLoss(info);
    const now = performance.now();
    this.#recent = this.#recent.filter((at) => now - at < this.#times.budget.windowMs);
    if (this.#recent.length === 0) this.#inARow = 0;
    // Still down means that the slow retry did not come up either: no new burst of quick ones.
    const spent = this.#state === 'down' || this.#recent.length >= this.#times.budget.restarts;
    const steps = this.#times.backOffMs;
    const delay = spent
      ? this.#times.slowRetryMs
      : (steps[Math.min(this.#inARow, steps.length - 1)] as number);
    this.#inARow += 1;
    this.#set(spent ? 'down' : 'restarting');
    this.#timer = setTimeout(() => {
      this.#recent.push(performance.now());
      this.#restarts += 1;
      this.start();
    }, delay);
  }

  #set(state: WorkerState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#hooks.onState(state);
  }
}
