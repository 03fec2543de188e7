import { z } from 'zod';
import { people as inventedPeople } from '../../../fixtures/people/people.ts';
import type { PersonFixture } from '../../../fixtures/people/schema.ts';
import { socialCards as inventedCards } from '../../../fixtures/social-cards/cards.ts';
import type { SocialCardFixture } from '../../../fixtures/social-cards/schema.ts';
import { addDays, ageOn, shanghaiDate } from '../../contract/calendar.ts';
import { fail, ok, type Result } from '../../contract/failure.ts';
import { answerInMode, type FarSideMode, sqliteCode } from '../../exchange/modes.ts';
import type { Authority } from '../../ports/authority.ts';
import type { CardAuthority, CardRecord } from '../../ports/card-authority.ts';
import type { Clock } from '../../ports/clock.ts';
import { type AgentRules, type BankPlace, loadAgentRules } from '../cards/agent-rules.ts';
import { cardAuthorityOver } from '../cards/client.ts';
import { cardServiceFailure } from '../cards/errors.ts';
import type { CardTransport } from '../cards/wire.ts';
import { authorityOver } from '../client.ts';
import { authorityFailure } from '../errors.ts';
import { loadHolidays } from '../home-visits/working-days.ts';
import { type AuthorityLimits, authorityLimits } from '../timeouts.ts';
import type { AuthorityTransport } from '../wire.ts';
import { answerRequest } from './answering.ts';
import { answerCardRequest, type CardService, openHomeVisits } from './card-answering.ts';
import type { HomeVisit } from './card-register.ts';
import { Register } from './register.ts';
import { ageRule, loadRules, type Rules } from './rules.ts';
import { standingOn } from './standing.ts';

export interface EmbeddedAuthorityOptions {
  /** SQLite file, or `:memory:`. */
  readonly file: string;
  readonly clock: Clock;
  /** Bytes (JPEG or PNG) of a picture on record by its portrait id. */
  readonly portrait: (id: string) => Promise<Uint8Array | null>;
  /** Default: the people of fixtures/people. */
  readonly people?: readonly PersonFixture[];
  /** Default: the cards of fixtures/social-cards. */
  readonly socialCards?: readonly SocialCardFixture[];
  /** The terminal's own bank and city, for the rules about agents; default 测试银行 in 测试市. */
  readonly place?: BankPlace;
  /** What the bank says about a card's account; default: it cannot be asked. */
  readonly bankStanding?: (cardNumber: string) => CardRecord['bank'];
  /** Default: rules.json beside this file. */
  readonly rules?: Rules;
  /** Default: main/authority/cards/agent-rules.json. */
  readonly agentRules?: AgentRules;
  readonly limits?: Partial<AuthorityLimits>;
  /** Duration of an answer in mode `slow`; default 4,000 ms. */
  readonly slowMs?: number;
}

/** One line of the list for calls and messages (requirements F). */
export interface Reminder {
  readonly name: string;
  readonly age: number;
  readonly dueOn: string;
}

export interface EmbeddedAuthority extends Authority {
  readonly mode: FarSideMode;
  setMode(mode: FarSideMode): void;
  /** The way in without the client's checks, for tests and for another process. */
  readonly transport: AuthorityTransport;
  /** The card service (社保卡管理), which has the same mode. */
  readonly cards: CardAuthority;
  readonly cardTransport: CardTransport;
  /** Home visits that are still to be made; people of 80 and over first. */
  homeVisits(): HomeVisit[];
  /** Replaces the loaded list of sealed cards (封存) by a list of numbers; E6006 when it is none. */
  loadSealedCards(list: unknown): Result<number>;
  /** Who is to be reminded today: not certified and near the end; people of 80 and over first, then by due date. */
  reminders(): Reminder[];
  /** How often each idempotency key was applied: 1, or there is a fault. */
  applications(): Map<string, number>;
  close(): void;
}

/**
 * Opens the SQLite authority with its invented people and cards. E6007: the file cannot be used. E6008, E6108, E6109: the
 * rules, the rules for agents or the holidays are not valid.
 */
