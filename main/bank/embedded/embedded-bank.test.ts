import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkValue, decryptBlocks } from '../../../drivers/kit/ciphers/block-cipher.ts';
import { encipherPin } from '../../../drivers/pin-pad/pin-block/pin-block.ts';
import { socialCards } from '../../../fixtures/social-cards/cards.ts';
import { shanghaiTime } from '../../contract/calendar.ts';
import type { BankActivationSubmission, HolderVerification } from '../../ports/card-authority.ts';
import type { PinBlock } from '../../ports/pin-pad.ts';
import { type EmbeddedBank, type EmbeddedBankOptions, openEmbeddedBank } from './embedded-bank.ts';

const never = new AbortController().signal;
const master = Uint8Array.from(Buffer.from('00112233445566778899AABBCCDDEEFF', 'hex'));
let now = 0;
let dir: string;
let bank: EmbeddedBank;
let keys = 0;

function open(change: Partial<EmbeddedBankOptions> = {}): EmbeddedBank {
  const opened = openEmbeddedBank({
    file: join(dir, 'bank.db'),
    clock: { now: () => now },
    terminalId: 'T-1',
    masterKey: { algorithm: 'SM4', key: master },
    ...change,
  });
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}
const fixture = (id: string) => {
  const card = socialCards.find((one) => one.id === id);
  if (card?.pan == null) throw new Error(id);
  return { ...card, pan: card.pan };
};
const byFace: HolderVerification = {
  method: 'face',
  of: 'holder',
  similarity: 0.6,
  threshold: 0.4,
  liveness: 'live',
  reference: 'card',
  models: [],
};
const byFinger: HolderVerification = {
  method: 'fingerVein',
  of: 'holder',
  z: 7.2,
  threshold: 4.5,
  finger: 'rightIndex',
  algorithm: { id: 'maximum-curvature', version: 1 },
  scanner: { model: 'S-1', simulated: true },
  checks: [{ check: 'pulse', result: 'notDone', value: null }],
};
const submissionOf = (id: string, change: Partial<BankActivationSubmission> = {}) => {
  const { pan, chipIdNumber: idNumber, chipName: name } = fixture(id);
  keys += 1;
  return {
    kind: 'bankActivation',
    idempotencyKey: `bank-${keys}`,
    visitId: 'visit-1',
    idNumber,
    name,
    terminalId: 'T-1',
    at: shanghaiTime(now),
    pan,
    phone: '13900000000',
    verification: byFace,
    consent: 'signature',
    ...change,
  } satisfies BankActivationSubmission;
};

/** What a PIN pad does with a new session key. */
async function blockOf(pin: string, pan: string, format: 0 | 4 = 4): Promise<PinBlock> {
  const answer = await bank.sessionKey(never);
  if (!answer.ok) throw new Error(answer.error.code);
  const { keyId, algorithm, wrappedKeyHex, kcv } = answer.value;
  const key = decryptBlocks(algorithm, master, Buffer.from(wrappedKeyHex, 'hex'));
  expect(checkValue(algorithm, key)).toBe(kcv);
  const block = encipherPin(format, { algorithm, key }, Uint8Array.from(pin, Number), pan);
  return { format, algorithm, keyId, kcv, block: Buffer.from(block).toString('hex') };
}
const activate = async (submission: BankActivationSubmission, pin = '271828') =>
  bank.activate(submission, await blockOf(pin, submission.pan), never);

beforeEach(() => {
  now = Date.parse('2026-11-22T10:00:00+08:00');
  dir = mkdtempSync(join(tmpdir(), 'bank-'));
  bank = open();
});
afterEach(() => {
  bank.close();
  rmSync(dir, { recursive: true });
});

