import type { WorkerLauncher, WorkerName } from '../../ports/worker.ts';

interface Frame {
  readonly t?: unknown;
  readonly i?: unknown;
  readonly m?: unknown;
  readonly a?: readonly unknown[];
}

/** What a worker is to have said instead: gets what it said, gives what arrives. */
export type Garble = (said: {
  readonly worker: WorkerName;
  /** Name of the method that is answered, or of the event. */
  readonly name: string;
  readonly kind: 'answer' | 'event';
  readonly value: unknown;
}) => unknown;

/**
 * The wire between the core and its real workers, in the hand of a test: any answer and any event may arrive as something
 * else. Stands where the launcher stands, so that everything behind it is what runs in a terminal.
 */
export function garbledWire(real: WorkerLauncher, garble: Garble): WorkerLauncher {
  return (worker, argument) => {
    const process = real(worker, argument);
    const asked = new Map<unknown, string>();
    return {
      get pid() {
        return process.pid;
      },
      post: (message) => {
        const { t, i, m, a } = message as Frame;
        if (t === 'q' && m === 'call') asked.set(i, String(a?.[1]));
        process.post(message);
      },
      onMessage: (listener) =>
        process.onMessage((message) => {
          const frame = message as Frame;
          const method = frame.t === 's' ? asked.get(frame.i) : undefined;
          if (method !== undefined) {
            asked.delete(frame.i);
            const value = garble({
              worker,
              name: method,
              kind: 'answer',
              value: (message as { r: unknown }).r,
            });
            listener({ ...frame, r: value });
          } else if (frame.t === 'q' && frame.m === 'event') {
            const name = String(frame.a?.[0]);
            listener({
              ...frame,
              a: [name, garble({ worker, name, kind: 'event', value: frame.a?.[1] })],
            });
          } else listener(message);
        }),
      onExit: (listener) => process.onExit(listener),
      kill: (signal) => process.kill(signal),
    };
  };
}
