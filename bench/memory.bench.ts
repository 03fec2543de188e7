import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { drawClips } from './kit/clips.ts';
import { type BenchCore, startBenchCore } from './kit/core.ts';
import type { Figure, Measurement } from './kit/figure.ts';
import { type Held, heldBy, watchMemory } from './kit/memory.ts';
import { certify, lookUpStanding } from './kit/visits.ts';

const VISITS = 300;
/** Measured after these; the first one is what the others are compared with. */
const MARKS = [10, 100, 200, VISITS] as const;
const RATIO = 1.05;
/**
 * The first ten visits are whole certifications, so that all code has run and all pools have their size (the vision worker's
 * reach it after some hundred pictures); later every thirtieth is one.
 */
const isWhole = (visit: number): boolean => visit <= MARKS[0] || visit % 30 === 0;
const WHOLE_CARD = 'wang-guizhi';
const STANDING_CARDS = ['sun-defu', 'feng-shuhua', 'li-changshun', 'wei-guoliang', 'jiang-laidi'];

type ProcessName = 'core' | 'drivers' | 'vision' | 'simulators';
const names: readonly ProcessName[] = ['core', 'drivers', 'vision', 'simulators'];
type Mark = Readonly<Record<ProcessName, Held>>;

/** What the processes hold after 10 and after 300 visits; most visits only look up the standing, to stay within minutes. */
export const measure: Measurement = async () => {
  await drawClips([WHOLE_CARD, ...STANDING_CARDS]);
  const endWatch = watchMemory();
  const bench = await startBenchCore({ voice: 'silent' });
  try {
    const pids = new Map(bench.pids);
    const marks: Mark[] = [];
    for (let visit = 1; visit <= VISITS; visit += 1) {
      if (isWhole(visit)) await certifyAnew(bench);
      else await lookUpStanding(bench, STANDING_CARDS[visit % STANDING_CARDS.length] as string);
      for (const [name, pid] of bench.pids)
        if (pids.get(name) !== pid) throw new Error(`the ${name} worker was started again at visit ${visit}`);
      if (MARKS.some((mark) => mark === visit)) marks.push(await held(pids));
    }
    return names.map((name) => figureOf(name, marks));
  } finally {
    await bench.stop();
    endWatch();
  }
};

/** The authority forgets that this person has certified: the next visit is due again. */
async function certifyAnew(bench: BenchCore): Promise<void> {
  const register = new DatabaseSync(path.join(bench.stateDir, 'authority.sqlite'), { timeout: 5000 });
  register.exec('UPDATE person SET certified_until = NULL');
  register.close();
  await certify(bench, WHOLE_CARD);
}

async function held(pids: BenchCore['pids']): Promise<Mark> {
  const mark: Partial<Record<ProcessName, Held>> = {};
  for (const name of names) mark[name] = await heldBy(name === 'core' ? process.pid : (pids.get(name) ?? 0));
  return mark as Mark;
}

function figureOf(name: ProcessName, marks: readonly Mark[]): Figure {
  const all = marks.map((mark) => mark[name]);
  const inWords = (key: keyof Held): string => all.map((one) => one[key].toFixed(1)).join(' / ');
  const reference = all[0]?.rss ?? Number.NaN;
  const judged = name !== 'simulators';
  return {
    name: `resident memory after ${VISITS} visits: ${name}`,
    unit: 'MB',
    median: all.at(-1)?.rss ?? Number.NaN,
    samples: marks.length,
    ...(judged
      ? {
          goal: {
            on: 'median',
            reference,
            most: RATIO,
            words: `<= ${RATIO} x ${reference.toFixed(0)} MB (after ${MARKS[0]})`,
          },
        }
      : {}),
    note: `after ${MARKS.join(' / ')} visits: resident ${inWords('rss')}, heap ${inWords('heap')}, buffers ${inWords('external')}`,
  };
}
