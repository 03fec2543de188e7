import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { fail, type Result } from '../contract/failure.ts';
import type { ResumeTicket } from '../ports/card-authority.ts';
import { fileKeyStore } from './key-store.ts';
import { openLedger } from './ledger.ts';
import { bankOf, homeVisitOf, pinBlockOf, socialOf, ticketOf } from './testing/items.ts';

/**
 * The process that items-crash.test.ts kills: people come with their cards, one after another and again and again, and each
 * visit goes on where the one before it was broken. The card service and the bank are in the process of the test. It tells
 * on stdout what a person was told, after the ledger returned and not before.
 */
const [dir] = process.argv.slice(2) as [string];
const never = new AbortController().signal;
const tell = (line: string) => writeSync(1, `${line}\n`);

const waiting = new Map<string, (answer: unknown) => void>();
/** Asks a system in the other process. */
const ask =
  (what: string) =>
  (...args: readonly unknown[]): Promise<Result<never>> =>
    new Promise((resolve) => {
      const id = randomUUID();
      waiting.set(id, resolve as (answer: unknown) => void);
      process.send?.({ id, what, args: args.filter((arg) => !(arg instanceof AbortSignal)) });
    });

// Who is killed writes no cache at its end, and the next one would compile everything again.
flushCompileCache();
tell('ready');
const [{ people }] = (await once(process, 'message')) as [{ people: string[] }];
process.on('message', ({ id, answer }: { id: string; answer: unknown }) => waiting.get(id)?.(answer));

const opened = await openLedger({
  file: join(dir, 'ledger.db'),
  keyStore: fileKeyStore(join(dir, 'ledger.key')),
  clock: { now: () => Date.now() },
  authority: { submit: async () => fail({ code: 'E6001', action: 'clear', message: 'away' }) },
  cards: { enable: ask('enable'), bookHomeVisit: ask('bookHomeVisit') },
  bank: { activate: ask('activate'), outcomeOf: ask('outcomeOf') },
  limits: { firstRetry: 10, longestRetry: 50 },
});
if (!opened.ok) {
  tell(`closed ${opened.error.code}`);
  process.exit(1);
}
const ledger = opened.value;
ledger.closeInterrupted();
tell('open');

/** One visit: what the ticket says is done or unknown is left alone, and the rest is done. */
async function visit(person: string): Promise<boolean> {
  const visitId = randomUUID();
  const cards = { idNumber: `ID${person}`, cardNumber: `C${person}` };
  const submission = { idNumber: cards.idNumber, visitId };
  ledger.record(visitId, { type: 'visitStarted' });
  const resumed = ledger.ticketFor(cards);
  let items = resumed?.items ?? (await freshItems(person));
  const states = () => items.map(({ outcome }) => outcome.state).join(',');
  tell(`begins ${person} ${resumed === null ? 'none' : 'resumed'} ${states()}`);
  const put = (item: string, outcome: ResumeTicket['items'][number]['outcome']) => {
    items = items.map((one) => (one.item === item ? { item: one.item, outcome } : one));
    ledger.saveTicket(cards, ticketOf(visitId, { items }));
    tell(`saved ${person} ${states()}`);
  };
  for (const { item, outcome } of items) {
    if (outcome.state === 'done' || outcome.state === 'unknown') continue;
    if (item === 'cardPin') {
      put(item, { state: 'done', referenceNumber: 'chip', before: false });
      continue;
    }
    put(item, { state: 'working' });
    const key = randomUUID();
    const block = randomBytes(16).toString('hex').toUpperCase();
    if (item === 'bank') tell(`block ${block}`);
    const delivery =
      item === 'social'
        ? await ledger.submitItem(
            { ...socialOf(key), ...submission, cardNumber: cards.cardNumber },
            null,
            Math.random() * 40,
            never,
          )
        : await ledger.submitItem(
            { ...bankOf(key), ...submission, pan: `62${person}` },
            pinBlockOf(block),
            Math.random() * 40,
            never,
          );
    if (delivery.kind === 'pending') {
      tell(`pending ${key} ${delivery.referenceNumber} ${person} ${item}`);
      put(item, { state: 'unknown', referenceNumber: delivery.referenceNumber });
    } else if (delivery.answer.kind === 'done') {
      const { referenceNumber } = delivery.answer;
      tell(`done ${key} ${referenceNumber} ${person} ${item}`);
      put(item, { state: 'done', referenceNumber, before: false });
    } else if (delivery.answer.kind === 'refused') {
      const { reason, referenceNumber } = delivery.answer;
      tell(`refused ${key} ${referenceNumber} ${person} ${item} ${reason}`);
      put(item, { state: 'refused', reason, referenceNumber });
    }
  }
  if (Math.random() < 0.2) {
    const key = randomUUID();
    const booking = await ledger.submitItem({ ...homeVisitOf(key), ...submission }, null, 20, never);
    if (booking.kind === 'pending') tell(`pending ${key} ${booking.referenceNumber} ${person} homeVisit`);
    else if (booking.answer.kind === 'booked') {
      tell(`booked ${key} ${booking.answer.referenceNumber} ${person} homeVisit`);
    }
  }
  const allDone = items.every(({ outcome }) => outcome.state === 'done');
  if (allDone) ledger.closeTicket(cards);
  ledger.record(visitId, { type: 'visitEnded', how: 'done' });
  if (allDone) tell(`finished ${person}`);
  return allDone;
}

/** Without a ticket the card's record says what is done, as in a real visit. */
async function freshItems(person: string): Promise<ResumeTicket['items']> {
  const record = await ask('record')(person);
  if (!record.ok) throw new Error('no record');
  const active = record.value as { readonly [item: string]: boolean };
  return ticketOf('v').items.map(({ item, outcome }) => ({
    item,
    outcome: active[item] ? { state: 'done', referenceNumber: 'record', before: true } : outcome,
  }));
}

for (let i = 0; ; i += 1) {
  const turn = i % people.length;
  if (await visit(people[turn] as string)) people[turn] = randomBytes(6).toString('hex');
}
