import { describe, expect, it } from 'vitest';
import { decipherPin } from '../../pin-block/pin-block.ts';
import { forbiddenList } from '../../rules/forbidden-list.ts';
import { pinCheck } from '../../rules/pin-check.ts';
import { begun, entered, pan, scenario, sessionKey, sessionKeyUnder } from './scenario.ts';

const facts = { birthDate: '1948-03-15', idNumber: '999900194803150021' };

describe('an SM4 pad', () => {
  const at = scenario();

  it('says who it is and which keys it holds', async () => {
    expect(await at.pad.open()).toEqual({
      ok: true,
      value: { serialNumber: 'SIM00001', firmware: '1.00', algorithms: ['3DES', 'SM4', 'AES'] },
    });
    expect(at.pad.status()).toMatchObject({
      state: 'online',
      simulated: true,
      details: { serialNumber: 'SIM00001' },
    });
    expect(await at.pad.keyCheck('session')).toMatchObject({ error: { code: 'E2812' } });
    expect(await at.pad.loadSessionKey(sessionKeyUnder('SM4'))).toEqual({ ok: true, value: undefined });
    expect(await at.pad.keyCheck('session')).toEqual({
      ok: true,
      value: { algorithm: 'SM4', kcv: '2677F4' },
    });
  });

  it('counts digits while a person types, erases, clears and confirms', async () => {
    await at.pad.open();
    const { end, counts, counted } = await begun(at);
    at.simulator.press('12E3C271828');
    await counted(6);
    // A seventh digit and a confirmation that came too early do nothing.
    at.simulator.press('9');
    at.simulator.press('#');
    expect((await end).ok).toBe(true);
    expect(counts).toEqual([1, 2, 1, 2, 0, 1, 2, 3, 4, 5, 6]);
  });

  it.each([4, 0] as const)('encrypts a block of format %d that the bank can open', async (format) => {
    await at.pad.open();
    await at.pad.loadSessionKey(sessionKeyUnder('SM4'));
    const id = await entered(at, '271828');
    const made = await at.pad.pinBlock(id, { format, pan });
    if (!made.ok) throw new Error(made.error.code);
    expect(made.value).toMatchObject({ format, algorithm: 'SM4', keyId: 'K-1', kcv: '2677F4' });
    const opened = decipherPin(format, { algorithm: 'SM4', key: sessionKey }, made.value.block, pan);
    expect(opened).toEqual(Uint8Array.of(2, 7, 1, 8, 2, 8));
    const again = await at.pad.pinBlock(id, { format, pan });
    expect(again.ok && Buffer.from(again.value.block).equals(made.value.block)).toBe(format === 0);
  });

  it('compares two entries inside', async () => {
    await at.pad.open();
    const first = await entered(at, '271828');
    const second = await entered(at, '271828');
    expect(await at.pad.same(first, second)).toEqual({ ok: true, value: true });
    const third = await entered(at, '271829');
    expect(await at.pad.same(second, third)).toEqual({ ok: true, value: false });
    expect(await at.pad.same(first, third)).toMatchObject({ error: { code: 'E2808' } });
  });

  it('holds the card PIN while the bank PIN is typed again and again', async () => {
    await at.pad.open();
    const card = await entered(at, '314159', 'cardPin');
    for (const digits of ['271828', '161803', '141421']) await entered(at, digits);
    expect(await at.pad.pinBytes(card)).toEqual({ ok: true, value: Uint8Array.of(3, 1, 4, 1, 5, 9) });
  });

  it('finds the rule a password breaks by the list it was sent, as the screen would', async () => {
    await at.pad.open();
    const candidates = [
      '123456',
      '480315',
      '880315',
      '315002',
      '777777',
      '272727',
      '528528',
      '234567',
      '271828',
    ];
    for (const digits of candidates) {
      const id = await entered(at, digits);
      const rule = pinCheck(facts)(Uint8Array.from(digits, Number));
      expect(await at.pad.check(id, facts), digits).toEqual({ ok: true, value: rule });
    }
    expect(forbiddenList(facts).length).toBeGreaterThan(60);
  });

  it('gives a bank PIN in clear to nobody: the driver does not ask, and the pad would refuse', async () => {
    await at.pad.open();
    const id = await entered(at, '271828');
    at.trace.length = 0;
    expect(await at.pad.pinBytes(id)).toMatchObject({ error: { code: 'E2809' } });
    expect(at.trace).toEqual([]);
  });

  it('forgets everything when the visit ends, and keeps its keys', async () => {
    await at.pad.open();
    await at.pad.loadSessionKey(sessionKeyUnder('SM4'));
    const id = await entered(at, '271828');
    expect(at.simulator.wiped).toBe(false);
    await at.pad.forget();
    expect(at.simulator.wiped).toBe(true);
    expect(await at.pad.check(id, facts)).toMatchObject({ error: { code: 'E2808' } });
    expect((await at.pad.keyCheck('session')).ok).toBe(true);
  });
});

describe('a 3DES pad', () => {
  const at = scenario({ algorithm: '3DES' });

  it('makes the usual eight bytes, and no format 4', async () => {
    await at.pad.open();
    await at.pad.loadSessionKey(sessionKeyUnder('3DES'));
    expect(await at.pad.keyCheck('session')).toEqual({
      ok: true,
      value: { algorithm: '3DES', kcv: '08D7B4' },
    });
    const id = await entered(at, '271828');
    const made = await at.pad.pinBlock(id, { format: 0, pan });
    if (!made.ok) throw new Error(made.error.code);
    expect(made.value.block.length).toBe(8);
    const opened = decipherPin(0, { algorithm: '3DES', key: sessionKey }, made.value.block, pan);
    expect(opened).toEqual(Uint8Array.of(2, 7, 1, 8, 2, 8));
    expect(await at.pad.pinBlock(id, { format: 4, pan })).toMatchObject({ error: { code: 'E2810' } });
  });

  it('refuses a session key of another cipher', async () => {
    await at.pad.open();
    expect(await at.pad.loadSessionKey(sessionKeyUnder('SM4'))).toMatchObject({ error: { code: 'E2810' } });
  });
});
