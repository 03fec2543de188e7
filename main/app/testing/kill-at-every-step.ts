import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KioskSnapshot } from '../../contract/snapshot.ts';
import { placeOf, type VisitOptions, type VisitTold, visit } from './customer.ts';
import { verified, visitsIn } from './ledger-file.ts';
import { type LiveCore, startLiveCore } from './live-core.ts';

type When = (snapshot: KioskSnapshot) => boolean;

const face =
  (...guidances: string[]): When =>
  ({ view }) =>
    view.step === 'face' && guidances.includes(view.guidance);
/** Points that are no place of their own. */
const named: Readonly<Record<string, When>> = {
  'face, starting': face('starting'),
  'face, looking': face('holdStill', 'faceForward'),
  'face, moving': face('turnLeft', 'turnRight'),
};
const whenAt = (at: string): When => named[at] ?? ((snapshot) => placeOf(snapshot) === at);

/**
 * The steps of a certification, each once, dealt out to four visits: a check takes ten seconds of the person's own
 * movement, and a visit that is hit several times proves more than one that is hit once.
 */
const visits: readonly { readonly kills: readonly string[]; readonly as?: Partial<VisitOptions> }[] = [
  { kills: ['welcome', 'standing', 'face, looking', 'result/printing', 'takeCard'] },
  { kills: ['placeCard', 'consent', 'face, moving', 'result/take'], as: { begins: true } },
  { kills: ['readingCard', 'face, starting', 'submitting'] },
  { kills: ['lookingUp', 'takeSlip'], as: { takesSlip: 'late' } },
];

/** Kills `worker` with SIGKILL at every step, all on one terminal; `expects` says what each visit must end in. */
export function killAtEveryStep(worker: 'drivers' | 'vision', expects: (told: VisitTold) => void) {
  describe(`the ${worker} worker is killed`, { timeout: 300_000 }, () => {
    let live: LiveCore;
    let up = false;
    let kills = 0;
    /** The key under which each visit was applied, or null. */
    const applied: (string | null)[] = [];
    beforeAll(async () => {
      // More kills in a minute than a terminal forgives: what happens when the budget is spent has its own tests.
      live = await startLiveCore({ supervision: { budget: { restarts: 100, windowMs: 60_000 } } });
      live.dock.onState(({ workers }) => {
        // A process that has its signal and is not yet known to be gone is not up.
        up = workers.some((w) => w.name === worker && w.state === 'up' && w.restarts === kills);
      });
    }, 180_000);
    afterAll(async () => live?.stop(), 60_000);

    it.each(visits)('at $kills', async ({ kills: points, as }) => {
      live.newYear();
      const before = live.applications();
      const left = [...points];
      const perhapsKill = (snapshot: KioskSnapshot): void => {
        if (!up || left[0] === undefined || !whenAt(left[0])(snapshot)) return;
        left.shift();
        kills += 1;
        up = false;
        live.operate({ type: 'killWorker', worker });
      };
      const told = await visit(live, {
        card: 'wang-guizhi',
        ...as,
        watch: perhapsKill,
        // Only what runs can be killed: the hand lets the worker come back, and finds the next step on the screen.
        waits: () => {
          perhapsKill(live.core.snapshot());
          return !up;
        },
      });
      expect(left, 'steps that did not come').toEqual([]);

      // Applied exactly when the person was told so, and once.
      const added = [...live.applications()].filter(([key]) => !before.has(key));
      expect(added).toEqual(told.outcome?.kind === 'accepted' ? [[expect.any(String), 1]] : []);
      applied.push(added[0]?.[0] ?? null);
      expects(told);

      await live.untilDock('worker back', ({ workers }) =>
        workers.some((w) => w.name === worker && w.state === 'up' && w.restarts === kills),
      );
      await live.until(
        'clean terminal',
        ({ view, notice }) => view.step === 'welcome' && view.open && view.slipPossible && !notice,
      );
    });

    it('and nothing was lost: each visit ended once, the chain of the journal holds, the outbox is empty', async () => {
      await live.core.stop();
      const kept = visitsIn(live.stateDir);
      expect(kept.map(({ ends }) => ends)).toEqual(visits.map(() => ['done']));
      // Each under the key of its own visit.
      for (const [index, key] of applied.entries())
        if (key !== null) expect(key).toBe(`T-0001:${kept[index]?.id}`);
      expect((await verified(live.stateDir)).pending).toBe(0);
    });
  });
}
