import { pause } from '../../../kit/pause.ts';
import { type DeviceFailure, err, failure, ok, type Result } from '../../../kit/result.ts';
import { idCardErrors } from '../../errors.ts';
import { isConsistent } from '../../numbers/consistency.ts';
import type { ReaderRetry, ReadOptions } from '../../reader.ts';
import type { IdCardReadout } from '../../readout.ts';
import { decodeBase, decodeBaseAndFingerprint } from '../codec/base-info.ts';
import { decodeCardText } from '../codec/card-text.ts';
import type { SdtCommandName } from '../codec/command.ts';
import { decodeNewAddresses } from '../codec/new-address.ts';
import { failureOf, isSuccess, type SdtResponse } from '../codec/response.ts';
import type { SdtLimits } from './limits.ts';
import type { SdtLink } from './sdt-link.ts';

/** What a card that moves under the antenna causes: read failed, get-random failed, select failed. */
const movedCodes = new Set(['E2141', 'E2147', 'E2181']);
/** A module or a card without the command. */
const unknownCommandCodes = new Set(['E2121', 'E2123', 'E2124']);
const MOST_RETRIES = 3;

/** Finds, selects and reads cards over one link; remembers whether the last card it found may still be selected. */
export class CardOperations {
  readonly #link: SdtLink;
  readonly #limits: SdtLimits;
  #found = false;

  constructor(link: SdtLink, limits: SdtLimits) {
    this.#link = link;
    this.#limits = limits;
  }

  /** Nothing found before counts any more (re-plug, card taken). */
  forget(): void {
    this.#found = false;
  }

  /** Looks for a card every `poll` ms for at most `timeoutMs`. E2005 when none came. */
  async waitForCard(timeoutMs: number, signal?: AbortSignal): Promise<Result<void>> {
    const end = performance.now() + timeoutMs;
    for (;;) {
      const answer = await this.#ask('find', this.#limits.find, signal);
      if (answer.ok) {
        this.#found = true;
        return ok(undefined);
      }
      if (answer.error.code !== 'E2180') return answer;
      const left = end - performance.now();
      if (left <= 0) return err(failure(idCardErrors, 'E2005', `${timeoutMs} ms`));
      // An abort during the pause is told by the next exchange, as E1008.
      await pause(Math.min(this.#limits.poll, left), signal);
    }
  }

  /**
   * Reads the card. When it moves too early the person is told through `onRetry` and it is waited for and read again, up
   * to three times and within `timeoutMs`; then what the module said last is the result.
   */
  async read(
    options: ReadOptions & { readonly timeoutMs: number },
    onRetry: (retry: ReaderRetry) => void,
  ): Promise<Result<IdCardReadout>> {
    const end = performance.now() + options.timeoutMs;
    let moved: DeviceFailure | null = null;
    for (let attempt = 1; ; attempt += 1) {
      if (!this.#found) {
        const present = await this.waitForCard(Math.max(0, end - performance.now()), options.signal);
        if (!present.ok) return moved && present.error.code === 'E2005' ? err(moved) : present;
      }
      const outcome = await this.#readOnce(options);
      // Read or failed, the card must be found again before it can be read again.
      this.#found = false;
      if (outcome.ok || !movedCodes.has(outcome.error.code) || attempt > MOST_RETRIES) return outcome;
      moved = outcome.error;
      onRetry({ reason: 'cardMoved', attempt, cause: moved });
    }
  }

  async #readOnce(options: ReadOptions): Promise<Result<IdCardReadout>> {
    const { signal } = options;
    const selected = await this.#ask('select', this.#limits.select, signal);
    if (!selected.ok) return selected;
    const base = await this.#readBase(options);
    if (!base.ok) return base;
    const text = base.value && decodeCardText(base.value.text);
    if (!base.value || !text) return err(failure(idCardErrors, 'E2008'));
    const addresses = options.newAddresses ? await this.#readAddresses(signal) : ok([]);
    if (!addresses.ok) return addresses;
    const { fingerprint, photo } = base.value;
    return ok({
      card: { ...text, newAddresses: addresses.value },
      photo: { wlt: photo },
      ...(fingerprint ? { fingerprint } : {}),
      consistent: isConsistent(text),
    });
  }

  async #readBase(options: ReadOptions): Promise<Result<ReturnType<typeof decodeBase>>> {
    const { signal } = options;
    if (options.fingerprint) {
      const both = await this.#ask('readBaseAndFingerprint', this.#limits.readFingerprint, signal);
      if (both.ok) return ok(decodeBaseAndFingerprint(both.value.data));
      // Modules older than the fingerprint do not know the command; the card is still read.
      if (!unknownCommandCodes.has(both.error.code)) return both;
    }
    const base = await this.#ask('readBase', this.#limits.read, signal);
    return base.ok ? ok(decodeBase(base.value.data)) : base;
  }

  async #readAddresses(signal?: AbortSignal): Promise<Result<string[]>> {
    const answer = await this.#ask('readNewAddress', this.#limits.read, signal);
    if (answer.ok) return ok(decodeNewAddresses(answer.value.data));
    const none = answer.error.code === 'E2191' || unknownCommandCodes.has(answer.error.code);
    return none ? ok([]) : answer;
  }

  async #ask(command: SdtCommandName, limitMs: number, signal?: AbortSignal): Promise<Result<SdtResponse>> {
    const answer = await this.#link.exchange(command, { limitMs, signal });
    if (!answer.ok || isSuccess(command, answer.value)) return answer;
    return err(failureOf(command, answer.value));
  }
}
