import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Image } from '../../kit/image/image-ops.ts';
import type { Drawn, DrawWish } from './draw-thread.ts';

export interface DrawnFinger {
  readonly image: Image;
  readonly jpegs: readonly Uint8Array[];
}

interface Waiting {
  readonly resolve: (drawn: DrawnFinger) => void;
  readonly reject: (error: Error) => void;
}

let thread: Worker | null = null;
let count = 0;
const waiting = new Map<number, Waiting>();

/**
 * What a scanner's camera sees, grey, as often packed as `jpegs` says; drawn by a thread of its own, the same for the same wish
 * on every machine. With `lit` (the default) under the scanner's light.
 */
export function drawFinger(
  wish: Omit<DrawWish, 'id' | 'lit' | 'jpegs'> & Partial<Pick<DrawWish, 'lit' | 'jpegs'>>,
): Promise<DrawnFinger> {
  thread ??= started();
  thread.ref();
  const id = ++count;
  const drawn = new Promise<DrawnFinger>((resolve, reject) => waiting.set(id, { resolve, reject }));
  thread.postMessage({ lit: true, jpegs: 1, ...wish, id } satisfies DrawWish);
  return drawn;
}

function started(): Worker {
  const entry = new URL(`./draw-thread${path.extname(import.meta.filename)}`, import.meta.url);
  const worker = new Worker(entry);
  worker.on('message', ({ id, picture, jpegs }: Drawn) => {
    const { width, height, data } = picture;
    waiting.get(id)?.resolve({ image: { width, height, channels: 1, data }, jpegs });
    waiting.delete(id);
    // Nobody waits for a thread that has nothing to draw when the process could end.
    if (waiting.size === 0) worker.unref();
  });
  worker.on('error', (error: Error) => {
    thread = null;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  });
  return worker;
}
