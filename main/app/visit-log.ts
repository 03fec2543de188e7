import type { KioskSnapshot } from '../contract/snapshot.ts';
import type { Log } from '../log/log.ts';
import type { Clock } from '../ports/clock.ts';

/** Writes the steps of a visit to the diagnostic log: ids, steps and times, nothing about the person. */
export function visitLog(
  log: Log,
  clock: Clock,
  visitId: () => string | null,
): (snapshot: KioskSnapshot) => void {
  let step = '';
  let stepSince = clock.now();
  let visit: string | null = null;
  let visitSince = 0;
  return ({ view }) => {
    if (view.step === step) return;
    const now = clock.now();
    const id = visitId();
    if (id && id !== visit) {
      visit = id;
      visitSince = now;
      log('visit-started', { visit: id });
    }
    if (visit) log('visit-step', { visit, step: view.step, tookMs: now - stepSince });
    if (visit && !id) {
      log('visit-ended', { visit, how: step, tookMs: now - visitSince });
      visit = null;
    }
    step = view.step;
    stepSince = now;
  };
}
