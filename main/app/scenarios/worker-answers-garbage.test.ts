import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { visit } from '../testing/customer.ts';
import { type Garble, garbledWire } from '../testing/garbled-wire.ts';
import { type LiveCore, startLiveCore } from '../testing/live-core.ts';

/** Whatever a worker answers, the person is told something true and gets the card back; nothing is lost or done twice. */

const honest: Garble = ({ value }) => value;
let garble: Garble = honest;
let live: LiveCore;
beforeAll(async () => {
  live = await startLiveCore({
    launcher: (real) => garbledWire(real, (said) => garble(said)),
    // A camera whose every word is garbage does not come back by waiting.
    config: { delays: { serviceAway: 3_000 } },
  });
}, 180_000);
afterAll(async () => live?.stop(), 60_000);

const garbage = [
  undefined,
  null,
  7,
  'ok',
  [],
  {},
  { ok: true },
  { ok: 'true', value: {} },
  { ok: true, value: { card: null } },
  { ok: true, value: { card: { name: 'x'.repeat(100_000) }, photo: 'photo', consistent: 1 } },
  { ok: false },
  { ok: false, error: 'E2101' },
  { ok: false, error: { code: 'no code', action: 'dance', message: 3 } },
];

/** Garbage for the answers of a method, another piece each time, at most so often. */
const garbling = (worker: string, name: string, times: number) => {
  const state = { given: 0 };
  garble = (said) => {
    if (said.worker !== worker || said.name !== name || state.given >= times) return said.value;
    state.given += 1;
    return garbage[(state.given - 1) % garbage.length];
  };
  return state;
};

/** A visit on an honest terminal before which the year begins anew; how often its submission was applied. */
async function lived(card = 'wang-guizhi') {
  live.newYear();
  const before = live.applications().size;
  const told = await visit(live, { card });
  return { told, applied: live.applications().size - before };
}

describe('garbage from the drivers worker', { timeout: 300_000 }, () => {
  it('for a read card, twice: the reader is said to have trouble, and the third read counts', async () => {
    garbling('drivers', 'readCard', 2);
    const { told, applied } = await lived();
    expect(told.places.filter((place) => place === 'cardProblem')).toHaveLength(2);
    expect(told.outcome?.kind).toBe('accepted');
    expect(applied).toBe(1);
  });

  it.each([0, 3, 6, 9])(
    'for every read, from piece %i on: the assistant comes, with the code',
    async (from) => {
      let given = from;
      garble = (said) => (said.name === 'readCard' ? garbage[given++ % garbage.length] : said.value);
      const { told, applied } = await lived();
      expect(told.handover).toEqual({ reason: 'cardUnreadable', errorCode: 'E9007' });
      expect(told.places.slice(-2)).toEqual(['goodbye', 'welcome']);
      expect(applied).toBe(0);
    },
  );

  it('for the print and the look into the mouth: certified, and the slip is not called printed', async () => {
    garble = (said) =>
      ['printSlip', 'waitTaken'].includes(said.name) ? { ok: true, value: 'yes' } : said.value;
    const { told, applied } = await lived();
    expect(told.outcome?.kind).toBe('accepted');
    expect(told.places).toContain('result/notPrinted');
    expect(told.places).not.toContain('result/taken');
    expect(applied).toBe(1);
  });

  it('for the camera, its pictures and every event: the person is told, and then handed to the assistant', async () => {
    garble = (said) => {
      if (said.worker !== 'drivers') return said.value;
      if (said.kind === 'event') return { jpeg: 'no bytes', capturedAtMs: 'now', device: 'toaster' };
      return said.name === 'cameraStart' ? 'started' : said.value;
    };
    const { told, applied } = await lived();
    expect(told.handover).toMatchObject({ reason: 'serviceDown', errorCode: expect.stringMatching(/^E3/) });
    expect(applied).toBe(0);
  });
});

describe('garbage from the vision worker', { timeout: 300_000 }, () => {
  it('for one picture: the check begins again and no try of the person is counted', async () => {
    const state = garbling('vision', 'look', 1);
    const { told, applied } = await lived();
    expect(state.given).toBe(1);
    expect(told.places).not.toContain('faceAgain');
    expect(told.outcome?.kind).toBe('accepted');
    expect(applied).toBe(1);
  });

  it.each([
    ['look', { ok: true, value: { observation: null, outcome: { decision: 'same', liveness: 'live' } } }],
    ['look', { ok: true, value: { decision: 'same' } }],
    ['startFaceCheck', 'started'],
  ])('for every %s, %j: never taken for a success, the assistant comes', async (name, value) => {
    garble = (said) => (said.worker === 'vision' && said.name === name ? value : said.value);
    const { told, applied } = await lived();
    expect(told.handover).toEqual({ reason: 'serviceDown', errorCode: 'E9007' });
    expect(applied).toBe(0);
  });
});

it('after all of it the terminal serves the next person, and no worker had to be restarted', {
  timeout: 300_000,
}, async () => {
  garble = honest;
  const { told, applied } = await lived();
  expect(told.outcome?.kind).toBe('accepted');
  expect(applied).toBe(1);
  const { workers } = await live.untilDock('workers', (state) => state.workers.length === 2);
  expect(workers.map(({ restarts }) => restarts)).toEqual([0, 0]);
  expect(live.log()).toContain('worker-garbage');
});
