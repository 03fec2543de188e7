import { err, ok, type Result } from '../../../kit/result.ts';
import type { DeviceStatus } from '../../../kit/status.ts';
import type { TraceSink } from '../../../kit/trace.ts';
import type { Transport } from '../../../kit/transport.ts';
import { type BookedEntry, EntryBook } from '../../entry-book.ts';
import { refuse } from '../../errors.ts';
import { formatFits, isPan, type PinBlockFormat } from '../../pin-block/pin-block.ts';
import type {
  EncryptedPinBlock,
  EnterOptions,
  KeyCheck,
  PadIdentity,
  PinPadDevice,
  WrappedKey,
} from '../../pin-pad.ts';
import { forbiddenList } from '../../rules/forbidden-list.ts';
import { PIN_LENGTH, type PinFacts, type PinRule } from '../../rules/pin-rule.ts';
import { limitWithin, resolveLimits } from '../../../kit/limits.ts';
import { type PinPadTimeouts, pinPadTimeouts } from '../../timeouts.ts';
import { failureOfAnswer, padAnswers, STATUS_DONE } from '../codec/answer.ts';
import { forbiddenRequests, type PadRequest, padRequests } from '../codec/command.ts';
import { watchEntry } from './entry-watch.ts';
import { PadConnection } from './pad-connection.ts';

export interface SerialPinPadOptions {
  readonly line: Transport;
  readonly timeouts?: Partial<PinPadTimeouts>;
  readonly simulated?: boolean;
  readonly trace?: TraceSink;
}

type Entry = BookedEntry<number>;
const SLOTS: readonly number[] = [0, 1, 2, 3];

