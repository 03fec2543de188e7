import { flushCompileCache, getCompileCacheDir } from 'node:module';
import { createBirpc } from 'birpc';
import type { z } from 'zod';
import { appFailure } from '../contract/errors/app-codes.ts';
import { fail } from '../contract/failure.ts';
import { bugPlace } from '../log/bug-place.ts';
import { argumentFlag, type CoreSide, frameSchema, type WorkerSide } from './protocol.ts';

/** What a worker's method is given beside its input. */
export interface CallContext {
  /** Aborts when the core no longer wants the answer (cancelled, or its time limit passed). */
  readonly signal: AbortSignal;
}

/** A worker's functions: one input value in, a `Result` out. A throw is a bug and reaches the core as E9006. */
export type WorkerApi = Readonly<Record<string, (input: never, context: CallContext) => Promise<unknown>>>;

/** The channel to the core, whichever shell started this process. */
export interface CoreChannel {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

export interface ServedWorker<Events> {
  emit<N extends keyof Events & string>(name: N, payload: Events[N]): void;
}

/** The JSON configuration that the launcher gave this process, checked. Throws (and so ends the process) when it is wrong. */
export function workerArgument<T>(schema: z.ZodType<T>): T {
  const given = process.argv.find((item) => item.startsWith(argumentFlag));
  return schema.parse(given === undefined ? null : JSON.parse(given.slice(argumentFlag.length)));
}

/**
 * Answers the core from inside a worker process. `build` gets `emit` and returns the functions; the core is told
 * "ready" when it has resolved. `onStop` runs once at SIGTERM or when the core is gone; the process ends afterwards.
 */
export async function serveWorker<Events extends object = Record<string, never>>(
  build: (emit: ServedWorker<Events>['emit']) => WorkerApi | Promise<WorkerApi>,
  onStop: () => void | Promise<void> = () => undefined,
  channel: CoreChannel = processChannel(),
): Promise<void> {
  const running = new Map<number, AbortController>();
  let api: WorkerApi = {};
  const rpc = createBirpc<CoreSide, WorkerSide, false>(
    {
      ping: () => true,
      cancel: (id) => running.get(id)?.abort(),
      call: async (id, method, input) => {
        const run = Object.hasOwn(api, method) ? api[method] : undefined;
        if (!run) return fail(appFailure('E9007', `no method ${method}`));
        const controller = new AbortController();
        running.set(id, controller);
        try {
          return await run(input as never, { signal: controller.signal });
        } catch (error) {
          process.stderr.write(`${bugTrace(error)}\n`);
          return fail(appFailure('E9006', `${method}, ${bugTrace(error)}`));
        } finally {
          running.delete(id);
        }
      },
    },
    {
      proxify: false,
      timeout: -1,
      bind: 'functions',
      post: (message) => channel.post(message),
      on: (listener) =>
        channel.onMessage((message) => {
          const frame = frameSchema.safeParse(message);
          if (frame.success) listener(frame.data);
        }),
      onGeneralError: () => true,
    },
  );
  stopWithCore(onStop);
  api = await build((name, payload) => void rpc.$callEvent('event', name, payload));
  void rpc.$callEvent('ready');
  keepCompiledCode();
}

/**
 * What Node has compiled goes to the disk while this worker lives, where NODE_COMPILE_CACHE says; by itself Node would write it at
 * an orderly end only, which a worker that hangs or is killed never has. The next start needs a third of the time.
 */
function keepCompiledCode(): void {
  if (getCompileCacheDir() !== undefined) setTimeout(() => flushCompileCache(), 2000).unref();
}

function bugTrace(error: unknown): string {
  const { name, place } = bugPlace(error);
  return `${name} at ${place}`;
}

interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

/** Electron's utility process has `process.parentPort`; a forked Node process has `process.send`. */
function processChannel(): CoreChannel {
  const port = (process as unknown as { parentPort?: ParentPort }).parentPort;
  if (port) {
    return {
      post: (message) => port.postMessage(message),
      onMessage: (listener) => port.on('message', (event) => listener(event.data)),
    };
  }
  if (!process.send) throw new Error('a worker must be started by the terminal, not by hand');
  return {
    post: (message) => {
      // The channel may close between two messages; the 'disconnect' handler then ends this process.
      if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
    },
    onMessage: (listener) => process.on('message', listener),
  };
}

function stopWithCore(onStop: () => void | Promise<void>): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    // A device that does not close must not keep an orphan alive.
    setTimeout(() => process.exit(1), 1500).unref();
    Promise.resolve()
      .then(onStop)
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
  };
  process.on('disconnect', stop);
  process.on('SIGTERM', stop);
  // Ctrl-C in a terminal goes to the whole group; the core decides when its workers end.
  process.on('SIGINT', () => undefined);
}
