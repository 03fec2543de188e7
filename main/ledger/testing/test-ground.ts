import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { ok, type Result } from '../../contract/failure.ts';
import type { CertificationSubmission, SubmissionAnswer } from '../../ports/authority.ts';
import { fileKeyStore } from '../key-store.ts';
import type { LedgerOptions, OpenLedger } from '../file-ledger.ts';
import { openLedger } from '../ledger.ts';
import { FakeBank, FakeCards } from './fake-systems.ts';
import type { Timers } from '../timers.ts';

/** What the tests of the ledger stand on: a folder of their own, a clock and timers they move, an authority they script. */

export const noon = Date.parse('2026-11-22T12:00:00+08:00');
export const never = new AbortController().signal;

export class HandTimers implements Timers {
  now = noon;
  #waiting: { at: number; run: () => void }[] = [];

  after(ms: number, run: () => void): () => void {
    const entry = { at: this.now + ms, run };
    this.#waiting.push(entry);
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== entry);
    };
  }

  /** Lets `ms` pass: runs what is due in order, with everything that follows from it. */
  async pass(ms: number): Promise<void> {
    const end = this.now + ms;
    for (;;) {
      await settle();
      const due = this.#waiting.filter((entry) => entry.at <= end).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#waiting = this.#waiting.filter((entry) => entry !== due);
      this.now = Math.max(this.now, due.at);
      due.run();
    }
    this.now = end;
  }
}

/** Lets everything that is ready to run run. */
export const settle = async (): Promise<void> => {
  for (let i = 0; i < 20; i += 1) await new Promise((resolve) => setImmediate(resolve));
};

export const accepted: SubmissionAnswer = {
  kind: 'accepted',
  receiptNumber: 'RZ20261122-000001-7',
  certifiedUntil: '2027-11-22',
  nextDue: '2027-11-22',
};

export const submissionOf = (key: string, visitId = `visit-${key}`): CertificationSubmission => ({
  idempotencyKey: key,
  visitId,
  idNumber: '999900195103120021',
  name: '王桂芝',
  verified: {
    method: 'face',
    similarity: 0.61,
    threshold: 0.4,
    liveness: 'live',
    reference: 'authority',
    models: [{ id: 'a', sha256: 'f'.repeat(64) }],
  },
  terminalId: 'T-1',
  verifiedAt: '2026-11-22T11:59:00+08:00',
});

type Answering = (s: CertificationSubmission, signal: AbortSignal) => Promise<Result<SubmissionAnswer>>;

export interface Ground {
  readonly dir: string;
  readonly file: string;
  readonly timers: HandTimers;
  /** Keys in the order in which they were delivered. */
  readonly delivered: string[];
  /** How the authority answers; accepts at first. */
  answer: Answering;
  readonly cards: FakeCards;
  readonly bank: FakeBank;
  open(change?: Partial<LedgerOptions>): Promise<OpenLedger>;
  tryOpen(change?: Partial<LedgerOptions>): Promise<Result<OpenLedger>>;
}

/** A fresh ground for one test; its ledgers are stopped and its folder removed when the test ends. */
export function ground(): Ground {
  const dir = mkdtempSync(join(tmpdir(), 'ledger-'));
  const timers = new HandTimers();
  const opened: OpenLedger[] = [];
  onTestFinished(async () => {
    for (const ledger of opened) await ledger.stop();
    rmSync(dir, { recursive: true });
  });
  const self: Ground = {
    dir,
    file: join(dir, 'ledger.db'),
    timers,
    delivered: [],
    answer: async () => ok(accepted),
    cards: new FakeCards(),
    bank: new FakeBank(),
    async open(change) {
      const result = await self.tryOpen(change);
      if (!result.ok) throw new Error(result.error.message);
      return result.value;
    },
    async tryOpen(change) {
      const result = await openLedger({
        file: self.file,
        keyStore: fileKeyStore(join(dir, 'ledger.key')),
        clock: { now: () => timers.now },
        timers,
        authority: {
          submit(s, signal) {
            self.delivered.push(s.idempotencyKey);
            return self.answer(s, signal);
          },
        },
        cards: self.cards,
        bank: self.bank,
        ...change,
      });
      if (result.ok) opened.push(result.value);
      return result;
    },
  };
  return self;
}
