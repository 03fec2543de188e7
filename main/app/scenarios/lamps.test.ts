import { afterEach, expect, it, vi } from 'vitest';
import { LcusSimulator } from '../../../drivers/auxiliaries/lcus/simulator/lcus-simulator.ts';
import { type LiveCore, startLiveCore } from '../testing/live-core.ts';

/** The whole core with a simulated relay board on a virtual serial cable: what a person would see glow. */
const board = new LcusSimulator();
let live: LiveCore | null = null;
afterEach(async () => {
  await live?.stop();
  await board.stop();
});

const CARD = 1;
const PRINTER = 2;

it('lamps follow the visit, are lost without a word to the person, come back, and are dark at the end', async () => {
  await board.start();
  const seen = new Set<number>();
  board.onSwitch(() => {
    for (const relay of board.on) seen.add(relay);
  });
  live = await startLiveCore({
    config: {
      lights: { kind: 'lcus', port: board.path, channels: { card: CARD, printer: PRINTER, finger: 3 } },
    },
  });
  const { core } = live;
  const shows = (relays: readonly number[]) =>
    vi.waitFor(() => expect(board.on).toEqual(relays), { timeout: 30_000, interval: 20 });
  const logged = (state: string) =>
    vi.waitFor(() => expect(live?.log()).toMatch(new RegExp(`"device":"lights","state":"${state}"`)), 30_000);
  await shows([CARD]);

  live.operate({ type: 'placeCard', cardId: 'wang-guizhi' });
  await live.until('standing', ({ view }) => view.step === 'standing');
  await shows([]);

  // A board that is pulled out is for the log only.
  const { notice } = core.snapshot();
  await board.unplug();
  await logged('offline');
  expect(core.snapshot().view.step).toBe('standing');
  expect(core.snapshot().notice).toEqual(notice);
  await board.replug();
  await logged('online');

  // A worker that is killed comes back with what the step is to show.
  process.kill(live.pids.get('drivers') as number, 'SIGKILL');
  await live.until('drivers away', ({ notice: told }) => told !== null);
  await live.until('drivers back', ({ notice: told }) => told === null);
  live.does('leave');
  live.does('confirmLeave');
  await live.until('card to take', ({ view }) => view.step === 'takeCard');
  await vi.waitFor(() => expect(seen.has(CARD)).toBe(true));
  seen.clear();
  await vi.waitFor(() => expect(seen.has(CARD)).toBe(true), { timeout: 30_000, interval: 20 });
  live.operate({ type: 'removeCard' });
  await live.until('first screen', ({ view }) => view.step === 'welcome');
  await shows([CARD]);
  await core.stop();
  expect(board.on).toEqual([]);
});
