import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KioskSnapshot, KioskStep } from '../../contract/snapshot.ts';
import { type LiveCore, startLiveCore } from '../testing/live-core.ts';
import { verified, visitsIn } from '../testing/ledger-file.ts';

/**
 * The finger on the whole terminal: the simulated scanner on its wire, the pipeline in the vision worker, sealed templates in
 * the ledger. One person enrols, certifies by the finger, loses scanner and workers on the way, and has everything deleted.
 */
const CARD = 'wang-guizhi';

describe('the finger on the whole terminal', { timeout: 180_000 }, () => {
  let live: LiveCore;
  const stateDir = mkdtempSync(path.join(tmpdir(), 'yinling-vein-'));
  let steps: string[] = [];

  beforeAll(async () => {
    live = await startLiveCore({
      stateDir,
      config: { delays: { faceNote: 1_000 } },
      supervision: { budget: { restarts: 100, windowMs: 60_000 } },
    });
    live.core.onSnapshot(({ view }) => {
      if (steps.at(-1) !== view.step) steps.push(view.step);
    });
  }, 180_000);
  afterAll(async () => {
    await live?.stop();
    rmSync(stateDir, { recursive: true, force: true });
  }, 60_000);

  const sees = (step: KioskStep, fits: (snapshot: KioskSnapshot) => boolean = () => true) =>
    live.until(step, (snapshot) => snapshot.view.step === step && fits(snapshot), 120_000);
  const can = (intent: string) => (snapshot: KioskSnapshot) => snapshot.allowed.includes(intent);

  /** From the slip to the clean screen. */
  async function finish(step: KioskStep): Promise<void> {
    await live.untilDock('a slip', ({ slipInMouth }) => slipInMouth);
    live.operate({ type: 'takeSlip' });
    await sees(step, can('continue'));
    live.does('continue');
    await sees('takeCard');
    live.operate({ type: 'removeCard' });
    await sees('welcome');
    live.newYear();
    steps = [];
  }

  /** What the person has enrolled, as the screen tells it. */
  async function toEnrolled() {
    live.does('beginEnrolment');
    await sees('placeCard');
    live.operate({ type: 'placeCard', cardId: CARD });
    const { view } = await sees('enrolStanding');
    return view.step === 'enrolStanding' ? view.enrolled : null;
  }

  async function toEnrolConsent(): Promise<void> {
    live.does('continue');
    await sees('enrolConsent');
  }

  async function toLaying(): Promise<void> {
    live.operate({ type: 'placeCard', cardId: CARD });
    await sees('standing');
    live.does('continue');
    await sees('consent');
    live.does('agree');
  }

  it('is enrolled with the face although the vision worker dies in the middle, and the pension is certified on the way', async () => {
    expect(await toEnrolled()).toBeNull();
    await toEnrolConsent();
    live.does('agree');
    await sees('alsoCertify');
    live.does('agree');
    const captures = new Set<string>();
    const stop = live.core.onSnapshot(({ view }) => {
      if (view.step === 'enrolFinger') captures.add(`${view.finger} ${view.captured}`);
    });
    await sees('enrolFinger', ({ view }) => view.step === 'enrolFinger' && view.captured === 2);
    live.operate({ type: 'killWorker', worker: 'vision' });
    await sees('enrolSign');
    stop();
    expect(captures.size).toBeGreaterThanOrEqual(10);
    live.does('agree');
    const { view } = await sees('enrolResult');
    expect(view).toMatchObject({
      fingers: ['rightIndex', 'rightMiddle'],
      face: true,
      also: { kind: 'accepted' },
    });
    await finish('enrolResult');
  });

  it('certifies the next year without the camera', async () => {
    await toLaying();
    const { view } = await sees('result');
    expect(view).toMatchObject({ outcome: { kind: 'accepted' } });
    expect(steps).toContain('vein');
    expect(steps).not.toContain('face');
    await finish('result');
  });

  it('of somebody else is not taken for theirs: two tries, then the face, which is compared as ever', async () => {
    live.operate({ type: 'fingerObliges', finger: 'somebody-else:rightIndex', pose: 'good' });
    await toLaying();
    const { view } = await sees('veinAgain');
    expect(view).toMatchObject({ causes: ['notSimilar'], triesLeft: 1 });
    live.does('tryAgain');
    await sees('face');
    await sees('result');
    live.operate({ type: 'fingerObliges', finger: `${CARD}:rightIndex`, pose: 'good' });
    await finish('result');
  });

  it('that lies badly is told how, and goes when it lies well', async () => {
    live.operate({ type: 'fingerObliges', finger: `${CARD}:rightIndex`, pose: 'rotated' });
    await toLaying();
    await sees('vein', ({ view }) => view.step === 'vein' && view.guidance === 'rotated');
    live.operate({ type: 'fingerObliges', finger: `${CARD}:rightIndex`, pose: 'good' });
    await sees('result');
    expect(steps).not.toContain('face');
    await finish('result');
  });

  it('whose scanner is unplugged while it is waited for: the face instead, and the scanner comes back', async () => {
    live.operate({ type: 'fingerObliges', finger: null, pose: 'good' });
    await toLaying();
    await sees('vein', ({ view }) => view.step === 'vein' && view.guidance === 'layFinger');
    live.operate({ type: 'fingerScannerPlug', plugged: false });
    await sees('face');
    await sees('result');
    live.operate({ type: 'fingerScannerPlug', plugged: true });
    live.operate({ type: 'fingerObliges', finger: `${CARD}:rightIndex`, pose: 'good' });
    await finish('result');
    await live.until('a terminal that misses nothing', ({ notice }) => notice === null);
  });

  it.each(['没有回答', '不给图像', '模块报故障'])(
    'whose scanner has the fault %s: the face instead, and nobody’s try is counted',
    async (fault) => {
      live.operate({ type: 'fingerFault', fault });
      await live.untilDock('the fault', ({ fingerFault }) => fingerFault === fault);
      await toLaying();
      await sees('result');
      expect(steps).toContain('face');
      expect(steps).not.toContain('veinAgain');
      live.operate({ type: 'fingerFault', fault: null });
      await finish('result');
      await live.until('a terminal that misses nothing', ({ notice }) => notice === null);
    },
  );

  it.each(['vision', 'drivers'] as const)(
    'survives a killed %s worker: the finger is asked for again',
    async (worker) => {
      await toLaying();
      await sees('vein', ({ view }) => view.step === 'vein' && view.guidance === 'layFinger');
      live.operate({ type: 'killWorker', worker });
      await sees('result');
      expect(steps).not.toContain('veinAgain');
      await live.untilDock('workers up', ({ workers }) => workers.every(({ state }) => state === 'up'));
      await finish('result');
    },
  );

  it('is deleted when the person asks, and from then on it is the face', async () => {
    expect(await toEnrolled()).toMatchObject({ fingers: ['rightIndex', 'rightMiddle'], face: true });
    live.does('deleteEnrolment');
    await sees('deleteConfirm');
    live.does('agree');
    await sees('enrolDeleted');
    await finish('enrolDeleted');
    await toLaying();
    await sees('face');
    await sees('result');
    expect(steps).not.toContain('vein');
    await finish('result');
  });

  it('leaves a journal that holds, visits that ended once, and nothing of a person in the log', async () => {
    await live.core.stop();
    const db = new DatabaseSync(path.join(stateDir, 'ledger.sqlite'), { readOnly: true });
    expect(db.prepare('SELECT count(*) AS n FROM template').get()).toEqual({ n: 0 });
    db.close();
    expect(visitsIn(stateDir).every(({ ends }) => ends.length === 1)).toBe(true);
    expect((await verified(stateDir)).pending).toBe(0);
    const log = live.log();
    expect(log).not.toMatch(/99990\d{12}/);
    expect(log).not.toContain('王桂芝');
  });
});
