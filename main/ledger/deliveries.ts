import { fail, ok, type Result } from '../contract/failure.ts';
import type { Authority } from '../ports/authority.ts';
import type {
  BankActivationSubmission,
  BankHost,
  CardAuthority,
  ItemAnswer,
} from '../ports/card-authority.ts';
import type { PinBlock } from '../ports/pin-pad.ts';
import { ledgerFailure } from './errors.ts';
import type { OutboxItem } from './outbox.ts';
import type { Answer, Submission, SubmissionKind } from './submissions.ts';

/** The other sides; each has its own outages. */
export interface Systems {
  readonly authority: Pick<Authority, 'submit'>;
  readonly cards: Pick<CardAuthority, 'enable' | 'bookHomeVisit'>;
  readonly bank: BankHost;
}

/** The kinds that go the same way: an answer to one of them says that the way is open for the others. */
export const sameWay: { readonly [K in SubmissionKind]: readonly SubmissionKind[] } = {
  certification: ['certification'],
  socialEnable: ['socialEnable', 'homeVisit'],
  homeVisit: ['socialEnable', 'homeVisit'],
  bankActivation: ['bankActivation'],
};

/** Goes with the delivery that follows the submission at once, and with no other. It lives in memory only. */
export interface FirstDelivery {
  readonly pinBlock: PinBlock | null;
}

export type Courier = (
  item: OutboxItem,
  content: Submission,
  first: FirstDelivery | null,
  signal: AbortSignal,
) => Promise<Result<Answer>>;

/** One delivery function per kind. */
export function courierTo({ authority, cards, bank }: Systems): Courier {
  const activations = bankActivations(bank);
  return async (item, content, first, signal) => {
    if (!('kind' in content)) return authority.submit(content, signal);
    switch (content.kind) {
      case 'socialEnable':
        return cards.enable(content, signal);
      case 'homeVisit':
        return cards.bookHomeVisit(content, signal);
      case 'bankActivation':
        return first === null
          ? activations.ask(item, signal)
          : activations.send(content, first.pinBlock, signal);
    }
  };
}

/**
 * A bank activation is sent once, with its PIN block; whoever comes after that asks. Two rules keep a late arrival from
 * being applied after it was said that nothing was done: nobody asks while the call that sends is still running here, and
 * asking closes the key at the bank (see `BankHost.outcomeOf`).
 */
function bankActivations(bank: BankHost) {
  /** Calls that send, until they have ended, which may be long after their delivery was given up. */
  const sending = new Map<string, Promise<unknown>>();
  return {
    async send(
      submission: BankActivationSubmission,
      pinBlock: PinBlock | null,
      signal: AbortSignal,
    ): Promise<Result<ItemAnswer>> {
      const { idempotencyKey: key } = submission;
      // In a function of its own, so that an adapter that throws at once has ended too.
      const call = (async () => bank.activate(submission, pinBlock, signal))();
      sending.set(
        key,
        call.then(
          () => sending.delete(key),
          () => sending.delete(key),
        ),
      );
      return call;
    },

    async ask({ key, reference }: OutboxItem, signal: AbortSignal): Promise<Result<ItemAnswer>> {
      await sending.get(key);
      if (signal.aborted) return fail(ledgerFailure('E7014'));
      const outcome = await bank.outcomeOf(key, signal);
      if (!outcome.ok) return outcome;
      // Only a plain null says that it never arrived; anything else is an answer or is refused as none.
      return outcome.value === null
        ? ok({ kind: 'refused', reason: 'notArrived', referenceNumber: reference })
        : ok(outcome.value);
    },
  };
}
