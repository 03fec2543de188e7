import { transportErrors } from '../../../kit/errors.ts';
import { type DeviceFailure, err, failure, ok, type Result } from '../../../kit/result.ts';
import type { DeviceStatus } from '../../../kit/status.ts';
import { pinPadErrors, refuse } from '../../errors.ts';
import { PIN_LENGTH } from '../../rules/pin-rule.ts';
import type { KeyEvent } from '../codec/frame.ts';
import type { EntryPhase } from '../codec/answer.ts';

export interface EntryWatch {
  readonly onKey: (listener: (key: KeyEvent) => void) => () => void;
  readonly onStatus: (listener: (status: DeviceStatus) => void) => () => void;
  /** Tells the pad to begin. Keys are listened for before, because the first one may come with the answer. */
  readonly begin: () => Promise<Result<void>>;
  /** Asks the pad how the entry stands. */
  readonly ask: () => Promise<Result<{ readonly phase: EntryPhase; readonly digits: number }>>;
  readonly onCount: (digits: number) => void;
  readonly signal: AbortSignal | undefined;
  readonly pollMs: number;
  /** The pad's own time for the entry and some grace. */
  readonly limitMs: number;
}

/**
 * Begins an entry and follows it to its end. Key events only move the count on the screen: bytes without a check may be lost or
 * made by noise, so what counts is what the pad answers, which it is asked at every event that ends an entry, and every
 * `pollMs`.
 */
export function watchEntry(watch: EntryWatch): Promise<Result<void>> {
  return new Promise((resolve) => {
    let count = 0;
    let asking = false;
    let over = false;
    const show = (digits: number): void => {
      if (digits === count) return;
      count = digits;
      watch.onCount(digits);
    };
    const end = (result: Result<void>): void => {
      if (over) return;
      over = true;
      for (const stop of stops) stop();
      resolve(result);
    };
    const look = async (): Promise<void> => {
      if (asking) return;
      asking = true;
      const state = await watch.ask();
      asking = false;
      if (over) return;
      if (!state.ok) {
        end(err(padGone(state.error)));
        return;
      }
      const { phase, digits } = state.value;
      if (phase === 'running' || phase === 'done') show(Math.min(digits, PIN_LENGTH));
      if (phase === 'done' && digits !== PIN_LENGTH) end(refuse('E2815', `${digits} digits`));
      else if (phase !== 'running') end(ends[phase]);
    };
    const onAbort = (): void => end(err(failure(transportErrors, 'E1008', 'PIN entry')));
    let poll: NodeJS.Timeout | undefined;
    let limit: NodeJS.Timeout | undefined;
    const stops = [
      () => clearInterval(poll),
      () => clearTimeout(limit),
      () => watch.signal?.removeEventListener('abort', onAbort),
      watch.onStatus((status) => {
        if (status.errorCode !== undefined)
          end(err(padGone({ code: status.errorCode, action: 'reset', message: status.state })));
      }),
      watch.onKey((key) => {
        if (key === 'digit') show(Math.min(count + 1, PIN_LENGTH));
        else if (key === 'erase') show(Math.max(count - 1, 0));
        else if (key === 'clear') show(0);
        else void look();
      }),
    ];
    watch.signal?.addEventListener('abort', onAbort, { once: true });
    void watch.begin().then((begun) => {
      if (!begun.ok) end(begun);
      if (over) return;
      poll = setInterval(() => void look(), watch.pollMs);
      limit = setTimeout(() => end(refuse('E2806', `${watch.limitMs} ms`)), watch.limitMs);
    });
  });
}

const ends: Readonly<Record<Exclude<EntryPhase, 'running'>, Result<void>>> = {
  done: ok(undefined),
  cancelled: refuse('E2807'),
  timedOut: refuse('E2806', 'told by the pad'),
  empty: refuse('E2808', 'the pad was reset'),
};

/** The loss of the wire during an entry has a code of its own: somebody was typing a password. */
const padGone = (error: DeviceFailure): DeviceFailure =>
  /^E10(05|06|09)$/.test(error.code) ? failure(pinPadErrors, 'E2814', error.code) : error;
