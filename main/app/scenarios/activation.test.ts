import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ActivationOptions, activate } from '../testing/activation-customer.ts';
import { type LiveCore, startLiveCore } from '../testing/live-core.ts';
import { verified } from '../testing/ledger-file.ts';

/**
 * Activations on the whole terminal: real workers, the simulated readers behind their real services, the embedded card
 * service and the embedded bank, each with its own outages.
 */
describe('an activation on the whole terminal', { timeout: 300_000 }, () => {
  let live: LiveCore;
  const stateDir = mkdtempSync(path.join(tmpdir(), 'yinling-activation-'));
  const pins = ['739164', '528307'] as const;
  beforeAll(async () => {
    live = await startLiveCore({ stateDir, config: { delays: { submit: 3000, lookUp: 4000 } } });
  }, 180_000);
  afterAll(async () => {
    await live?.stop();
    rmSync(stateDir, { recursive: true, force: true });
  }, 60_000);
  const does = async (options: ActivationOptions) => {
    const told = await activate(live, { pins, ...options });
    await live.until('clean terminal', ({ view }) => view.step === 'welcome' && view.open);
    return told;
  };

  it('of a new card: all three items are done, with both passwords', async () => {
    const told = await does({ card: 'wang-guizhi' });
    expect(told.items).toMatchObject({
      social: { state: 'done', before: false },
      cardPin: { state: 'done', before: false },
      bank: { state: 'done', before: false },
    });
    // On a busy machine the slip may be in the hand before the screen has seen it leave.
    expect(told.places.filter((place) => place !== 'takeSlip')).toEqual([
      'welcome',
      'bring',
      'placeCard',
      'readingCard',
      'placeSocialCard',
      'readingSocialCard',
      'matchingCards',
      'cardStanding',
      'consent',
      'face',
      'lookingUp',
      'alsoCertify',
      'review',
      'keyPoints',
      'pin cardPin',
      'pin bankPin',
      'sign',
      'activating',
      'activationResult',
      'takeCard',
      'goodbye',
      'welcome',
    ]);
  });

  it('of the same card again: told that it is done, and nothing is asked', async () => {
    const told = await does({ card: 'wang-guizhi' });
    expect(told.items).toMatchObject({ social: { state: 'done', before: true } });
    expect(told.places).not.toContain('consent');
  });

  it('with missing contact data: typed on the way', async () => {
    const told = await does({ card: 'zhou-yuzhen' });
    expect(told.places).toContain('contact');
    expect(told.items.social?.state).toBe('done');
  });

  it.each([
    ['yang-tiezhu', 'cardSealed'],
    ['wei-guoliang', 'cardReplaced'],
    ['jiang-laidi', 'recordedDeceased'],
    ['han-chunmei', 'cardNotFound'],
    ['wu-jiamin', 'socialCardExpired'],
  ] as const)('of %s: handed over as %s', async (card, reason) => {
    expect((await does({ card })).handover).toBe(reason);
  });

  it("with somebody else's card: a person looks at it", async () => {
    expect((await does({ card: 'wang-guizhi', socialCard: 'wang-guizhi-other' })).handover).toBe(
      'cardsDiffer',
    );
  });

  it('of a card whose password is not the initial one: only that item is not done', async () => {
    const told = await does({ card: 'zhu-aizhen' });
    expect(told.items).toMatchObject({
      social: { state: 'done' },
      cardPin: { state: 'refused', reason: 'pinNotInitial' },
      bank: { state: 'done' },
    });
  });

  it('of a card with a locked password: only that item is not done', async () => {
    const told = await does({ card: 'shi-changqing' });
    expect(told.items).toMatchObject({
      social: { state: 'done' },
      cardPin: { state: 'refused', reason: 'pinLocked' },
      bank: { state: 'done' },
    });
  });

  it('whose bank wants the person at the counter: the social half is done and stays done', async () => {
    const told = await does({ card: 'ouyang-wenbo' });
    expect(told.items).toMatchObject({
      social: { state: 'done' },
      bank: { state: 'refused', reason: 'needsCounter' },
    });
  });

  it('with a bank that gives no answer: unknown, then known, and done once', async () => {
    live.operate({ type: 'bank', mode: 'lostAnswer' });
    const told = await does({ card: 'li-changshun' });
    expect(told.items).toMatchObject({ social: { state: 'done' }, bank: { state: 'unknown' } });
    live.operate({ type: 'bank', mode: 'normal' });
    await expect
      .poll(async () => (await does({ card: 'li-changshun' })).items.bank, { timeout: 240_000 })
      .toMatchObject({ state: 'done', before: true });
  });

  it('with the authority away before it begins: nothing is done', async () => {
    live.operate({ type: 'authority', mode: 'away' });
    const told = await does({ card: 'zhao-xiulan' });
    live.operate({ type: 'authority', mode: 'normal' });
    expect(told.handover).toBe('authorityAway');
    expect(told.places).not.toContain('cardStanding');
  });

  it('by an agent: the half that the rule allows, and the rest stands as the holder’s own', async () => {
    const told = await does({ card: 'zhao-xiulan', agent: 'zhu-aizhen' });
    expect(told.places).toContain('letter');
    expect(told.places).not.toContain('pin cardPin');
    expect(told.items).toMatchObject({
      social: { state: 'done' },
      bank: { state: 'refused', reason: 'principalOnly' },
    });
  });

  it('leaves no password anywhere, and no telephone number in what is not sealed', async () => {
    await live.stop();
    const files = (folder: string): string[] =>
      readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const file = path.join(folder, entry.name);
        return entry.isDirectory() ? files(file) : [file];
      });
    const holding = (secret: string, among = files(stateDir)): string[] =>
      among
        .filter((file) => readFileSync(file, 'latin1').includes(secret))
        .map((file) => path.relative(stateDir, file));
    for (const pin of pins) expect(holding(pin)).toEqual([]);
    const terminals = files(stateDir).filter((file) => /ledger|log/.test(path.relative(stateDir, file)));
    expect(terminals.length).toBeGreaterThan(1);
    expect(holding('13900000001', terminals)).toEqual([]);
    const said = live.workerOutput.join('\n');
    for (const secret of [...pins, '13900000001']) expect(said).not.toContain(secret);
    expect((await verified(stateDir)).pending).toBe(0);
  });
});
