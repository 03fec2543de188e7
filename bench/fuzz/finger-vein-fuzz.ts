import { checkStream } from '../../drivers/finger-vein/xg/codec/frame-fuzz.ts';

/**
 * Long fuzz run of the XG codec of the finger-vein scanner: `node bench/fuzz/finger-vein-fuzz.ts [count]`, 1,000,000 streams by default. Prints one
 * JSON line; exit 1 names the seed that failed.
 */
const count = Number(process.argv[2] ?? 1_000_000);
if (!Number.isSafeInteger(count) || count < 1) {
  process.stderr.write('usage: node bench/fuzz/finger-vein-fuzz.ts [count]\n');
  process.exit(2);
}

const started = performance.now();
for (let seed = 1; seed <= count; seed += 1) {
  const wrong = attempt(seed);
  if (wrong === null) continue;
  process.stdout.write(`${JSON.stringify({ ok: false, seed, wrong })}\n`);
  process.exit(1);
}
const seconds = Number(((performance.now() - started) / 1000).toFixed(1));
process.stdout.write(`${JSON.stringify({ ok: true, streams: count, seconds })}\n`);

function attempt(seed: number): string | null {
  try {
    return checkStream(seed);
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}
