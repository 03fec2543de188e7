import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SocialReaderEvent } from '../ports/social-card-reader.ts';
import { openSocialWorker, simulatedHsm } from './testing/social-worker.ts';

const codeOf = (result: { ok: boolean; error?: { code: string } }): string => result.error?.code ?? 'ok';
const never = new AbortController().signal;

/** The port as the core has it: through the drivers worker, PC/SC and the simulated cards of the dock. */
describe('the social-card reader behind the core', { timeout: 60_000 }, () => {
  let worker: Awaited<ReturnType<typeof openSocialWorker>>;
  const events: SocialReaderEvent[] = [];
  const hsmAsked: string[] = [];
  const read = () =>
    worker.reader.read((challenge) => {
      hsmAsked.push(challenge.algorithm);
      return simulatedHsm(challenge);
    }, never);
  const until = (fits: (event: SocialReaderEvent) => boolean): Promise<void> =>
    new Promise((resolve) => {
      const stop = worker.reader.onEvent((event) => {
        if (!fits(event)) return;
        stop();
        resolve();
      });
    });

  beforeAll(async () => {
    worker = await openSocialWorker((config) => config);
    worker.reader.onEvent((event) => events.push(event));
  }, 120_000);
  afterAll(async () => worker?.close(), 30_000);
  beforeEach(async () => {
    await worker.operate({ type: 'socialCardFault', fault: null });
    await worker.operate({ type: 'removeSocialCard' });
    await worker.reader.waitForRemoval(never);
    events.length = 0;
    hsmAsked.length = 0;
  });

  it('stands on a real PC/SC service in the tests', () => {
    expect(worker.kind).toBe('pcsc');
    expect(worker.output.join()).not.toContain('direct line');
  });

  it('waits for a card, reads it, and sees it taken', async () => {
    const waiting = worker.reader.waitForCard(never);
    await worker.operate({ type: 'placeSocialCard', cardId: 'wang-guizhi' });
    expect(codeOf(await waiting)).toBe('ok');
    expect(worker.state()).toMatchObject({ placedSocialCardId: 'wang-guizhi', psamPresent: true });
    const card = await read();
    expect(card).toMatchObject({
      ok: true,
      value: { name: '王桂芝', version: '2.00', interface: 'contact', authenticatedBy: 'none' },
    });
    await worker.operate({ type: 'removeSocialCard' });
    expect(codeOf(await worker.reader.waitForRemoval(never))).toBe('ok');
  });

  it('asks the authority for a card of version 3.00 when there is no PSAM', async () => {
    await worker.operate({ type: 'placeSocialCard', cardId: 'zhao-xiulan' });
    expect(await read()).toMatchObject({ ok: true, value: { authenticatedBy: 'psam', name: '赵秀岚' } });
    expect(hsmAsked).toEqual([]);
    await worker.operate({ type: 'psam', present: false });
    const byHsm = await read();
    expect(byHsm).toMatchObject({ ok: true, value: { authenticatedBy: 'hsm' } });
    expect(hsmAsked).toEqual(['SM4']);
    const refused = { code: 'E6101', action: 'reset', message: 'away' } as const;
    expect(codeOf(await worker.reader.read(async () => ({ ok: false, error: refused }), never))).toBe(
      'E6101',
    );
    // A read that is left half-way holds up nobody.
    const stop = new AbortController();
    const left = worker.reader.read(async () => {
      stop.abort();
      return { ok: false, error: refused };
    }, stop.signal);
    expect(codeOf(await left)).toBe('E9005');
    expect(codeOf(await read())).toBe('ok');
    await worker.operate({ type: 'psam', present: true });
  });

  it('tells that the card moved, and reads it when it is back', async () => {
    await worker.operate({ type: 'socialCardFault', fault: '读时拔出' });
    await worker.operate({ type: 'placeSocialCard', cardId: 'wang-guizhi' });
    const moved = until((event) => event.type === 'retry');
    const card = read();
    await moved;
    expect(worker.state()?.placedSocialCardId).toBeNull();
    await worker.operate({ type: 'placeSocialCard', cardId: 'wang-guizhi' });
    expect(codeOf(await card)).toBe('ok');
  });

  it('changes the password to the entered one, once', async () => {
    await worker.operate({ type: 'placeSocialCard', cardId: 'zheng-suqin' });
    await worker.reader.waitForCard(never);
    const id = await worker.enterPin('739164');
    expect(codeOf(await worker.reader.changePin({ id }, never))).toBe('ok');
    expect(codeOf(await worker.reader.changePin({ id }, never))).toBe('E2531');
    await worker.operate({ type: 'removeSocialCard' });
    await worker.reader.waitForRemoval(never);
    await worker.operate({ type: 'placeSocialCard', cardId: 'shi-changqing' });
    await worker.reader.waitForCard(never);
    expect(codeOf(await worker.reader.changePin({ id }, never))).toBe('E2532');
  });

  it('does not know the password of a card that went away, nor after a worker that died', async () => {
    await worker.operate({ type: 'placeSocialCard', cardId: 'zhou-yuzhen' });
    await worker.reader.waitForCard(never);
    await worker.operate({ type: 'socialCardFault', fault: '改密码时拔出' });
    const id = await worker.enterPin('739164');
    expect(codeOf(await worker.reader.changePin({ id }, never))).toBe('E2540');

    await worker.operate({ type: 'socialCardFault', fault: '反应很慢' });
    await worker.operate({ type: 'placeSocialCard', cardId: 'li-changshun' });
    await worker.reader.waitForCard(never);
    const change = worker.reader.changePin({ id: await worker.enterPin('739164') }, never);
    worker.drivers.kill('SIGKILL');
    expect(codeOf(await change)).toBe('E2540');
    expect(codeOf(await worker.reader.waitForCard(never))).toBe('ok');
  });

  it('tells a reader that is pulled out and put back', async () => {
    const lost = until((event) => event.type === 'lost' && event.code === 'E2502');
    await worker.operate({ type: 'socialReaderPlug', plugged: false });
    await lost;
    const back = until((event) => event.type === 'back');
    await worker.operate({ type: 'socialReaderPlug', plugged: true });
    await back;
    await worker.operate({ type: 'placeSocialCard', cardId: 'wang-guizhi' });
    await worker.reader.waitForCard(never);
    expect(codeOf(await read())).toBe('ok');
  });
});
