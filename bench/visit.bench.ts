import { drawClips } from './kit/clips.ts';
import { startBenchCore } from './kit/core.ts';
import type { Measurement } from './kit/figure.ts';
import { type TimedVisit, timedVisit, visitFigures } from './kit/timed-visit.ts';
import { certify } from './kit/visits.ts';

/** Everybody here is due, with a photo on record; the first visit is not counted. */
const cards = ['li-changshun', 'wang-guizhi', 'zhao-xiulan', 'chu-fengying', 'wei-guoliang', 'he-jianguo'];
const GOAL_MS = 8000;

/**
 * Whole certifications in simulated devices, with a hand that presses in the moment in which it may, takes the slip and the
 * card at once, and a head that turns as the clip of the simulated camera turns it.
 */
export const measure: Measurement = async () => {
  await drawClips(cards);
  const bench = await startBenchCore({ voice: 'silent' });
  try {
    const visits: TimedVisit[] = [];
    for (const card of cards) visits.push(await timedVisit(bench, () => certify(bench, card)));
    visits.shift();
    return visitFigures('a visit', visits, GOAL_MS);
  } finally {
    await bench.stop();
  }
};
