import type { Measurement } from './figure.ts';

/**
 * Process of one measurement: `node bench/kit/child.ts NAME`, told by bench/run.ts. Each has its own, so that none
 * measures the memory, the threads or the warm caches of the one before.
 */
const name = process.argv[2] ?? '';
const { measure } = (await import(`../${name}.bench.ts`)) as { measure: Measurement };
const figures = await measure();
process.send?.(figures);
process.disconnect?.();
