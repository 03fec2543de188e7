import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { encipherPin } from '../../drivers/pin-pad/pin-block/pin-block.ts';
import { decryptBlocks } from '../../drivers/kit/ciphers/block-cipher.ts';
import { socialCards } from '../../fixtures/social-cards/cards.ts';
import { type EmbeddedAuthority, openEmbeddedAuthority } from '../authority/embedded/embedded-authority.ts';
import { shanghaiTime } from '../contract/calendar.ts';
import type { Result } from '../contract/failure.ts';
import type { ItemAnswer } from '../ports/card-authority.ts';
import { type EmbeddedBank, openEmbeddedBank } from './embedded/embedded-bank.ts';

/**
 * Two systems, two outcomes (issue: B, item 3): every mode of the card service with every mode of the bank, over a card that
 * both accept and one whose account the bank refuses. What the terminal may say follows from what it got, and what is true afterwards is
 * found out by sending the same key again (card service) or by asking for it (bank).
 */

const never = new AbortController().signal;
const now = Date.parse('2026-11-22T10:00:00+08:00');
const clock = { now: () => now };
const master = new Uint8Array(16).fill(7);
const modes = ['normal', 'away', 'slow', 'lostAnswer'] as const;
type Mode = (typeof modes)[number];
let authority: EmbeddedAuthority;
let bank: EmbeddedBank;

beforeEach(() => {
  authority?.close();
  bank?.close();
  const limits = { lookUp: 500, submit: 500 };
  const a = openEmbeddedAuthority({
    file: ':memory:',
    clock,
    portrait: async () => null,
    bankStanding: (cardNumber) => bank.standing(cardNumber),
    limits,
    slowMs: 1_400,
  });
  const b = openEmbeddedBank({
    file: ':memory:',
    clock,
    terminalId: 'T-1',
    masterKey: { algorithm: 'SM4', key: master },
    limits: { question: 500, activate: 500 },
    slowMs: 600,
  });
  if (!a.ok || !b.ok) throw new Error('cannot open');
  authority = a.value;
  bank = b.value;
});
afterAll(() => {
  authority.close();
  bank.close();
});

const verification = {
  method: 'face',
  of: 'holder',
  similarity: 0.6,
  threshold: 0.4,
  liveness: 'live',
  reference: 'card',
  models: [],
} as const;

/** What is known at once: the answer's kind, or that nothing is known. */
const known = (answer: Result<ItemAnswer>) => (answer.ok ? answer.value.kind : 'unknown');

/** In these modes the limit of 500 ms decides: the card service takes 1,400 ms when slow, the bank 600 ms. */
const silent: readonly Mode[] = ['away', 'slow', 'lostAnswer'];
/** A slow bank has applied at 300 ms what nobody hears of at 600. */
const arriving: readonly Mode[] = ['normal', 'slow', 'lostAnswer'];

const combinations = modes.flatMap((social) =>
  modes.flatMap((bankMode) =>
    (['wang-guizhi', 'shen-haiqing'] as const).map((id) => ({ social, bankMode, id })),
  ),
);

describe.each(combinations)('card service $social, bank $bankMode, card of $id', (one) => {
  it('each half is told as what it is, and reconciled to what is true, applied at most once', async () => {
    const card = socialCards.find(({ id }) => id === one.id);
    if (card?.pan == null) throw new Error(one.id);
    const common = {
      visitId: 'v',
      idNumber: card.chipIdNumber,
      name: card.chipName,
      terminalId: 'T-1',
      at: shanghaiTime(now),
      verification,
      consent: 'key',
    } as const;
    const social = {
      ...common,
      kind: 'socialEnable',
      idempotencyKey: 'social-1',
      cardNumber: card.cardNumber,
      cardIdCode: card.cardIdCode,
      contact: {},
      agent: null,
    } as const;
    const account = {
      ...common,
      kind: 'bankActivation',
      idempotencyKey: 'bank-1',
      pan: card.pan,
      phone: '13900000000',
    } as const;
    const session = await bank.sessionKey(never);
    if (!session.ok) throw new Error(session.error.code);
    const key = decryptBlocks('SM4', master, Buffer.from(session.value.wrappedKeyHex, 'hex'));
    const digits = Uint8Array.of(2, 7, 1, 8, 2, 8);
    const cipher = encipherPin(4, { algorithm: 'SM4', key }, digits, card.pan);
    const pinBlock = {
      format: 4,
      algorithm: 'SM4',
      keyId: session.value.keyId,
      kcv: session.value.kcv,
      block: Buffer.from(cipher).toString('hex'),
    } as const;

    authority.setMode(one.social);
    bank.setMode(one.bankMode);
    const [first, second] = await Promise.all([
      authority.cards.enable(social, never),
      bank.activate(account, pinBlock, never),
    ]);
    const bankTruth = one.id === 'wang-guizhi' ? 'done' : 'refused';
    expect(known(first)).toBe(silent.includes(one.social) ? 'unknown' : 'done');
    expect(known(second)).toBe(silent.includes(one.bankMode) ? 'unknown' : bankTruth);

    authority.setMode('normal');
    bank.setMode('normal');
    // The card service: the same key again, which is harmless.
    expect(known(await authority.cards.enable(social, never))).toBe('done');
    expect(authority.applications().get('social-1')).toBe(1);
    // The bank: asked, never sent again, for the PIN block is gone.
    const outcome = await bank.outcomeOf('bank-1', never);
    const arrived = arriving.includes(one.bankMode);
    expect(outcome).toMatchObject({ ok: true, value: arrived ? { kind: bankTruth } : null });
    expect(bank.applications().get('bank-1') ?? 0).toBe(arrived && bankTruth === 'done' ? 1 : 0);
    expect(await bank.outcomeOf('bank-1', never)).toEqual(outcome);
  });
});
