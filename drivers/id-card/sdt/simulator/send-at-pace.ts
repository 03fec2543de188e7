import { setTimeout as after } from 'node:timers/promises';
import type { SerialLine } from '../../../kit/transport.ts';

interface Pace {
  /** Silence before the first byte. */
  readonly waitMs: number;
  /** As many as a line of this speed carries; undefined: all at once. */
  readonly bytesPerSecond?: number | undefined;
  /** One byte at a time, this far apart; wins over the speed. */
  readonly dribbleMs?: number | undefined;
  readonly signal: AbortSignal;
}

/** Sends `bytes` as slowly as asked. Ends early, without an error, when the signal aborts. */
export async function sendAtPace(line: SerialLine, bytes: Uint8Array, pace: Pace): Promise<void> {
  const { signal, bytesPerSecond } = pace;
  // What the line would have carried by now is sent each time the timer fires: late timers do not add up.
  const started = performance.now() + pace.waitMs;
  try {
    const timed = bytesPerSecond !== undefined && pace.dribbleMs === undefined;
    if (pace.waitMs > 0 && !timed) await after(pace.waitMs, undefined, { signal });
    if (pace.dribbleMs !== undefined) {
      for (const byte of bytes) {
        await line.write(Uint8Array.of(byte));
        if (pace.dribbleMs > 0) await after(pace.dribbleMs, undefined, { signal });
        if (signal.aborted) return;
      }
      return;
    }
    if (bytesPerSecond === undefined) {
      await line.write(bytes);
      return;
    }
    for (let sent = 0; sent < bytes.length; ) {
      await after(1, undefined, { signal });
      const due = Math.floor(((performance.now() - started) * bytesPerSecond) / 1000);
      const end = Math.min(bytes.length, due);
      if (end > sent) void line.write(bytes.subarray(sent, end));
      sent = Math.max(sent, end);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
