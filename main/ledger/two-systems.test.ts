import { describe, expect, it, onTestFinished } from 'vitest';
import { decryptBlocks } from '../../drivers/kit/ciphers/block-cipher.ts';
import { encipherPin } from '../../drivers/pin-pad/pin-block/pin-block.ts';
import { socialCards } from '../../fixtures/social-cards/cards.ts';
import { openEmbeddedAuthority } from '../authority/embedded/embedded-authority.ts';
import { type EmbeddedBank, openEmbeddedBank } from '../bank/embedded/embedded-bank.ts';
import type { PinBlock } from '../ports/pin-pad.ts';
import { ground, never, noon } from './testing/test-ground.ts';
import { bankOf, socialOf, ticketOf } from './testing/items.ts';

/**
 * The ledger between the embedded card service and the embedded bank, each in every mode: what the person is told at the
 * terminal is true then, and when both lines work again the outbox finds out what is true of each half.
 */

const modes = ['normal', 'away', 'slow', 'lostAnswer'] as const;
const combinations = modes.flatMap((social) => modes.map((bank) => ({ social, bank })));
const master = new Uint8Array(16).fill(7);
const clock = { now: () => noon };

async function pinBlockFor(bank: EmbeddedBank, pan: string): Promise<PinBlock> {
  const session = await bank.sessionKey(never);
  if (!session.ok) throw new Error(session.error.code);
  const { keyId, kcv, wrappedKeyHex } = session.value;
  const key = decryptBlocks('SM4', master, Buffer.from(wrappedKeyHex, 'hex'));
  const block = encipherPin(4, { algorithm: 'SM4', key }, Uint8Array.of(2, 7, 1, 8, 2, 8), pan);
  return { format: 4, algorithm: 'SM4', keyId, kcv, block: Buffer.from(block).toString('hex') };
}

describe.each(combinations)('card service $social, bank $bank', (modesOf) => {
  it('each half is told as what it is, and becomes known when the way is open', async () => {
    const bank = openEmbeddedBank({
      file: ':memory:',
      clock,
      terminalId: 'T-1',
      masterKey: { algorithm: 'SM4', key: master },
      limits: { question: 500, activate: 500 },
      slowMs: 600,
    });
    if (!bank.ok) throw new Error(bank.error.message);
    const authority = openEmbeddedAuthority({
      file: ':memory:',
      clock,
      portrait: async () => null,
      bankStanding: (cardNumber) => bank.value.standing(cardNumber),
      limits: { lookUp: 500, submit: 500 },
      slowMs: 600,
    });
    if (!authority.ok) throw new Error(authority.error.message);
    onTestFinished(() => {
      authority.value.close();
      bank.value.close();
    });
    let allAnswered = () => {};
    const answered = new Promise<void>((resolve) => {
      allAnswered = resolve;
    });
    const g = ground();
    const ledger = await g.open({
      authority: authority.value,
      cards: authority.value.cards,
      bank: bank.value,
      limits: { firstRetry: 50, longestRetry: 50 },
      timers: undefined,
      log: (event, fields) => {
        if (event === 'outbox-delivery' && (fields as { pending: number }).pending === 0) allAnswered();
      },
    });

    const card = socialCards.find(({ id }) => id === 'wang-guizhi');
    if (card?.pan == null) throw new Error('no such card');
    const { cardNumber, cardIdCode, pan } = card;
    const holder = { idNumber: card.chipIdNumber, name: card.chipName };
    const pair = { idNumber: holder.idNumber, cardNumber };
    const pinBlock = await pinBlockFor(bank.value, pan);
    const social = { ...socialOf('s', 'v'), ...holder, cardNumber, cardIdCode, agent: null };
    const account = { ...bankOf('b', 'v'), ...holder, pan };

    authority.value.setMode(modesOf.social);
    bank.value.setMode(modesOf.bank);
    ledger.saveTicket(pair, ticketOf('v'));
    const told = await Promise.all([
      ledger.submitItem(social, null, 300, never),
      ledger.submitItem(account, pinBlock, 300, never),
    ]);
    const atOnce = (mode: (typeof modes)[number]) => (mode === 'normal' ? 'answered' : 'pending');
    expect(told.map(({ kind }) => kind)).toEqual([atOnce(modesOf.social), atOnce(modesOf.bank)]);

    // A slow bank applies what nobody waits for any more; one that is away has got nothing.
    const waiting = ledger.pendingCount();
    if (modesOf.bank === 'slow') await bankHas(bank.value, 'b');
    authority.value.setMode('normal');
    bank.value.setMode('normal');
    if (waiting > 0) await answered;
    const outcomes = ledger.ticketFor(pair)?.items.map(({ item, outcome }) => [item, outcome]);
    expect(outcomes).toMatchObject([
      ['social', { state: 'done', before: true }],
      ['cardPin', { state: 'todo' }],
      ['bank', modesOf.bank === 'away' ? { state: 'refused', reason: 'notArrived' } : { state: 'done' }],
    ]);
    expect(authority.value.applications().get('s')).toBe(1);
    expect(bank.value.applications().get('b') ?? 0).toBe(modesOf.bank === 'away' ? 0 : 1);
  });
});

/** Resolves when the bank has applied the key. */
async function bankHas(bank: EmbeddedBank, key: string): Promise<void> {
  while (!bank.applications().has(key)) await new Promise((resolve) => setImmediate(resolve));
}