/** Encrypting PIN pad with the generic framing of docs/devices/pin-pad.md on a serial line. */
export class SerialPinPad implements PinPadDevice {
  readonly #timeouts: PinPadTimeouts;
  readonly #connection: PadConnection;
  readonly #entries: EntryBook<number>;
  #session: WrappedKey | null = null;
  #entering: {
    readonly forget: AbortController;
    readonly signal: AbortSignal;
    readonly ended: Promise<unknown>;
  } | null = null;

  constructor(options: SerialPinPadOptions) {
    this.#timeouts = resolveLimits(pinPadTimeouts, options.timeouts);
    this.#connection = new PadConnection(options.line, { ...options, timeouts: this.#timeouts });
    this.#entries = new EntryBook(this.#timeouts.hold, (slot) => void this.#wipe(padRequests.forget(slot)));
    this.#connection.onStatus((status) => {
      // A pad that went away was reset when it was found again: nothing is left in it.
      if (status.state !== 'online') this.#entries.clear();
    });
  }

  open(signal?: AbortSignal): Promise<Result<PadIdentity>> {
    return this.#connection.open(signal);
  }

  status(): DeviceStatus {
    return this.#connection.status;
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.#connection.onStatus(listener);
  }

  async keyCheck(which: 'master' | 'session', signal?: AbortSignal): Promise<Result<KeyCheck>> {
    return this.#ask(padRequests.keyCheck(which), padAnswers.keyCheck, { signal });
  }

  async loadSessionKey(key: WrappedKey, signal?: AbortSignal): Promise<Result<void>> {
    this.#session = null;
    const request = padRequests.loadSessionKey(key);
    const held = await this.#ask(request, padAnswers.keyCheck, { signal, limit: 'crypto' });
    if (!held.ok) return held;
    if (held.value.kcv !== key.kcv.toUpperCase() || held.value.algorithm !== key.algorithm)
      return refuse('E2813', 'the pad took another key');
    this.#session = { ...key, kcv: key.kcv.toUpperCase() };
    return ok(undefined);
  }

  async enter(options: EnterOptions): Promise<Result<string>> {
    // An entry that was called off needs a moment until the pad's lamp is out; the next one waits for it.
    while (this.#entering) {
      if (!this.#entering.signal.aborted) return refuse('E2805');
      await this.#entering.ended;
    }
    const forget = new AbortController();
    const signal = options.signal ? AbortSignal.any([options.signal, forget.signal]) : forget.signal;
    const ended = this.#enter(options, signal).finally(() => {
      this.#entering = null;
    });
    this.#entering = { forget, signal, ended: ended.catch(() => undefined) };
    return ended;
  }

  check(entryId: string, facts: PinFacts, signal?: AbortSignal): Promise<Result<PinRule | null>> {
    return this.#with(entryId, async ({ held: slot }) => {
      for (const request of forbiddenRequests(forbiddenList(facts))) {
        const sent = await this.#ask(request, nothing, { signal });
        if (!sent.ok) return sent;
      }
      const rule = await this.#ask(padRequests.checkForbidden(slot), padAnswers.checkForbidden, { signal });
      return rule.ok ? ok(rule.value === 'none' ? null : rule.value) : rule;
    });
  }

  same(firstId: string, secondId: string, signal?: AbortSignal): Promise<Result<boolean>> {
    return this.#with(firstId, (first) =>
      this.#with(secondId, (second) =>
        this.#ask(padRequests.compare(first.held, second.held), padAnswers.compare, { signal }),
      ),
    );
  }

  pinBlock(
    entryId: string,
    { format, pan }: { readonly format: PinBlockFormat; readonly pan: string },
    signal?: AbortSignal,
  ): Promise<Result<EncryptedPinBlock>> {
    return this.#with(entryId, async ({ held: slot }) => {
      const session = this.#session;
      if (!session) return refuse('E2812');
      const { algorithm, keyId, kcv } = session;
      if (!formatFits(format, algorithm) || !isPan(pan)) return refuse('E2810', `format ${format}`);
      // The pad may have been exchanged or its keys erased since: a block under another key is worse than none.
      const held = await this.keyCheck('session', signal);
      if (!held.ok) return held;
      if (held.value.kcv !== kcv) return refuse('E2812', 'the pad holds another key');
      const request = padRequests.pinBlock(slot, format, pan);
      const block = await this.#ask(request, padAnswers.pinBlock, { signal, limit: 'crypto' });
      return block.ok ? ok({ format, algorithm, keyId, kcv, block: block.value }) : block;
    });
  }

  pinBytes(entryId: string, signal?: AbortSignal): Promise<Result<Uint8Array>> {
    return this.#with(entryId, async ({ kind, held: slot }) =>
      // The pad refuses it as well; here it is not even asked.
      kind === 'cardPin'
        ? this.#ask(padRequests.clearBytes(slot), padAnswers.clearBytes, { signal })
        : refuse('E2809'),
    );
  }

  async forget(): Promise<void> {
    this.#entering?.forget.abort();
    await this.#entering?.ended;
    this.#entries.clear();
    await this.#wipe(padRequests.forget('all'));
  }

  async close(): Promise<void> {
    await this.forget();
    await this.#connection.close();
  }

  async #enter(options: EnterOptions, signal: AbortSignal): Promise<Result<string>> {
    const limitMs = limitWithin(pinPadTimeouts, 'entry', options.timeoutMs ?? this.#timeouts.entry);
    this.#entries.makeRoom(options.kind);
    const taken = this.#entries.all.map(({ held }) => held);
    const slot = SLOTS.find((free) => !taken.includes(free)) as number;
    const seconds = Math.min(255, Math.ceil(limitMs / 1000));
    const start = padRequests.startEntry(slot, options.kind, PIN_LENGTH, seconds);
    const ended = await watchEntry({
      begin: () => this.#ask(start, nothing, { signal }),
      onKey: (listener) => this.#connection.link.onKey(listener),
      onStatus: (listener) => this.#connection.onStatus(listener),
      ask: () => this.#ask(padRequests.entryState(slot), padAnswers.entryState, {}),
      onCount: (digits) => options.onCount?.(digits),
      signal,
      pollMs: this.#timeouts.entryPoll,
      limitMs: limitMs + this.#timeouts.entryGrace,
    });
    if (ended.ok) return ok(this.#entries.add(options.kind, slot));
    // Whatever ended it here, the pad's lamp goes out and what was typed is overwritten there.
    await this.#wipe(padRequests.cancelEntry());
    return ended;
  }

  /** Overwrites in the pad, when it is there; a pad that is not is reset when it is found again. */
  async #wipe(request: PadRequest): Promise<void> {
    if (this.#connection.ready.ok) await this.#ask(request, nothing, {});
  }

  async #with<T>(entryId: string, use: (entry: Entry) => Promise<Result<T>>): Promise<Result<T>> {
    const ready = this.#connection.ready;
    if (!ready.ok) return ready;
    const entry = this.#entries.get(entryId);
    return entry ? use(entry) : refuse('E2808');
  }

  /** One exchange with a pad that is there; the connection is told when it proved not to be. */
  async #ask<T>(
    request: PadRequest,
    decode: (data: Uint8Array) => T | null,
    {
      signal,
      limit = 'answer',
    }: { readonly signal?: AbortSignal | undefined; readonly limit?: 'answer' | 'crypto' },
  ): Promise<Result<T>> {
    const ready = this.#connection.ready;
    if (!ready.ok) return ready;
    const answer = await this.#connection.link.exchange(request, { limitMs: this.#timeouts[limit], signal });
    if (!answer.ok) {
      this.#connection.report(answer.error);
      return answer;
    }
    if (answer.value.status !== STATUS_DONE) {
      const error = failureOfAnswer(request.name, answer.value);
      this.#connection.report(error);
      return err(error);
    }
    const decoded = decode(answer.value.data);
    answer.value.data.fill(0);
    return decoded === null ? refuse('E2815', `${request.name} not understood`) : ok(decoded);
  }
}

/** For answers that bring nothing. */
const nothing = (): undefined => undefined;
