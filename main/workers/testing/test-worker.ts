import { z } from 'zod';
import { ok, type Result } from '../../contract/failure.ts';
import { type CallContext, serveWorker, workerArgument } from '../worker-runtime.ts';

/** A worker for the tests of the supervision: it can do everything a bad worker does. */
const argument = workerArgument(
  z.object({ crashAtStart: z.boolean().default(false), neverReady: z.boolean().default(false) }),
);
if (argument.crashAtStart) process.exit(3);

const waits = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

let cancelled = 0;

const makeApi = (emit: (name: 'tick', payload: { n: number }) => void) => ({
  add: async (input: { a: number; b: number }): Promise<Result<number>> => ok(input.a + input.b),
  echo: async (input: Uint8Array): Promise<Result<Uint8Array>> => ok(input),
  refuse: async (_input: null): Promise<Result<number>> => ({
    ok: false,
    error: { code: 'E2101', action: 'clear', message: 'no card' },
  }),
  throws: async (_input: null): Promise<Result<void>> => {
    throw new TypeError('the card of 王小明 999900195001010018');
  },
  untilCancelled: async (_input: null, { signal }: CallContext): Promise<Result<void>> => {
    emit('tick', { n: 1 });
    await waits(signal);
    cancelled += 1;
    emit('tick', { n: 100 + cancelled });
    return ok(undefined);
  },
  busyForever: async (_input: null): Promise<Result<void>> => {
    for (;;) Math.random();
  },
  badAnswer: async (input: { what: unknown }): Promise<Result<number>> => input.what as Result<number>,
  garbage: async (input: { messages: unknown[] }): Promise<Result<void>> => {
    for (const message of input.messages) process.send?.(message);
    return ok(undefined);
  },
  tickWrong: async (_input: null): Promise<Result<void>> => {
    emit('tick', { n: 'many' } as never);
    emit('other' as 'tick', { n: 1 });
    return ok(undefined);
  },
});
export type TestApi = ReturnType<typeof makeApi>;
export interface TestEvents {
  tick: { n: number };
}

process.stderr.write('worker says 身份证 999900195001010018 hello\n');
await serveWorker<TestEvents>((emit) => (argument.neverReady ? new Promise(() => undefined) : makeApi(emit)));
