import { drawClips } from './kit/clips.ts';
import { startBenchCore } from './kit/core.ts';
import type { Measurement } from './kit/figure.ts';
import { type TimedVisit, timedVisit, visitFigures } from './kit/timed-visit.ts';
import { enrol } from './kit/visits.ts';

/** Nobody of them has enrolled before; the first is not counted. */
const cards = ['kong-ji', 'wang-guizhi', 'li-changshun', 'zhao-xiulan', 'sun-defu'];
const GOAL_MS = 30_000;

/** Whole enrolments by a simulated person who lays and lifts the finger as the scanner asks: a hundred are wanted in a day. */
export const measure: Measurement = async () => {
  await drawClips(cards);
  const bench = await startBenchCore({ voice: 'silent' });
  try {
    const visits: TimedVisit[] = [];
    for (const card of cards) visits.push(await timedVisit(bench, () => enrol(bench, card)));
    visits.shift();
    return visitFigures('an enrolment', visits, GOAL_MS);
  } finally {
    await bench.stop();
  }
};
