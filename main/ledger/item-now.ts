import type { ActivationItem, ItemState } from '../contract/activation.ts';
import type { Outbox, OutboxItem } from './outbox.ts';
import type { SubmissionKind } from './submissions.ts';

/** Which submission carries an item; the card's PIN is changed on the chip and goes nowhere. */
const carriedBy: Readonly<Record<ActivationItem, SubmissionKind | null>> = {
  social: 'socialEnable',
  cardPin: null,
  bank: 'bankActivation',
};

/**
 * How an item of an earlier visit stands now. What that visit sent counts for more than what its ticket says: the process
 * may have died between the two. Never sent is `todo`, whatever was intended; an answer is the answer; and while there is
 * none it is `unknown`, with the reference number of the submission that is under way.
 */
export function itemNow(outbox: Outbox, visit: string, item: ActivationItem, outcome: ItemState): ItemState {
  const kind = carriedBy[item];
  const sent = kind === null ? null : submissionOf(outbox, visit, kind, outcome);
  if (sent !== null) return answered(sent);
  switch (outcome.state) {
    case 'done':
      return { ...outcome, before: true };
    case 'notTried':
      return { state: 'todo' };
    case 'working':
      // Of a chip that was being written to, nobody knows which password it has.
      return kind === null ? { state: 'unknown', referenceNumber: '' } : { state: 'todo' };
    case 'unknown':
      // The call broke before there was a number: without a submission in the outbox, nothing ever left.
      return kind !== null && outcome.referenceNumber === '' ? { state: 'todo' } : outcome;
    default:
      return outcome;
  }
}

/** This visit's own submission, or the one of a visit before it that the ticket carried along as unknown. */
function submissionOf(
  outbox: Outbox,
  visit: string,
  kind: SubmissionKind,
  outcome: ItemState,
): OutboxItem | null {
  const own = outbox.lastOf(visit, kind);
  if (own !== null || outcome.state !== 'unknown') return own;
  const earlier = outbox.byReference(outcome.referenceNumber);
  return earlier?.kind === kind ? earlier : null;
}

function answered({ answer, reference }: OutboxItem): ItemState {
  if (answer === null) return { state: 'unknown', referenceNumber: reference };
  if (answer.kind === 'done') return { state: 'done', referenceNumber: answer.referenceNumber, before: true };
  if (answer.kind === 'refused' && answer.reason !== 'alreadyCertified') {
    return { state: 'refused', reason: answer.reason, referenceNumber: answer.referenceNumber };
  }
  // Only answers to certifications and home visits are left, and these kinds carry no item.
  return { state: 'unknown', referenceNumber: reference };
}
