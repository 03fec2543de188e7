import { drawClips } from './kit/clips.ts';
import { startBenchCore } from './kit/core.ts';
import type { Measurement } from './kit/figure.ts';
import { type TimedVisit, timedVisit, visitFigures } from './kit/timed-visit.ts';
import { activate } from './kit/visits.ts';

/** New cards of versions 1, 2 and 3 with nothing missing, whose three items can all be done; the first is not counted. */
const cards = ['kong-ji', 'wang-guizhi', 'li-changshun', 'zhao-xiulan', 'sun-defu'];
const GOAL_MS = 10_000;

/** Whole activations of a social-security card, by the same quick hand as in visit.bench.ts. */
export const measure: Measurement = async () => {
  await drawClips(cards);
  const bench = await startBenchCore({ voice: 'silent' });
  try {
    const visits: TimedVisit[] = [];
    for (const card of cards) visits.push(await timedVisit(bench, () => activate(bench, card)));
    visits.shift();
    return visitFigures('an activation', visits, GOAL_MS);
  } finally {
    await bench.stop();
  }
};
