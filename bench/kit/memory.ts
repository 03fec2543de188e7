import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { median } from './statistics.ts';

/** Megabytes of 2^20 bytes, after a forced collection of garbage. */
export interface Held {
  readonly rss: number;
  readonly heap: number;
  /** Buffers outside the heap. */
  readonly external: number;
}

const SAMPLES = 3;
const BETWEEN_MS = 1000;
const ANSWER_LIMIT_MS = 20_000;

/** Makes processes forked from now on answer `heldBy`. Returns the function that ends it. */
export function watchMemory(): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), 'yinling-bench-memory-'));
  const script = pathToFileURL(path.join(import.meta.dirname, 'memory-on-signal.ts')).href;
  process.env.BENCH_MEMORY_FOLDER = folder;
  process.env.NODE_OPTIONS = `--expose-gc --import ${script}`;
  return () => rmSync(folder, { recursive: true, force: true });
}

/** What a process holds: the medians of three samples a second apart, each after its garbage was collected. */
export async function heldBy(pid: number): Promise<Held> {
  const samples: Held[] = [];
  for (let count = 0; count < SAMPLES; count += 1) {
    samples.push(inMegabytes(pid === process.pid ? own() : await asked(pid)));
    await pause(BETWEEN_MS);
  }
  const middle = (key: keyof Held): number => median(samples.map((sample) => sample[key]));
  return { rss: middle('rss'), heap: middle('heap'), external: middle('external') };
}

function own(): NodeJS.MemoryUsage {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage();
}

async function asked(pid: number): Promise<NodeJS.MemoryUsage> {
  const file = path.join(process.env.BENCH_MEMORY_FOLDER ?? '', String(pid));
  rmSync(file, { force: true });
  process.kill(pid, 'SIGUSR2');
  for (let waited = 0; waited < ANSWER_LIMIT_MS; waited += 20) {
    await pause(20);
    if (!existsSync(file)) continue;
    const text = readFileSync(file, 'utf8');
    if (text.endsWith('}')) return JSON.parse(text) as NodeJS.MemoryUsage;
  }
  throw new Error(`process ${pid} did not tell its memory`);
}

function inMegabytes({ rss, heapUsed, external }: NodeJS.MemoryUsage): Held {
  const mega = 2 ** 20;
  return { rss: rss / mega, heap: heapUsed / mega, external: external / mega };
}
