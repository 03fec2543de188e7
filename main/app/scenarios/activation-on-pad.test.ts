import { afterEach, describe, expect, it } from 'vitest';
import type { KioskSnapshot } from '../../contract/snapshot.ts';
import { activate } from '../testing/activation-customer.ts';
import { type LiveCore, startLiveCore } from '../testing/live-core.ts';

/** Passwords typed on the encrypting PIN pad of a whole terminal, and what happens when it goes away in the middle. */
describe('an activation with a PIN pad', { timeout: 300_000 }, () => {
  let live: LiveCore;
  let hand: NodeJS.Timeout | undefined;
  afterEach(async () => {
    clearInterval(hand);
    await live.stop();
  });
  const pins = { cardPin: '739164', bankPin: '528307' } as const;
  const atPad = (): Extract<KioskSnapshot['view'], { step: 'pin' }> | null => {
    const { view } = live.core.snapshot();
    return view.step === 'pin' && view.by === 'pad' && !view.checking ? view : null;
  };
  const start = async (): Promise<void> => {
    live = await startLiveCore({ config: { pinPad: { kind: 'simulated' } } });
    // Keys on a pad that asks for nothing do nothing, so the hand simply tries again.
    hand = setInterval(() => {
      const view = atPad();
      if (view) live.operate({ type: 'pinPadKeys', keys: `C${pins[view.pin]}#` });
    }, 600);
  };
  const told = (): string => `${live.log()}${live.workerOutput.join('\n')}`;

  it('sets both passwords on the pad, and the screen never has a key for them', async () => {
    await start();
    const keys = new Set<string>();
    const done = await activate(live, {
      card: 'wang-guizhi',
      watch: ({ view, allowed }) => {
        if (view.step === 'pin' && view.count > 0)
          keys.add(`${view.by}, ${allowed.includes('padKey') ? 'keys' : 'no keys'} on the screen`);
        return undefined;
      },
    });
    expect(done.items).toMatchObject({
      social: { state: 'done' },
      cardPin: { state: 'done' },
      bank: { state: 'done' },
    });
    expect([...keys]).toEqual(['pad, no keys on the screen']);
    for (const pin of Object.values(pins)) expect(told()).not.toContain(pin);
  });

  it('goes on by the keys on the screen when the pad is pulled out at the second password', async () => {
    await start();
    let pulled = false;
    const done = await activate(live, {
      card: 'wang-guizhi',
      watch: ({ view }) => {
        if (!pulled && view.step === 'pin' && view.pin === 'bankPin') {
          pulled = true;
          live.operate({ type: 'pinPadPlug', plugged: false });
        }
        return undefined;
      },
    });
    expect(pulled).toBe(true);
    expect(done.items).toMatchObject({
      social: { state: 'done' },
      cardPin: { state: 'done' },
      bank: { state: 'done' },
    });
    for (const pin of Object.values(pins)) expect(told()).not.toContain(pin);
  });
});
