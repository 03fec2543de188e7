import { type BirpcReturn, createBirpc } from 'birpc';
import type { z } from 'zod';
import { appFailure } from '../contract/errors/app-codes.ts';
import { fail, type Result } from '../contract/failure.ts';
import type { Log } from '../log/log.ts';
import type { WorkerLauncher, WorkerName, WorkerProcess } from '../ports/worker.ts';
import { answerSchema, type CoreSide, frameSchema, type WorkerSide } from './protocol.ts';
import { defaultTimes, type SupervisionTimes, Supervisor, type WorkerState } from './supervisor.ts';
import type { WorkerApi } from './worker-runtime.ts';

type InputOf<F> = F extends (input: infer I, ...rest: never[]) => unknown ? I : never;
type ValueOf<F> = F extends (...args: never[]) => Promise<infer R>
  ? Extract<R, { ok: true }> extends { value: infer V }
    ? V
    : never
  : never;

export interface ConnectOptions<Api extends WorkerApi, Events extends object> {
  readonly name: WorkerName;
  readonly launcher: WorkerLauncher;
  /** Becomes JSON in the worker's argument list: configuration, no secrets, no personal data. */
  readonly argument: unknown;
  /** What each method's `value` must look like; a method left out is believed as it comes (only for void). */
  readonly answers: { readonly [M in keyof Api]?: z.ZodType<ValueOf<Api[M]>> };
  readonly events: { readonly [E in keyof Events]: z.ZodType<Events[E]> };
  readonly log: Log;
  readonly times?: Partial<SupervisionTimes>;
}

interface CallOptions {
  /** Longest wait in milliseconds, the time a restarting worker needs to come up included. */
  readonly limitMs: number;
  readonly signal?: AbortSignal;
}

/** The core's end of a supervised worker. Nothing here throws or rejects for what a worker does. */
export interface WorkerConnection<Api extends WorkerApi, Events extends object> {
  /**
   * Calls `method` in the worker. While the worker (re)starts the call waits for it; when it is down the call fails at
   * once. Failures of the connection: E9001 died during the call, E9002 still away at the limit, E9003 down, E9004 no
   * answer at the limit, E9005 cancelled, E9006 bug in the worker, E9007 answer not understood.
   */
  call<M extends keyof Api & string>(
    method: M,
    input: InputOf<Api[M]>,
    options: CallOptions,
  ): Promise<Result<ValueOf<Api[M]>>>;
  /** Events of the worker, checked by their schema. Returns the function that stops. */
  on<E extends keyof Events & string>(event: E, listener: (payload: Events[E]) => void): () => void;
  readonly state: WorkerState;
  readonly restarts: number;
  readonly pid: number | undefined;
  onState(listener: (state: WorkerState) => void): () => void;
  kill(signal: 'SIGTERM' | 'SIGKILL'): void;
  /** Orderly end; resolves when the process is gone. */
  stop(): Promise<void>;
}

