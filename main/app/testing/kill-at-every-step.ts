import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KioskSnapshot } from '../../contract/snapshot.ts';
import { placeOf, type VisitOptions, type VisitTold, visit } from './customer.ts';
import { verified, visitsIn } from './ledger-file.ts';
import { type LiveCore, startLiveCore } from './live-core.ts';

interface KillPoint {
  readonly at: string;
  readonly when: (snapshot: KioskSnapshot) => boolean;
  readonly as?: Partial<VisitOptions>;
}

const onStep = (at: string, as?: Partial<VisitOptions>): KillPoint => ({
  at,
  when: (snapshot) => placeOf(snapshot) === at,
  ...(as ? { as } : {}),
});
const onFace = (at: string, guidances: readonly string[]): KillPoint => ({
  at,
  when: ({ view }) => view.step === 'face' && guidances.includes(view.guidance),
});

/** The steps of a certification, in their order. */
const killPoints: readonly KillPoint[] = [
  onStep('welcome'),
  onStep('placeCard', { begins: true }),
  onStep('readingCard'),
  onStep('lookingUp'),
  onStep('standing'),
  onStep('consent'),
  onFace('face, starting', ['starting']),
  onFace('face, looking', ['holdStill', 'faceForward']),
  onFace('face, moving', ['turnLeft', 'turnRight']),
  onStep('submitting'),
  onStep('result/printing'),
  onStep('result/take'),
  onStep('takeSlip', { takesSlip: 'late' }),
  onStep('takeCard'),
];

/** One visit per step with a SIGKILL for the worker at that step, all on one terminal; `expects` says what each must end in. */
export function killAtEveryStep(
  worker: 'drivers' | 'vision',
  expects: (at: string, told: VisitTold) => void,
) {
  describe(`the ${worker} worker is killed`, { timeout: 240_000 }, () => {
    let live: LiveCore;
    let kills = 0;
    /** The key under which each visit was applied, or null. */
    const applied: (string | null)[] = [];
    beforeAll(async () => {
      // More kills in a minute than a terminal forgives: what happens when the budget is spent has its own tests.
      live = await startLiveCore({ supervision: { budget: { restarts: 100, windowMs: 60_000 } } });
    }, 180_000);
    afterAll(async () => live?.stop(), 60_000);

    it.each(killPoints)('at $at', async ({ at, when, as }) => {
      const before = live.applications();
      live.newYear();
      let killed = false;
      const told = await visit(live, {
        card: 'wang-guizhi',
        ...as,
        watch: (snapshot) => {
          if (killed || !when(snapshot)) return;
          killed = true;
          kills += 1;
          live.operate({ type: 'killWorker', worker });
        },
      });
      expect(killed, 'the step came').toBe(true);

      // Applied exactly when the person was told so, and once.
      const added = [...live.applications()].filter(([key]) => !before.has(key));
      expect(added).toEqual(told.outcome?.kind === 'accepted' ? [[expect.any(String), 1]] : []);
      applied.push(added[0]?.[0] ?? null);
      expects(at, told);

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
      const visits = visitsIn(live.stateDir);
      expect(visits.map(({ ends }) => ends)).toEqual(applied.map(() => ['done']));
      // Each under the key of its own visit.
      for (const [index, key] of applied.entries())
        if (key !== null) expect(key).toBe(`T-0001:${visits[index]?.id}`);
      expect((await verified(live.stateDir)).pending).toBe(0);
    });
  });
}
