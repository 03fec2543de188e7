import { socialCards as inventedCards } from '../../../fixtures/social-cards/cards.ts';
import type { SocialCardFixture } from '../../../fixtures/social-cards/schema.ts';
import { fail, ok, type Result } from '../../contract/failure.ts';
import { answerInMode, type FarSideMode, sqliteCode } from '../../exchange/modes.ts';
import type { BankHost, CardRecord } from '../../ports/card-authority.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PinKeySource } from '../../ports/pin-pad.ts';
import { bankOver } from '../client.ts';
import { bankFailure } from '../errors.ts';
import { type BankLimits, bankLimits } from '../timeouts.ts';
import type { BankTransport } from '../wire.ts';
import { Accounts } from './accounts.ts';
import { answerBankRequest } from './answering.ts';
import { SessionKeys, type TerminalMasterKey } from './session-keys.ts';

export interface EmbeddedBankOptions {
  /** SQLite file, or `:memory:`. Another one than the authority's. */
  readonly file: string;
  readonly clock: Clock;
  readonly terminalId: string;
  readonly masterKey: TerminalMasterKey;
  /** Default: the accounts of fixtures/social-cards. */
  readonly socialCards?: readonly SocialCardFixture[];
  readonly limits?: Partial<BankLimits>;
  /** Duration of an answer in mode `slow`; default 4,000 ms. */
  readonly slowMs?: number;
}

export interface EmbeddedBank extends BankHost, PinKeySource {
  readonly mode: FarSideMode;
  setMode(mode: FarSideMode): void;
  /** The way in without the client's checks, for tests and for another process. */
  readonly transport: BankTransport;
  /** What the bank says to the card service about a card's account; `unknown` while it is away or knows no such card. */
  standing(cardNumber: string): CardRecord['bank'];
  /** How often each idempotency key was applied: 1, or there is a fault. */
  applications(): Map<string, number>;
  close(): void;
}

/** Opens the SQLite bank with its invented accounts. E6207: the file cannot be used. */
export function openEmbeddedBank(options: EmbeddedBankOptions): Result<EmbeddedBank> {
  try {
    const accounts = new Accounts(options.file, options.socialCards ?? inventedCards);
    return ok(embedded(accounts, options));
  } catch (cause) {
    return fail(bankFailure('E6207', sqliteCode(cause)));
  }
}

function embedded(accounts: Accounts, options: EmbeddedBankOptions): EmbeddedBank {
  const { clock, terminalId, masterKey } = options;
  const slowMs = options.slowMs ?? 4_000;
  const sessionKeys = new SessionKeys(masterKey);
  let mode: FarSideMode = 'normal';

  const transport: BankTransport = {
    exchange: (request, signal) =>
      answerInMode(
        mode,
        { slowMs, submits: request?.type === 'activate', failures },
        () => answerBankRequest(request, accounts, sessionKeys, clock.now()),
        signal,
      ),
  };

  return {
    ...bankOver(transport, terminalId, bankLimits(options.limits)),
    transport,
    get mode() {
      return mode;
    },
    setMode(next) {
      mode = next;
    },
    standing(cardNumber) {
      if (mode === 'away') return 'unknown';
      const account = accounts.byCardNumber(cardNumber);
      if (account === null) return 'unknown';
      return account.active ? 'active' : 'inactive';
    },
    applications: () => accounts.applications(),
    close() {
      sessionKeys.clear();
      accounts.close();
    },
  };
}

const failures = {
  away: () => bankFailure('E6201'),
  cancelled: () => bankFailure('E6204'),
  unusable: (detail: string) => bankFailure('E6207', detail),
};
