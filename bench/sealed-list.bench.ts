import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { importSealedList } from '../main/authority/sealed-list/import-sealed-list.ts';
import { openSealedList } from '../main/authority/sealed-list/sealed-list.ts';
import { systemClock } from '../main/ports/clock.ts';
import type { Figure, Measurement } from './kit/figure.ts';
import { invented, writeCsv, writeXlsx } from './kit/sealed-files.ts';
import { spread } from './kit/statistics.ts';

const ROWS = 1_000_000;
const LOOK_UPS = 2_000;
const LOOK_UP_LIMIT_MS = 5;
/** What "bounded" means here: caches of SQLite, pieces of the file, a batch of rows; far from the size of the list. */
const GROWTH_LIMIT_MB = 256;
const SAMPLE_MS = 20;
const MEGA = 2 ** 20;

/** Imports a million sealed cards as CSV and as XLSX, then asks for cards that are in the list and for some that are not. */
export const measure: Measurement = async () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'yinling-bench-sealed-'));
  try {
    const csv = path.join(dir, 'list.csv');
    const xlsx = path.join(dir, 'list.xlsx');
    writeCsv(csv, ROWS);
    await writeXlsx(xlsx, ROWS);
    const figures = [...(await imported('CSV', csv, dir)), ...(await imported('XLSX', xlsx, dir))];
    return [...figures, lookUps(dir)];
  } finally {
    rmSync(dir, { recursive: true });
  }
};

async function imported(format: string, file: string, stateDir: string): Promise<Figure[]> {
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, SAMPLE_MS);
  const startedAt = performance.now();
  const signal = new AbortController().signal;
  const result = await importSealedList({ file, stateDir, clock: systemClock, signal });
  const seconds = (performance.now() - startedAt) / 1000;
  most = Math.max(most, process.memoryUsage.rss());
  clearInterval(watch);
  if (!result.ok) throw new Error(result.error.message);
  if (result.value.cards !== ROWS) throw new Error(`${result.value.cards} cards instead of ${ROWS}`);
  const size = `${(statSync(file).size / MEGA).toFixed(0)} MB, ${seconds.toFixed(1)} s`;
  return [
    {
      name: `import ${format}, rows`,
      unit: '/s',
      median: ROWS / seconds,
      samples: 1,
      note: `${ROWS} rows, ${size}, with the indexes and the search for duplicates`,
    },
    {
      name: `import ${format}, growth of the process`,
      unit: 'MB',
      median: (most - before) / MEGA,
      samples: 1,
      goal: {
        on: 'median',
        reference: GROWTH_LIMIT_MB,
        most: 1,
        words: `<= ${GROWTH_LIMIT_MB} MB`,
      },
      note: `the most that was seen every ${SAMPLE_MS} ms, less what the process held before`,
    },
  ];
}

function lookUps(stateDir: string): Figure {
  const list = openSealedList(stateDir);
  const times: number[] = [];
  for (let i = 0; i < LOOK_UPS; i += 1) {
    // Spread over the whole list; every third card is not in it.
    const n = Math.floor((i * ROWS) / LOOK_UPS);
    const { idNumber, cardNumber } = invented(n);
    const missing = i % 3 === 0;
    const startedAt = performance.now();
    const found = list.find({ idNumber, cardNumber: missing ? 'Z99999999' : cardNumber });
    times.push(performance.now() - startedAt);
    if (!found.ok || (found.value === null) !== missing) throw new Error(`wrong answer for row ${n}`);
  }
  list.close();
  return {
    name: 'look-up among a million sealed cards',
    unit: 'ms',
    ...spread(times),
    goal: { on: 'p95', reference: LOOK_UP_LIMIT_MS, most: 1, words: `<= ${LOOK_UP_LIMIT_MS} ms (p95)` },
    note: 'by ID number and card number, the first one with opening the list',
  };
}