export function openEmbeddedAuthority(options: EmbeddedAuthorityOptions): Result<EmbeddedAuthority> {
  const rules = options.rules === undefined ? loadRules() : ok(options.rules);
  if (!rules.ok) return rules;
  const agentRules = options.agentRules === undefined ? loadAgentRules() : ok(options.agentRules);
  if (!agentRules.ok) return agentRules;
  const holidays = loadHolidays();
  if (!holidays.ok) return holidays;
  try {
    const people = options.people ?? inventedPeople;
    const register = new Register(options.file, people, options.socialCards ?? inventedCards, rules.value);
    const service: CardService = {
      register,
      rules: rules.value,
      agentRules: agentRules.value,
      holidays: holidays.value,
      bankStanding: options.bankStanding ?? (() => 'unknown'),
      photo: async (id) => {
        const bytes = await options.portrait(id);
        return bytes === null ? null : Buffer.from(bytes).toString('base64');
      },
    };
    return ok(embedded(service, options));
  } catch (cause) {
    return fail(authorityFailure('E6007', sqliteCode(cause)));
  }
}

function embedded(service: CardService, options: EmbeddedAuthorityOptions): EmbeddedAuthority {
  const { clock } = options;
  const { register, rules, photo } = service;
  const slowMs = options.slowMs ?? 4_000;
  const limits = authorityLimits(options.limits);
  let mode: FarSideMode = 'normal';

  const transport: AuthorityTransport = {
    exchange: (request, signal) =>
      answerInMode(
        mode,
        { slowMs, submits: request?.type === 'submit', failures: pensionFailures },
        () => answerRequest(request, register, rules, clock.now(), photo),
        signal,
      ),
  };
  const cardTransport: CardTransport = {
    exchange: (request, signal) => {
      const submits = request?.type === 'enable' || request?.type === 'bookHomeVisit';
      return answerInMode(
        mode,
        { slowMs, submits, failures: cardFailures },
        () => answerCardRequest(request, service, clock.now()),
        signal,
      );
    },
  };

  return {
    ...authorityOver(transport, limits),
    transport,
    cards: cardAuthorityOver(cardTransport, options.place ?? demoPlace, limits),
    cardTransport,
    homeVisits: () => openHomeVisits(register, clock.now()),
    get mode() {
      return mode;
    },
    setMode(next) {
      mode = next;
    },
    loadSealedCards(list) {
      const parsed = z.array(z.string().regex(/^[0-9A-Z]{15,18}$/)).safeParse(list);
      if (!parsed.success) return fail(authorityFailure('E6006', 'the list of sealed cards is not valid'));
      try {
        register.replaceSealedCards(parsed.data);
        return ok(parsed.data.length);
      } catch (cause) {
        return fail(authorityFailure('E6007', sqliteCode(cause)));
      }
    },
    reminders() {
      const today = shanghaiDate(clock.now());
      const list = register.all(today).flatMap(({ name, facts }): Reminder[] => {
        const standing = standingOn(facts, today, rules);
        if (standing.kind !== 'due') return [];
        const { reminderDays } = ageRule(rules, ageOn(facts.birthDate, facts.coveredUntil));
        if (today < addDays(standing.dueOn, -reminderDays)) return [];
        return [{ name, age: ageOn(facts.birthDate, today), dueOn: standing.dueOn }];
      });
      const first = (r: Reminder) => `${r.age >= 80 ? 0 : 1}${r.dueOn}`;
      return list.sort((a, b) => first(a).localeCompare(first(b)));
    },
    applications: () => new Map([...register.applications(), ...register.cards.applications()]),
    close: () => register.close(),
  };
}

const demoPlace: BankPlace = { bank: '测试银行', city: '测试市' };

const pensionFailures = {
  away: () => authorityFailure('E6001'),
  cancelled: () => authorityFailure('E6004'),
  unusable: (detail: string) => authorityFailure('E6007', detail),
};
const cardFailures = {
  away: () => cardServiceFailure('E6101'),
  cancelled: () => cardServiceFailure('E6104'),
  unusable: (detail: string) => cardServiceFailure('E6107', detail),
};
