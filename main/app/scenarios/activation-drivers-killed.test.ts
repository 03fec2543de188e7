import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KioskSnapshot } from '../../contract/snapshot.ts';
import { activate } from '../testing/activation-customer.ts';
import { type LiveCore, startLiveCore } from '../testing/live-core.ts';
import { verified, visitsIn } from '../testing/ledger-file.ts';

type When = (view: KioskSnapshot['view']) => boolean;

const at =
  (step: KioskSnapshot['view']['step']): When =>
  (view) =>
    view.step === step;
const working =
  (item: string): When =>
  (view) =>
    view.step === 'activating' &&
    view.items.some((one) => one.item === item && one.outcome.state === 'working');

/** The steps of an activation, dealt out to three visits; each is hit once. */
const visits: readonly { readonly card: string; readonly kills: readonly (readonly [string, When])[] }[] = [
  {
    card: 'wang-guizhi',
    kills: [
      ['placeSocialCard', at('placeSocialCard')],
      ['cardStanding', at('cardStanding')],
      ['the first password, half typed', (view) => view.step === 'pin' && view.count === 3],
      ['the second entry', (view) => view.step === 'pin' && view.entry === 'second'],
      ['sign', at('sign')],
      ['takeCard', at('takeCard')],
    ],
  },
  {
    card: 'zhao-xiulan',
    kills: [
      ['readingSocialCard', at('readingSocialCard')],
      ['review', at('review')],
      [
        'the bank password, half typed',
        (view) => view.step === 'pin' && view.pin === 'bankPin' && view.count === 2,
      ],
      ['the social half under way', working('social')],
      ['the bank half under way', working('bank')],
    ],
  },
  { card: 'li-changshun', kills: [['the chip being written to', working('cardPin')]] },
];

/** Cards, passwords and the printer hang on this process; what nobody knows afterwards is told as that. */
describe('the drivers worker is killed during an activation', { timeout: 300_000 }, () => {
  let live: LiveCore;
  let up = false;
  let kills = 0;
  beforeAll(async () => {
    live = await startLiveCore({ supervision: { budget: { restarts: 100, windowMs: 60_000 } } });
    live.dock.onState(({ workers }) => {
      up = workers.some((w) => w.name === 'drivers' && w.state === 'up' && w.restarts === kills);
    });
  }, 180_000);
  afterAll(async () => live?.stop(), 60_000);

  it.each(visits)('with the cards of $card', async ({ card, kills: points }) => {
    const left = [...points];
    const told = await activate(live, {
      card,
      watch: ({ view }) => {
        if (!up || !left[0]?.[1](view)) return undefined;
        left.shift();
        kills += 1;
        up = false;
        live.operate({ type: 'killWorker', worker: 'drivers' });
        return undefined;
      },
    });
    expect(
      left.map(([name]) => name),
      'steps that did not come',
    ).toEqual([]);
    const { social, cardPin, bank } = told.items;
    expect(social).toMatchObject({ state: 'done' });
    expect(['done', 'unknown', 'notTried']).toContain(cardPin?.state);
    expect(['done', 'notTried']).toContain(bank?.state);
    await live.until('clean terminal', ({ view, notice }) => view.step === 'welcome' && view.open && !notice);
  });

  it('and nothing was lost: each visit ended once, the chain of the journal holds', async () => {
    await live.core.stop();
    expect(visitsIn(live.stateDir).map(({ ends }) => ends)).toEqual(visits.map(() => ['done']));
    expect((await verified(live.stateDir)).pending).toBe(0);
  });
});
