import { fail, ok, type Result } from '../../contract/failure.ts';
import type {
  BankActivationSubmission,
  BankHost,
  CardAuthority,
  HomeVisitAnswer,
  HomeVisitSubmission,
  ItemAnswer,
  SocialEnableSubmission,
} from '../../ports/card-authority.ts';
import type { PinBlock } from '../../ports/pin-pad.ts';

/**
 * The card service and the bank's host in memory, for the tests of the ledger: each applies once per key, tells an outage
 * as one, and counts what it did. What is sent may arrive late, and answers may be lost, as the test says.
 */

export const away = fail({ code: 'E6001', action: 'clear', message: 'away' } as const);

/** `lost`: applied, and the answer never arrives. */
export type FakeMode = 'normal' | 'away' | 'lost';

export class FakeCards implements Pick<CardAuthority, 'enable' | 'bookHomeVisit'> {
  mode: FakeMode = 'normal';
  /** Keys in the order in which they were delivered. */
  readonly delivered: string[] = [];
  /** What was sent to be enabled. */
  readonly enabled: SocialEnableSubmission[] = [];
  /** How often each key was applied: never more than once. */
  readonly applied = new Map<string, number>();
  readonly #answers = new Map<string, ItemAnswer | HomeVisitAnswer>();
  /** Answers of the next new keys; done and booked when there are none. */
  readonly next: (ItemAnswer | HomeVisitAnswer)[] = [];

  async enable(s: SocialEnableSubmission): Promise<Result<ItemAnswer>> {
    this.enabled.push(s);
    return this.#answer(s.idempotencyKey, { kind: 'done', referenceNumber: `SB-${this.applied.size}` });
  }

  async bookHomeVisit(s: HomeVisitSubmission): Promise<Result<HomeVisitAnswer>> {
    const referenceNumber = `SM-${this.applied.size}`;
    return this.#answer(s.idempotencyKey, { kind: 'booked', referenceNumber, dueOn: '2026-11-27' });
  }

  #answer<A extends ItemAnswer | HomeVisitAnswer>(key: string, usual: A): Result<A> {
    this.delivered.push(key);
    if (this.mode === 'away') return away;
    if (!this.#answers.has(key)) {
      this.applied.set(key, (this.applied.get(key) ?? 0) + 1);
      this.#answers.set(key, this.next.shift() ?? usual);
    }
    return this.mode === 'lost' ? away : ok(this.#answers.get(key) as A);
  }
}

export class FakeBank implements BankHost {
  mode: FakeMode = 'normal';
  readonly sent: { key: string; pinBlock: PinBlock | null }[] = [];
  readonly asked: string[] = [];
  readonly applied = new Map<string, number>();
  readonly next: ItemAnswer[] = [];
  readonly #answers = new Map<string, ItemAnswer>();
  /** Asked about before it arrived: whatever arrives with such a key is refused. */
  readonly #closed = new Set<string>();

  async activate(s: BankActivationSubmission, pinBlock: PinBlock | null): Promise<Result<ItemAnswer>> {
    this.sent.push({ key: s.idempotencyKey, pinBlock });
    if (this.mode === 'away') return away;
    const answer = this.arrive(s.idempotencyKey);
    return this.mode === 'lost' ? away : ok(answer);
  }

  async outcomeOf(key: string): Promise<Result<ItemAnswer | null>> {
    this.asked.push(key);
    if (this.mode === 'away') return away;
    const answer = this.#answers.get(key);
    if (answer === undefined) this.#closed.add(key);
    return ok(answer ?? null);
  }

  /** What happens at the bank when an activation gets there. */
  arrive(key: string): ItemAnswer {
    if (this.#closed.has(key)) return { kind: 'refused', reason: 'notArrived', referenceNumber: 'YH-closed' };
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    const answer = this.next.shift() ?? { kind: 'done', referenceNumber: `YH-${this.#answers.size}` };
    this.#answers.set(key, answer);
    if (answer.kind === 'done') this.applied.set(key, (this.applied.get(key) ?? 0) + 1);
    return answer;
  }
}
