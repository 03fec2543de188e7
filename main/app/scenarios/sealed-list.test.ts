import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { socialCards } from '../../../fixtures/social-cards/cards.ts';
import { importSealedList } from '../../authority/sealed-list/import-sealed-list.ts';
import { systemClock } from '../../ports/clock.ts';
import { activate } from '../testing/activation-customer.ts';
import { type LiveCore, startLiveCore } from '../testing/live-core.ts';

/** The bureau's list is imported while the terminal is running, and the next card that it names is not served. */
describe('a list of sealed cards that is imported beside a running terminal', { timeout: 300_000 }, () => {
  let live: LiveCore;
  const stateDir = mkdtempSync(path.join(tmpdir(), 'yinling-sealed-'));
  beforeAll(async () => {
    live = await startLiveCore({ stateDir });
  }, 180_000);
  afterAll(async () => {
    await live?.stop();
    rmSync(stateDir, { recursive: true, force: true });
  }, 60_000);

  it('seals a card that the card service takes for usable, at its next visit', async () => {
    const card = socialCards.find(({ id }) => id === 'zhao-xiulan');
    const file = path.join(stateDir, 'list.csv');
    writeFileSync(file, `社会保障号码,卡号,封存原因\n${card?.chipIdNumber},${card?.cardNumber},挂失\n`);
    const signal = new AbortController().signal;
    const imported = await importSealedList({ file, stateDir, clock: systemClock, signal });
    expect(imported).toMatchObject({ ok: true, value: { cards: 1 } });
    const told = await activate(live, { card: 'zhao-xiulan' });
    expect(told.handover).toBe('cardSealed');
    expect(told.places).not.toContain('face');
  });
});
