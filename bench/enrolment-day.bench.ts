import { people } from '../fixtures/people/people.ts';
import { drawClips } from './kit/clips.ts';
import { startBenchCore } from './kit/core.ts';
import type { Measurement } from './kit/figure.ts';
import { heldBy, watchMemory } from './kit/memory.ts';
import { spread } from './kit/statistics.ts';
import { enrol } from './kit/visits.ts';

const ENROLMENTS = 100;
/** What the processes hold is compared with what they held after these. */
const FIRST_MARK = 10;
const MEMORY_RATIO = 1.05;
/** A terminal stands eight hours a day: what one enrolment may take, whoever it is and however long the person looks. */
const GOAL_MS = (8 * 3_600_000) / ENROLMENTS;
const watched = ['core', 'drivers', 'vision'] as const;

/**
 * A hundred enrolments in a row at one terminal that nobody touches in between. There are fewer invented people than that: who
 * comes again proves it with the finger instead of the face and has both fingers enrolled anew.
 */
export const measure: Measurement = async () => {
  const today = new Date().toISOString().slice(0, 10);
  const cards = people
    .filter(({ portrait, referencePhoto, standing, validTo }) => {
      // Whom a person has to look at first is not enrolled without one.
      const known = portrait !== null && portrait === referencePhoto;
      return known && validTo > today && ['due', 'certified'].includes(standing.kind);
    })
    .map(({ id }) => id);
  await drawClips(cards);
  const endWatch = watchMemory();
  const bench = await startBenchCore({ voice: 'silent' });
  const held = () =>
    Promise.all(
      watched.map(async (name) =>
        heldBy(name === 'core' ? process.pid : (bench.pids.get(name) ?? 0)).then(({ rss }) => rss),
      ),
    );
  try {
    const pids = new Map(bench.pids);
    const times: number[] = [];
    let first: number[] = [];
    for (let count = 1; count <= ENROLMENTS; count += 1) {
      const startedAt = performance.now();
      await enrol(bench, cards[count % cards.length] as string);
      times.push(performance.now() - startedAt);
      for (const [name, pid] of bench.pids)
        if (pids.get(name) !== pid)
          throw new Error(`the ${name} worker was started again at number ${count}`);
      if (count === FIRST_MARK) first = await held();
    }
    const last = await held();
    return [
      {
        name: `each of ${ENROLMENTS} enrolments in a row`,
        unit: 'ms',
        ...spread(times),
        goal: {
          on: 'p95',
          reference: GOAL_MS,
          most: 1,
          words: `<= ${GOAL_MS} ms: ${ENROLMENTS} in eight hours`,
        },
        note: `${times.length} of ${ENROLMENTS} enrolled without staff, ${cards.length} people, all in ${(times.reduce((sum, time) => sum + time, 0) / 60_000).toFixed(1)} min`,
      },
      ...watched.map((name, index) => ({
        name: `resident memory after ${ENROLMENTS} enrolments: ${name}`,
        unit: 'MB' as const,
        median: last[index] ?? Number.NaN,
        samples: 1,
        goal: {
          on: 'median' as const,
          reference: first[index] ?? Number.NaN,
          most: MEMORY_RATIO,
          words: `<= ${MEMORY_RATIO} x ${(first[index] ?? Number.NaN).toFixed(0)} MB (after ${FIRST_MARK})`,
        },
      })),
    ];
  } finally {
    await bench.stop();
    endWatch();
  }
};
