import { afterEach, expect, it, vi } from 'vitest';
import { type LiveCore, startLiveCore } from '../testing/live-core.ts';

let live: LiveCore;
afterEach(() => live.stop());

it('a simulated PIN pad is worked from the dock, and its loss is told and logged', async () => {
  live = await startLiveCore({ config: { pinPad: { kind: 'simulated' } } });
  const dock = await live.untilDock('PIN pad', ({ pinPadFaults }) => pinPadFaults.length > 0);
  expect(dock).toMatchObject({ pinPadPlugged: true, pinPadFault: null });
  expect(live.core.snapshot().simulated).toBe(true);
  live.operate({ type: 'pinPadFault', fault: dock.pinPadFaults[0] as string });
  await live.untilDock('fault', ({ pinPadFault }) => pinPadFault === dock.pinPadFaults[0]);
  live.operate({ type: 'pinPadFault', fault: null });
  live.operate({ type: 'pinPadPlug', plugged: false });
  await live.untilDock('unplugged pad', ({ pinPadPlugged }) => !pinPadPlugged);
  const logged = (state: string) =>
    vi.waitFor(() => expect(live.log()).toMatch(new RegExp(`"device":"pinPad","state":"${state}"`)), 60_000);
  await logged('offline');
  // The terminal stays open: certifying needs no password, and the screen has keys.
  await live.until('open terminal', ({ view }) => view.step === 'welcome' && view.open);
  live.operate({ type: 'pinPadPlug', plugged: true });
  await live.untilDock('pad', ({ pinPadPlugged }) => pinPadPlugged);
  await logged('online');
  // Nobody asked for a password: the keys do nothing.
  live.operate({ type: 'pinPadKeys', keys: '271828#' });
  live.operate({ type: 'takeSlip' });
  await live.untilDock('pad', ({ pinPadPlugged }) => pinPadPlugged);
  expect(live.log()).not.toContain('271828');
});