/** Starts a worker under supervision and gives the typed connection to it. */
export function connectWorker<Api extends WorkerApi, Events extends object = Record<never, never>>(
  options: ConnectOptions<Api, Events>,
): WorkerConnection<Api, Events> {
  const { name, log } = options;
  const listeners = new Map<string, Set<(payload: never) => void>>();
  const stateListeners = new Set<(state: WorkerState) => void>();
  /** The running calls; each ends here when the process is gone. */
  const running = new Set<(failure: ReturnType<typeof appFailure>) => void>();
  let rpc: BirpcReturn<WorkerSide, CoreSide, false> | null = null;
  let lastCall = 0;

  const supervisor = new Supervisor(
    {
      start: () => options.launcher(name, JSON.stringify(options.argument)),
      attach: (process, signs) => {
        rpc = openRpc(process, signs);
      },
      detach: () => {
        rpc?.$close();
        rpc = null;
        for (const end of [...running]) end(appFailure('E9001', name));
      },
      ping: () => {
        // The answer itself counts as a sign of life in openRpc; a lost one is what the silence limit is for.
        rpc?.$call('ping').catch(() => undefined);
      },
      onState: (state) => {
        log('worker-state', { worker: name, state, restarts: supervisor.restarts, pid: supervisor.pid ?? 0 });
        for (const listener of [...stateListeners]) listener(state);
      },
      onLoss: (info) => {
        log('worker-lost', {
          worker: name,
          reason: info.reason,
          exitCode: info.code ?? -1,
          signal: info.signal ?? 'none',
        });
      },
    },
    { ...defaultTimes, ...options.times },
  );

  function openRpc(
    process: WorkerProcess,
    signs: { ready(): void; alive(): void },
  ): BirpcReturn<WorkerSide, CoreSide, false> {
    return createBirpc<WorkerSide, CoreSide, false>(
      {
        ready: () => signs.ready(),
        event: (event, payload) => deliver(event, payload),
      },
      {
        proxify: false,
        timeout: -1,
        bind: 'functions',
        post: (message) => process.post(message),
        on: (listener) =>
          process.onMessage((message) => {
            signs.alive();
            const frame = frameSchema.safeParse(message);
            if (frame.success) Promise.resolve(listener(frame.data)).catch(() => dropped('frame'));
            else dropped('frame');
          }),
        onGeneralError: () => true,
      },
    );
  }

  function dropped(what: string): void {
    log('worker-garbage', { worker: name, what });
  }

  function deliver(event: unknown, payload: unknown): void {
    const known = typeof event === 'string' && Object.hasOwn(options.events, event);
    const checked = known ? options.events[event as keyof Events].safeParse(payload) : null;
    if (known && checked?.success) {
      for (const listener of [...(listeners.get(event) ?? [])]) listener(checked.data as never);
    } else dropped('event');
  }

  /** Resolves null when the worker is up, else with why it will not be. */
  function whenUp(limitMs: number, signal: AbortSignal | undefined): Promise<Result<never> | null> {
    if (supervisor.state === 'up') return Promise.resolve(null);
    if (supervisor.state === 'down' || supervisor.state === 'stopped') {
      return Promise.resolve(fail(appFailure('E9003', name)));
    }
    return new Promise((resolve) => {
      const done = (result: Result<never> | null): void => {
        clearTimeout(timer);
        stateListeners.delete(onState);
        signal?.removeEventListener('abort', onAbort);
        resolve(result);
      };
      const onState = (state: WorkerState): void => {
        if (state === 'up') done(null);
        else if (state === 'down' || state === 'stopped') done(fail(appFailure('E9003', name)));
      };
      const onAbort = (): void => done(fail(appFailure('E9005', name)));
      const timer = setTimeout(() => done(fail(appFailure('E9002', name))), limitMs);
      stateListeners.add(onState);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  async function call(
    method: string,
    input: unknown,
    { limitMs, signal }: CallOptions,
  ): Promise<Result<unknown>> {
    if (signal?.aborted) return fail(appFailure('E9005', `${name}.${method}`));
    const startedAt = performance.now();
    const away = await whenUp(limitMs, signal);
    if (away) return away;
    if (signal?.aborted) return fail(appFailure('E9005', `${name}.${method}`));
    const channel = rpc;
    if (!channel) return fail(appFailure('E9002', `${name}.${method}`));
    lastCall += 1;
    const id = lastCall;
    return new Promise((resolve) => {
      let over = false;
      const done = (result: Result<unknown>): void => {
        over = true;
        clearTimeout(timer);
        running.delete(died);
        signal?.removeEventListener('abort', onAbort);
        resolve(result);
      };
      const died = (failure: ReturnType<typeof appFailure>): void => done(fail(failure));
      const giveUp = (failure: ReturnType<typeof appFailure>): void => {
        channel.$callEvent('cancel', id).catch(() => undefined);
        done(fail(failure));
      };
      const onAbort = (): void => giveUp(appFailure('E9005', `${name}.${method}`));
      const left = Math.max(0, limitMs - (performance.now() - startedAt));
      const timer = setTimeout(
        () => giveUp(appFailure('E9004', `${name}.${method}, limit ${limitMs} ms`)),
        left,
      );
      running.add(died);
      signal?.addEventListener('abort', onAbort, { once: true });
      channel.$call('call', id, method, input).then(
        (answer) => {
          if (!over) done(checkAnswer(method, answer));
        },
        // A closed channel has been told by `died` before; what is left is an error frame, which is not in the contract.
        () => done(fail(appFailure('E9007', `${name}.${method}`))),
      );
    });
  }

  function checkAnswer(method: string, answer: unknown): Result<unknown> {
    const shape = answerSchema.safeParse(answer);
    if (!shape.success) {
      dropped('answer');
      return fail(appFailure('E9007', `${name}.${method}`));
    }
    if (!shape.data.ok) return shape.data;
    const schema = Object.hasOwn(options.answers, method) ? options.answers[method] : undefined;
    const value = schema?.safeParse(shape.data.value);
    if (!value) return { ok: true, value: shape.data.value };
    if (value.success) return { ok: true, value: value.data };
    dropped('answer');
    return fail(appFailure('E9007', `${name}.${method}`));
  }

  supervisor.start();
  return {
    call: call as WorkerConnection<Api, Events>['call'],
    on: (event, listener) => {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set);
      set.add(listener as (payload: never) => void);
      return () => set.delete(listener as (payload: never) => void);
    },
    get state() {
      return supervisor.state;
    },
    get restarts() {
      return supervisor.restarts;
    },
    get pid() {
      return supervisor.pid;
    },
    onState: (listener) => {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    kill: (signal) => supervisor.kill(signal),
    stop: () => supervisor.stop(),
  };
}
