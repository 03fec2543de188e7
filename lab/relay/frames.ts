import { deserialize, serialize } from 'node:v8';
import type { WorkerName } from '../../main/ports/worker.ts';

/** The name of the serial port between guest and host. */
export const RELAY_PORT = 'lab.relay';

/** From the guest: start a worker on the host, hand it a message, end it. `worker` is the guest's number for it. */
export type GuestWord =
  | {
      readonly do: 'start';
      readonly worker: number;
      readonly name: WorkerName;
      readonly argument: string;
    }
  | { readonly do: 'post'; readonly worker: number; readonly message: unknown }
  | { readonly do: 'kill'; readonly worker: number; readonly signal: 'SIGTERM' | 'SIGKILL' };

/** From the host: what the worker says, and that it has ended. */
export type HostWord =
  | { readonly said: 'message'; readonly worker: number; readonly message: unknown }
  | { readonly said: 'output'; readonly worker: number; readonly line: string }
  | {
      readonly said: 'exit';
      readonly worker: number;
      readonly code: number | null;
      readonly signal: string | null;
    };

const LENGTH_BYTES = 4;

/** Length in 4 bytes, then the value as Node's own channel between processes writes it: bytes stay bytes. */
export function frameOf(word: GuestWord | HostWord): Buffer {
  const body = serialize(word);
  const head = Buffer.alloc(LENGTH_BYTES);
  head.writeUInt32BE(body.length);
  return Buffer.concat([head, body]);
}

/** Takes the stream in pieces of any size. */
export function frameReader<T extends GuestWord | HostWord>(
  onWord: (word: T) => void,
): (bytes: Buffer) => void {
  let pieces: Buffer[] = [];
  let held = 0;
  /** Bytes that the next word needs; a picture comes in many pieces, which are put together once. */
  let wanted = LENGTH_BYTES;
  return (bytes) => {
    pieces.push(bytes);
    held += bytes.length;
    if (held < wanted) return;
    let all = Buffer.concat(pieces);
    for (;;) {
      wanted = LENGTH_BYTES + (all.length < LENGTH_BYTES ? 0 : all.readUInt32BE(0));
      if (all.length < wanted || all.length < LENGTH_BYTES) break;
      onWord(deserialize(all.subarray(LENGTH_BYTES, wanted)) as T);
      all = all.subarray(wanted);
    }
    pieces = [all];
    held = all.length;
  };
}
