import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PcscService } from '../../../kit/pcsc/pcsc-service.ts';
import { PcscSlot } from '../../../kit/pcsc/pcsc-slot.ts';
import { openPrivatePcscd, type PrivatePcscd } from '../../../kit/pcsc/simulator/private-pcscd.ts';
import { VpcdCard } from '../../../kit/pcsc/simulator/vpcd-card.ts';
import type { SocialReaderRetry } from '../../reader.ts';
import { Ldt32Reader } from '../driver/ldt32-reader.ts';
import { PsamChip } from '../simulator/psam-chip.ts';
import type { SimulatedSocialCard } from '../simulator/simulated-card.ts';
import { SocialCardChip } from '../simulator/social-card-chip.ts';
import { pin, simulatedHsm, testCard } from './testing/scenario.ts';

const codeOf = (result: { ok: boolean; error?: { code: string } }): string => result.error?.code ?? 'ok';

/** The whole way: the driver, the binding, a real pcscd of our own, vpcd, and the simulated cards behind it. */
describe('social-security cards over a real PC/SC service', { timeout: 60_000 }, () => {
  let pcscd: PrivatePcscd;
  let service: PcscService;
  let reader: Ldt32Reader;
  let card: VpcdCard;
  let psam: VpcdCard;
  const retries: SocialReaderRetry[] = [];

  beforeAll(async () => {
    pcscd = await openPrivatePcscd(['SSC Reader', 'PSAM Reader']);
    const [ssc, sam] = pcscd.readers.map(({ port }) => ({ host: '127.0.0.1', port }));
    card = new VpcdCard(ssc as never);
    psam = new VpcdCard(sam as never);
    service = new PcscService({ socket: pcscd.socket });
    reader = new Ldt32Reader({
      slot: new PcscSlot(service, 'ssc reader'),
      psamSlot: new PcscSlot(service, 'PSAM'),
      limits: { command: 1500 },
    });
    reader.onRetry((retry) => retries.push(retry));
  }, 60_000);
  afterAll(async () => {
    card?.remove();
    psam?.remove();
    await reader?.close();
    await service?.close();
    await pcscd?.close();
  });
  beforeEach(async () => {
    card.remove();
    await reader.waitForRemoval();
    retries.length = 0;
  });

  const insert = (traits: Partial<SimulatedSocialCard> = {}): SocialCardChip => {
    const chip = new SocialCardChip({ ...testCard, ...traits });
    card.insert(chip);
    return chip;
  };

  it.each(['1.00', '2.00'] as const)('reads a contact card of version %s', async (version) => {
    insert({ version });
    expect(codeOf(await reader.waitForCard())).toBe('ok');
    expect(await reader.read()).toMatchObject({
      ok: true,
      value: { version, interface: 'contact', name: '测试员', pan: testCard.pan, authenticatedBy: 'none' },
    });
    card.remove();
    expect(codeOf(await reader.waitForRemoval())).toBe('ok');
  });

  it('reads version 3.00 by the HSM, and by the PSAM in the second reader', async () => {
    insert({ version: '3.00' });
    expect(await reader.read({ askHsm: simulatedHsm })).toMatchObject({
      ok: true,
      value: { authenticatedBy: 'hsm', name: '测试员' },
    });
    psam.insert(new PsamChip());
    const psamSeen = new PcscSlot(service, 'psam');
    if (psamSeen.state !== 'present')
      await new Promise<void>((resolve) => psamSeen.onState((state) => state === 'present' && resolve()));
    expect(await reader.read()).toMatchObject({ ok: true, value: { authenticatedBy: 'psam' } });
    await psamSeen.close();
  });

  it('reads a contactless card', async () => {
    insert({ interface: 'contactless' });
    expect(await reader.read()).toMatchObject({
      ok: true,
      value: { interface: 'contactless', pan: testCard.pan },
    });
  });

  it('reads again when the card was pulled out in the middle and put back', async () => {
    const chip = insert();
    chip.inject({ fault: 'remove', on: 'readRecord', after: 2, times: 1 });
    const stop = reader.onRetry(() => card.insert(chip));
    const read = await reader.read();
    stop();
    expect(read).toMatchObject({ ok: true, value: { name: '测试员' } });
    expect(retries).toMatchObject([{ reason: 'cardMoved', cause: { code: 'E2506' } }]);
  });

  it('gives up on a mute card, and reads the next one', async () => {
    insert({ defect: 'mute' });
    expect(codeOf(await reader.read())).toBe('E2507');
    card.remove();
    expect(codeOf(await reader.waitForRemoval())).toBe('ok');
    insert();
    expect(codeOf(await reader.read())).toBe('ok');
  });

  it('changes the password, and does not know it when the card went away', async () => {
    const chip = insert();
    expect(codeOf(await reader.waitForCard())).toBe('ok');
    expect(codeOf(await reader.changePin(pin('123456'), pin('739164')))).toBe('ok');
    expect(chip.pin.value).toBe('739164');
    expect(codeOf(await reader.changePin(pin('123456'), pin('804215')))).toBe('E2531');
    chip.inject({ fault: 'remove', on: 'changePin', done: true, times: 1 });
    expect(codeOf(await reader.changePin(pin('739164'), pin('804215')))).toBe('E2540');
    expect(chip.pin.value).toBe('804215');
  });

  it('tells when the service stops in the middle of a read, and works again when it is back', async () => {
    const told: (string | undefined)[] = [];
    reader.onStatus((status) => told.push(status.errorCode));
    const chip = insert();
    const stopped = new Promise<void>((resolve) => {
      chip.onEvent(({ operation }) => {
        if (operation === 'readRecord') resolve(pcscd.stop());
      });
    });
    expect(['E2502', 'E2504']).toContain(codeOf(await reader.read()));
    await stopped;
    expect(codeOf(await reader.waitForRemoval())).not.toBe('ok');
    await pcscd.start();
    const fresh = insert();
    expect(codeOf(await reader.waitForCard())).toBe('ok');
    expect(codeOf(await reader.read())).toBe('ok');
    expect(fresh.card.version).toBe('2.00');
    expect(told.at(-1)).toBeUndefined();
    expect(told.some((code) => code === 'E2502')).toBe(true);
  });
});

describe('a machine without a PC/SC service', () => {
  it('is told apart from one without the reader', async () => {
    const away = new PcscService({ socket: '/nonexistent/pcscd.comm' });
    const slot = new PcscSlot(away, 'SSC');
    await new Promise<void>((resolve) => {
      slot.onState(() => resolve());
    });
    expect(slot.failure?.code).toBe('E2502');
    await slot.close();
    await away.close();

    const pcscd = await openPrivatePcscd(['Another Reader']);
    const service = new PcscService({ socket: pcscd.socket });
    const missing = new PcscSlot(service, 'SSC');
    await new Promise<void>((resolve) => {
      missing.onState(() => missing.failure?.code === 'E2501' && resolve());
    });
    await missing.close();
    await service.close();
    await pcscd.close();
  }, 20_000);
});
