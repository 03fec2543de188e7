import { writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Loaded into the workers of the memory measurement by NODE_OPTIONS: at SIGUSR2 collects the garbage and writes what this
 * process then holds. The file appears only when all that is done.
 */
const folder = process.env.BENCH_MEMORY_FOLDER ?? '';
process.on('SIGUSR2', () => {
  globalThis.gc?.();
  globalThis.gc?.();
  writeFileSync(path.join(folder, String(process.pid)), JSON.stringify(process.memoryUsage()));
});