describe('activating an account', () => {
  it("takes the holder's finger as it takes the face", async () => {
    const submission = submissionOf('wang-guizhi', { verification: byFinger });
    expect(await activate(submission)).toMatchObject({ ok: true, value: { kind: 'done' } });
  });

  it.each([
    ['SM4', 4],
    ['SM4', 0],
    ['3DES', 0],
  ] as const)('opens the PIN block and applies the key once: %s, format %d', async (algorithm, format) => {
    bank.close();
    bank = open({ masterKey: { algorithm, key: master } });
    const submission = submissionOf('wang-guizhi');
    const block = await blockOf('271828', submission.pan, format);
    const answer = await bank.activate(submission, block, never);
    expect(answer).toMatchObject({ ok: true, value: { kind: 'done' } });
    expect(await bank.activate(submission, null, never)).toEqual(answer);
    expect(await bank.outcomeOf(submission.idempotencyKey, never)).toEqual(answer);
    expect([...bank.applications()]).toEqual([[submission.idempotencyKey, 1]]);
    expect(bank.standing(fixture('wang-guizhi').cardNumber)).toBe('active');
  });

  it('keeps what it did over a restart', async () => {
    const submission = submissionOf('wang-guizhi');
    const answer = await activate(submission);
    bank.close();
    bank = open();
    expect(await bank.outcomeOf(submission.idempotencyKey, never)).toEqual(answer);
    expect(bank.standing(fixture('wang-guizhi').cardNumber)).toBe('active');
  });

  it('the same key with other content is a conflict and changes nothing (E6205)', async () => {
    const submission = submissionOf('wang-guizhi');
    await activate(submission);
    const other = submissionOf('zhao-xiulan', { idempotencyKey: submission.idempotencyKey });
    expect(await activate(other)).toMatchObject({ ok: false, error: { code: 'E6205' } });
    expect(bank.standing(fixture('zhao-xiulan').cardNumber)).toBe('inactive');
  });

  it.each<[string, string, Partial<BankActivationSubmission>]>([
    ['needsCounter', 'ouyang-wenbo', {}],
    ['accountClosed', 'shen-haiqing', {}],
    ['needsCounter', 'feng-shuhua', {}],
    ['notFound', 'wang-guizhi', { pan: '6299990999999999990' }],
    ['mismatch', 'wang-guizhi', { name: '别人' }],
    ['mismatch', 'wang-guizhi', { idNumber: fixture('zhao-xiulan').chipIdNumber }],
    ['principalOnly', 'wang-guizhi', { verification: { ...byFace, of: 'agent' } }],
    ['principalOnly', 'wang-guizhi', { verification: { ...byFinger, of: 'agent' } }],
    ['rules', 'wang-guizhi', { verification: { ...byFace, similarity: 0 } }],
    ['rules', 'wang-guizhi', { verification: { ...byFinger, z: 4.4 } }],
    ['rules', 'wang-guizhi', { at: '2026-11-20T10:00:00+08:00' }],
  ])('refuses: %s (%s)', async (reason, id, change) => {
    const submission = submissionOf(id, change);
    const answer = await activate(submission);
    expect(answer).toMatchObject({ ok: true, value: { kind: 'refused', reason } });
    expect(await activate(submission)).toEqual(answer);
    expect(await bank.outcomeOf(submission.idempotencyKey, never)).toEqual(answer);
    expect(bank.applications().size).toBe(0);
  });

  it.each(['111111', '345678', '876543', '901234', '510312', '195103', '031251', '120351'])(
    'refuses the PIN %s of one born 1951-03-12 (weakPin)',
    async (pin) => {
      const answer = await activate(submissionOf('wang-guizhi'), pin);
      expect(answer).toMatchObject({ value: { kind: 'refused', reason: 'weakPin' } });
      expect(bank.standing(fixture('wang-guizhi').cardNumber)).toBe('inactive');
    },
  );

  it('E6208 for a PIN block of another key, account or check value; the key is not used up', async () => {
    const submission = submissionOf('wang-guizhi');
    const good = await blockOf('271828', submission.pan);
    const bad: PinBlock[] = [
      { ...good, keyId: 'unknown' },
      { ...good, kcv: '000000' },
      { ...good, algorithm: '3DES' },
      { ...good, block: good.block.slice(0, 16) },
      await blockOf('271828', fixture('zhao-xiulan').pan),
    ];
    for (const block of bad) {
      expect(await bank.activate(submission, block, never)).toMatchObject({ error: { code: 'E6208' } });
    }
    expect(await bank.activate(submission, good, never)).toMatchObject({ value: { kind: 'done' } });
  });

  it('opens no block under a session key from before a restart, or that is many keys old', async () => {
    const submission = submissionOf('wang-guizhi');
    const old = await blockOf('271828', submission.pan);
    for (let i = 0; i < 8; i += 1) await bank.sessionKey(never);
    expect(await bank.activate(submission, old, never)).toMatchObject({ error: { code: 'E6208' } });
    const other = await blockOf('271828', submission.pan);
    bank.close();
    bank = open();
    expect(await bank.activate(submission, other, never)).toMatchObject({ error: { code: 'E6208' } });
  });

  it('E6206 for what is no request', async () => {
    expect(await activate(submissionOf('wang-guizhi', { name: '' }))).toMatchObject({
      error: { code: 'E6206' },
    });
    const raw = await bank.transport.exchange(null as never, never);
    expect(raw).toMatchObject({ ok: true, value: { kind: 'error', reason: 'badRequest' } });
  });
});

