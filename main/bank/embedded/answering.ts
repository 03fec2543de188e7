import { referenceNumber } from '../../exchange/reference-number.ts';
import { sameName } from '../../exchange/same-name.ts';
import { reachedLimit } from '../../exchange/verified.ts';
import type { ItemAnswer } from '../../ports/card-authority.ts';
import { type BankRequest, bankRequestSchema } from '../wire.ts';
import type { Account, Accounts } from './accounts.ts';
import type { SessionKeys } from './session-keys.ts';
import { isWeakPin } from './weak-pin.ts';

type Activate = Extract<BankRequest, { type: 'activate' }>;
type Refusal = Extract<ItemAnswer, { kind: 'refused' }>['reason'];

/** The person stands at the terminal: an activation that took longer to arrive is none of today's. */
const LATEST_MS = 24 * 3_600_000;
const CLOCK_SKEW_MS = 10 * 60_000;

/** Answers one request as the bank's host would; whatever is no valid request gets `badRequest`. */
export function answerBankRequest(
  raw: unknown,
  accounts: Accounts,
  sessionKeys: SessionKeys,
  now: number,
): object {
  const parsed = bankRequestSchema.safeParse(raw);
  const id = (raw as { requestId?: unknown } | null)?.requestId;
  const inReplyTo = typeof id === 'string' ? id : '';
  const error = (reason: string) => ({ kind: 'error', inReplyTo, reason });
  if (!parsed.success) return error('badRequest');
  const request = parsed.data;
  switch (request.type) {
    case 'sessionKey':
      return { kind: 'sessionKey', inReplyTo, ...sessionKeys.handOut() };
    case 'outcomeOf': {
      const { key } = request;
      const outcome = accounts.transaction(() => {
        const known = accounts.once.known<ItemAnswer>(key);
        // Somebody will now be told that nothing was done: so nothing may be done with this key any more.
        if (known === null) accounts.closeKey(key, now);
        return known;
      });
      return { kind: 'outcome', inReplyTo, key, outcome };
    }
    case 'activate': {
      if (request.requestId !== request.submission.idempotencyKey) return error('badRequest');
      const answer = accounts.transaction(() => receive(request, accounts, sessionKeys, now));
      return typeof answer === 'string' ? error(answer) : { ...answer, inReplyTo };
    }
  }
}

/**
 * Applies an activation exactly once. A PIN block that cannot be opened leaves no trace of the key: nothing was done and
 * nothing was answered. The hash that is kept is of the submission alone, never of the PIN block.
 */
function receive(
  { submission, pinBlock }: Activate,
  accounts: Accounts,
  sessionKeys: SessionKeys,
  now: number,
): ItemAnswer | 'keyConflict' | 'pinBlock' {
  const key = submission.idempotencyKey;
  const notArrived = (): ItemAnswer => ({
    kind: 'refused',
    reason: 'notArrived',
    referenceNumber: referenceNumber('YJ', now, 0),
  });
  if (accounts.isClosed(key)) return notArrived();
  const isNew = accounts.once.known(key) === null;
  const account = accounts.byPan(submission.pan);
  const reason = isNew ? refusalOf(submission, account, now) : null;
  let weak = false;
  if (isNew && reason === null && account !== null) {
    // Delivered again without its PIN block and never seen before: the first delivery never arrived.
    if (pinBlock === null) {
      accounts.closeKey(key, now);
      return notArrived();
    }
    const digits = sessionKeys.open(pinBlock, submission.pan);
    if (digits === null) return 'pinBlock';
    weak = isWeakPin(digits, account.birthDate);
    digits.fill(0);
  }
  return accounts.once.answer<ItemAnswer>(key, submission, now, (number) => {
    const refused = reason ?? (weak ? 'weakPin' : null);
    if (refused !== null) {
      return { kind: 'refused', reason: refused, referenceNumber: referenceNumber('YJ', now, number) };
    }
    accounts.activate(key, submission.pan, submission.phone);
    return { kind: 'done', referenceNumber: referenceNumber('YQ', now, number) };
  });
}

/** Why an account is not activated, before its PIN is looked at; or null. */
function refusalOf(submission: Activate['submission'], account: Account | null, now: number): Refusal | null {
  const { verification } = submission;
  if (verification.of === 'agent') return 'principalOnly';
  if (account === null) return 'notFound';
  if (account.idNumber !== submission.idNumber || !sameName(account.name, submission.name)) return 'mismatch';
  if (account.decision !== 'accept') return account.decision;
  // Its PIN was set before; setting another one is a counter's business, and "done" would promise the new one.
  if (account.active) return 'needsCounter';
  const at = Date.parse(submission.at);
  const inTime = at <= now + CLOCK_SKEW_MS && at >= now - LATEST_MS;
  return inTime && reachedLimit(verification) ? null : 'rules';
}
