import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Image } from '../../kit/image/image-ops.ts';
import type { Drawn, DrawWish } from './draw-thread.ts';

interface Waiting {
  readonly resolve: (picture: Image) => void;
  readonly reject: (error: Error) => void;
}

let thread: Worker | null = null;
let count = 0;
const waiting = new Map<number, Waiting>();

/** What a scanner's camera sees, grey; drawn by a thread of its own, the same for the same wish on every machine. */
export function drawFinger(wish: Omit<DrawWish, 'id'>): Promise<Image> {
  thread ??= started();
  const id = ++count;
  const picture = new Promise<Image>((resolve, reject) => waiting.set(id, { resolve, reject }));
  thread.postMessage({ ...wish, id } satisfies DrawWish);
  return picture;
}

function started(): Worker {
  const entry = new URL(`./draw-thread${path.extname(import.meta.filename)}`, import.meta.url);
  const worker = new Worker(entry);
  // Nobody waits for a thread that only draws when the process could end.
  worker.unref();
  worker.on('message', ({ id, picture }: Drawn) => {
    const { width, height, data } = picture;
    waiting.get(id)?.resolve({ width, height, channels: 1, data });
    waiting.delete(id);
  });
  worker.on('error', (error: Error) => {
    thread = null;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  });
  return worker;
}