describe('asking what became of a key', () => {
  it('answers null for one that never arrived, and closes it: what arrives later is not applied', async () => {
    const submission = submissionOf('wang-guizhi');
    expect(await bank.outcomeOf(submission.idempotencyKey, never)).toEqual({ ok: true, value: null });
    expect(await activate(submission)).toMatchObject({ value: { kind: 'refused', reason: 'notArrived' } });
    expect(await bank.outcomeOf(submission.idempotencyKey, never)).toEqual({ ok: true, value: null });
    bank.close();
    bank = open();
    expect(await activate(submission)).toMatchObject({ value: { reason: 'notArrived' } });
    expect(bank.applications().size).toBe(0);
    expect(await activate(submissionOf('wang-guizhi'))).toMatchObject({ value: { kind: 'done' } });
  });

  it('delivered again without a PIN block and never seen: it never arrived', async () => {
    const submission = submissionOf('wang-guizhi');
    const answer = await bank.activate(submission, null, never);
    expect(answer).toMatchObject({ value: { kind: 'refused', reason: 'notArrived' } });
    expect(await bank.outcomeOf(submission.idempotencyKey, never)).toEqual({ ok: true, value: null });
    expect(bank.applications().size).toBe(0);
  });
});

describe('its modes', () => {
  it('away: E6201 for everything, and its standing is unknown', async () => {
    const submission = submissionOf('wang-guizhi');
    const block = await blockOf('271828', submission.pan);
    bank.setMode('away');
    expect(bank.mode).toBe('away');
    expect(await bank.activate(submission, block, never)).toMatchObject({ error: { code: 'E6201' } });
    expect(await bank.outcomeOf('x', never)).toMatchObject({ error: { code: 'E6201' } });
    expect(await bank.sessionKey(never)).toMatchObject({ error: { code: 'E6201' } });
    expect(bank.standing(fixture('feng-shuhua').cardNumber)).toBe('unknown');
    expect(bank.applications().size).toBe(0);
  });

  it('lostAnswer: it is applied, nobody hears of it, and asking tells the truth', async () => {
    bank.close();
    bank = open({ limits: { activate: 500 } });
    const submission = submissionOf('wang-guizhi');
    const block = await blockOf('271828', submission.pan);
    bank.setMode('lostAnswer');
    expect(await bank.activate(submission, block, never)).toMatchObject({ error: { code: 'E6202' } });
    expect(await bank.outcomeOf(submission.idempotencyKey, never)).toMatchObject({ value: { kind: 'done' } });
    expect([...bank.applications()]).toEqual([[submission.idempotencyKey, 1]]);
  });

  it('slow: who asks while the activation is under way closes its key, and it is not applied', async () => {
    bank.close();
    bank = open({ slowMs: 300 });
    const submission = submissionOf('wang-guizhi');
    const block = await blockOf('271828', submission.pan);
    bank.setMode('slow');
    const underWay = bank.activate(submission, block, never);
    bank.setMode('normal');
    expect(await bank.outcomeOf(submission.idempotencyKey, never)).toEqual({ ok: true, value: null });
    expect(await underWay).toMatchObject({ value: { kind: 'refused', reason: 'notArrived' } });
    expect(bank.applications().size).toBe(0);
  });

  it('stops waiting when the terminal does (E6204)', async () => {
    const submission = submissionOf('wang-guizhi');
    const block = await blockOf('271828', submission.pan);
    bank.setMode('lostAnswer');
    const stop = new AbortController();
    const answer = bank.activate(submission, block, stop.signal);
    stop.abort();
    expect(await answer).toMatchObject({ error: { code: 'E6204' } });
  });
});

describe('its file', () => {
  it('holds nothing of a PIN: not the digits, not the block, not a session key', async () => {
    const submission = submissionOf('wang-guizhi');
    const block = await blockOf('271828', submission.pan);
    await bank.activate(submission, block, never);
    const traces = ['271828', block.block, block.block.toUpperCase(), block.keyId];
    for (const name of readdirSync(dir)) {
      const bytes = readFileSync(join(dir, name));
      for (const trace of traces) expect(bytes.includes(trace), `${trace} in ${name}`).toBe(false);
      expect(bytes.includes(Buffer.from(block.block, 'hex')), name).toBe(false);
    }
  });

  it('is refused with E6207 when it cannot be a database, and answers E6207 when it goes away', async () => {
    const broken = join(dir, 'broken.db');
    writeFileSync(broken, 'this is no database, and long enough to be looked at as one'.repeat(90));
    const opened = openEmbeddedBank({
      file: broken,
      clock: { now: () => now },
      terminalId: 'T-1',
      masterKey: { algorithm: 'SM4', key: master },
    });
    expect(opened).toMatchObject({ ok: false, error: { code: 'E6207' } });
    const gone = open();
    gone.close();
    expect(await gone.outcomeOf('x', never)).toMatchObject({ error: { code: 'E6207' } });
  });
});
