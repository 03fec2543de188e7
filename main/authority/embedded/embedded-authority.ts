import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { people as inventedPeople } from '../../../fixtures/people/people.ts';
import type { PersonFixture } from '../../../fixtures/people/schema.ts';
import { fail, ok, type Result } from '../../contract/failure.ts';
import type { Authority } from '../../ports/authority.ts';
import type { Clock } from '../../ports/clock.ts';
import { addDays, ageOn, shanghaiDate } from '../../contract/calendar.ts';
import { authorityOver } from '../client.ts';
import { authorityFailure } from '../errors.ts';
import { type AuthorityLimits, authorityLimits } from '../timeouts.ts';
import type { AuthorityTransport } from '../wire.ts';
import { answerRequest } from './answering.ts';
import { Register } from './register.ts';
import { ageRule, loadRules, type Rules } from './rules.ts';
import { standingOn } from './standing.ts';

/**
 * `away`: cannot be reached. `slow`: answers after `slowMs`. `lostAnswer`: submissions are applied and their answers
 * never arrive; looking up works, so that a visit gets as far as the submission.
 */
export type AuthorityMode = 'normal' | 'away' | 'slow' | 'lostAnswer';

export interface EmbeddedAuthorityOptions {
  /** SQLite file, or `:memory:`. */
  readonly file: string;
  readonly clock: Clock;
  /** Bytes (JPEG or PNG) of a picture on record by its portrait id. */
  readonly portrait: (id: string) => Promise<Uint8Array | null>;
  /** Default: the people of fixtures/people. */
  readonly people?: readonly PersonFixture[];
  /** Default: rules.json beside this file. */
  readonly rules?: Rules;
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
  readonly mode: AuthorityMode;
  setMode(mode: AuthorityMode): void;
  /** The way in without the client's checks, for tests and for another process. */
  readonly transport: AuthorityTransport;
  /** Replaces the loaded list of sealed cards (封存) by a list of numbers; E6006 when it is none. */
  loadSealedCards(list: unknown): Result<number>;
  /** Who is to be reminded today: not certified and near the end; people of 80 and over first, then by due date. */
  reminders(): Reminder[];
  /** How often each idempotency key was applied: 1, or there is a fault. */
  applications(): Map<string, number>;
  close(): void;
}

/** Opens the SQLite authority with its invented people. E6007: the file cannot be used. E6008: the rules are not valid. */
export function openEmbeddedAuthority(options: EmbeddedAuthorityOptions): Result<EmbeddedAuthority> {
  const rules = options.rules === undefined ? loadRules() : ok(options.rules);
  if (!rules.ok) return rules;
  try {
    const register = new Register(options.file, options.people ?? inventedPeople, rules.value);
    return ok(embedded(register, rules.value, options));
  } catch (cause) {
    return fail(authorityFailure('E6007', sqliteCode(cause)));
  }
}

function embedded(register: Register, rules: Rules, options: EmbeddedAuthorityOptions): EmbeddedAuthority {
  const { clock } = options;
  const halfMs = (options.slowMs ?? 4_000) / 2;
  let mode: AuthorityMode = 'normal';

  const photo = async (id: string): Promise<string | null> => {
    const bytes = await options.portrait(id);
    return bytes === null ? null : Buffer.from(bytes).toString('base64');
  };

  const transport: AuthorityTransport = {
    async exchange(request, signal) {
      const now = mode;
      if (now === 'away') return fail(authorityFailure('E6001'));
      try {
        // Half before and half after applying: who stops waiting in the second half has been certified all the same.
        if (now === 'slow') await wait(halfMs, undefined, { signal });
        const answer = await answerRequest(request, register, rules, clock.now(), photo);
        if (now === 'slow') await wait(halfMs, undefined, { signal });
        if (now === 'lostAnswer' && request.type === 'submit') await aborted(signal);
        return ok(answer);
      } catch (cause) {
        if (signal.aborted) return fail(authorityFailure('E6004'));
        return fail(authorityFailure('E6007', sqliteCode(cause)));
      }
    },
  };

  return {
    ...authorityOver(transport, authorityLimits(options.limits)),
    transport,
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
    applications: () => register.applications(),
    close: () => register.close(),
  };
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** The number SQLite gives to what went wrong; its message could quote data. */
const sqliteCode = (cause: unknown): string =>
  `SQLite ${(cause as { errcode?: number } | null)?.errcode ?? 'unknown'}`;
