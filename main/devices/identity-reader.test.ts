import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Failure, fail, ok, type Result } from '../contract/failure.ts';
import type { ReaderEvent } from '../ports/identity-reader.ts';
import type { ReadCard } from './drivers-api.ts';
import { identityReaderOn } from './identity-reader.ts';

type Worker = Parameters<typeof identityReaderOn>[0];
interface Call {
  readonly method: string;
  readonly input: unknown;
  readonly limitMs: number;
  answer(result: Result<unknown>): void;
}

const failure = (code: string): Failure => ({ code, action: 'reset', message: 'told by the test' });
const card: ReadCard = {
  card: {
    kind: 'resident',
    name: '测桂英',
    sex: '2',
    birthDate: '1948-05-06',
    idNumber: '999900194805060025',
    validFrom: '2015-01-01',
    validTo: 'long-term',
  },
  photo: new Uint8Array([1]),
  consistent: true,
};

/** A drivers worker whose every call waits for the test's word; a cancelled one fails as the real connection does. */
function bench() {
  const calls: Call[] = [];
  const listeners = new Map<string, Set<(payload: never) => void>>();
  const worker = {
    call: (method: string, input: unknown, { limitMs, signal }: { limitMs: number; signal: AbortSignal }) =>
      new Promise<Result<unknown>>((answer) => {
        calls.push({ method, input, limitMs, answer });
        if (signal.aborted) answer(fail(failure('E9005')));
        signal.addEventListener('abort', () => answer(fail(failure('E9005'))), { once: true });
      }),
    on: (event: string, listener: (payload: never) => void) => {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set.add(listener));
      return () => set.delete(listener);
    },
  };
  const emit = (event: string, payload: unknown): void => {
    for (const listener of listeners.get(event) ?? []) listener(payload as never);
  };
  const stop = new AbortController();
  return { reader: identityReaderOn(worker as unknown as Worker), calls, emit, stop, listeners };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe.each(['waitForCard', 'waitForRemoval'] as const)('%s', (method) => {
  it('ends with the first wait that succeeds', async () => {
    const { reader, calls, stop } = bench();
    const done = reader[method](stop.signal);
    calls[0]?.answer(ok(undefined));
    expect(await done).toEqual(ok(undefined));
    expect(calls.map((call) => call.method)).toEqual([method]);
  });

  it('waits through a worker that dies, a reader that is away and a wait that ran out', async () => {
    const { reader, calls, stop } = bench();
    const done = reader[method](stop.signal);
    for (const [index, code] of ['E9001', 'E1005', 'E2005', 'E9003', 'E9004'].entries()) {
      calls[index]?.answer(fail(failure(code)));
      await vi.advanceTimersByTimeAsync(499);
      expect(calls).toHaveLength(index + 1);
      await vi.advanceTimersByTimeAsync(1);
      expect(calls).toHaveLength(index + 2);
    }
    calls.at(-1)?.answer(ok(undefined));
    expect(await done).toEqual(ok(undefined));
    expect(vi.getTimerCount()).toBe(0);
  });

  it('gives each wait in the worker less time than the call, so that the worker answers first', () => {
    const { reader, calls, stop } = bench();
    void reader[method](stop.signal);
    const { input, limitMs } = calls[0] as Call;
    expect((input as { timeoutMs: number }).timeoutMs).toBeLessThan(limitMs);
  });

  it('ends when it is given up, in a wait or between two', async () => {
    const first = bench();
    const waiting = first.reader[method](first.stop.signal);
    first.stop.abort();
    expect((await waiting).ok).toBe(false);

    const second = bench();
    const pausing = second.reader[method](second.stop.signal);
    second.calls[0]?.answer(fail(failure('E1005')));
    await vi.advanceTimersByTimeAsync(100);
    second.stop.abort();
    expect((await pausing).ok).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('read', () => {
  it('gives the card with its photo, flat', async () => {
    const { reader, calls, stop } = bench();
    const read = reader.read(stop.signal);
    calls[0]?.answer(ok(card));
    expect(await read).toEqual(ok({ ...card.card, photo: card.photo, consistent: true }));
  });

  it('tells a failure as it is, without a second try: the person is asked first', async () => {
    const { reader, calls, stop } = bench();
    const read = reader.read(stop.signal);
    calls[0]?.answer(fail(failure('E2101')));
    expect(await read).toEqual(fail(failure('E2101')));
    expect(calls).toHaveLength(1);
  });
});

it('tells of a card that moved and of a reader that goes and comes, until nobody listens', () => {
  const { reader, emit } = bench();
  const events: ReaderEvent[] = [];
  const stop = reader.onEvent((event) => events.push(event));
  emit('cardMoved', {});
  emit('device', { device: 'printer', error: failure('E4001') });
  emit('device', { device: 'reader', error: failure('E1005') });
  emit('device', { device: 'reader', error: null });
  const told = [{ type: 'retry' }, { type: 'lost', code: 'E1005' }, { type: 'back' }];
  expect(events).toEqual(told);
  stop();
  emit('cardMoved', {});
  emit('device', { device: 'reader', error: null });
  expect(events).toEqual(told);
});
