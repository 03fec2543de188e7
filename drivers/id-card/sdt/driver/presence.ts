import { err, ok, type Result } from '../../../kit/result.ts';
import type { SdtCommandName } from '../codec/command.ts';
import { isSuccess, type SdtResponse } from '../codec/response.ts';
import type { SdtLimits } from './limits.ts';
import type { SdtLink } from './sdt-link.ts';

type Presence = 'lying' | 'gone' | 'unknown';

/**
 * Tells whether the card that was read still lies there.
 *
 * Certain (published): while a card is selected, card commands are answered 90; find says 9F to a new presentation. Known
 * from practice only: after a read most modules say 80 to find until the card is lifted and put back, so 80 alone means
 * "lying or gone"; some say 9F again while it lies. Not certain: whether a module knows 30 05, whether it repeats 30 01,
 * and whether a card that was nudged stays selected. Therefore the module is tried out right after a read, when the card
 * is certainly there, and the first thing that works is kept for as long as the module stays connected:
 *
 * 1. `readCardNumbers` (30 05) answers 90: short, and its bytes also tell this card from the next one;
 * 2. `readBase` (30 01) answers 90 a second time: the same, only longer;
 * 3. `find` answers 9F while the card lies: 9F is "lying", 80 is "gone".
 *
 * A module that offers none of the three cannot tell, and says so.
 */
export class PresenceProbe {
  readonly #link: SdtLink;
  readonly #limits: SdtLimits;
  #way: 'readCardNumbers' | 'readBase' | 'find' | null = null;
  /** Answer to the probe when the card was certainly there. Identifies the card; never leaves this object. */
  #seen: Uint8Array | null = null;
  /** A card was read and has not been seen to be gone. */
  #expected = false;

  constructor(link: SdtLink, limits: SdtLimits) {
    this.#link = link;
    this.#limits = limits;
  }

  /** Whether it has been found out how this module can be asked. */
  get knowsModule(): boolean {
    return this.#way !== null;
  }

  /** Another module may be there after a re-plug. */
  forgetModule(): void {
    this.#way = null;
    this.cardIsGone();
  }

  /** Nothing is known to lie there any more. */
  cardIsGone(): void {
    this.#seen = null;
    this.#expected = false;
  }

  /** To be called when a card has just been read. Costs one short exchange once the module is known. */
  async learn(signal?: AbortSignal): Promise<Result<void>> {
    this.#seen = null;
    this.#expected = true;
    if (this.#way === 'find') return ok(undefined);
    for (const way of this.#way ? [this.#way] : (['readCardNumbers', 'readBase'] as const)) {
      const answer = await this.#ask(way, signal);
      if (!answer.ok) return answer;
      if (!isSuccess(way, answer.value)) continue;
      this.#way = way;
      this.#seen = answer.value.data;
      return ok(undefined);
    }
    if (this.#way) return ok(undefined);
    const found = await this.#ask('find', signal);
    if (!found.ok) return found;
    if (isSuccess('find', found.value)) this.#way = 'find';
    return ok(undefined);
  }

  /** One look. A single "gone" may be a disturbance: callers ask twice. */
  async look(signal?: AbortSignal): Promise<Result<Presence>> {
    if (this.#way === 'readCardNumbers' || this.#way === 'readBase') {
      const answer = await this.#ask(this.#way, signal);
      if (!answer.ok) return answer;
      if (isSuccess(this.#way, answer.value))
        return ok(this.#isTheSame(answer.value.data) ? 'lying' : 'gone');
    }
    const found = await this.#ask('find', signal);
    if (!found.ok) return found;
    if (!isSuccess('find', found.value)) {
      return ok(this.#way === null && this.#expected ? 'unknown' : 'gone');
    }
    if (this.#way === 'find') return ok('lying');
    // Seen anew: the same card nudged or put back, or the next one. Selecting it lets the next look tell which.
    const selected = await this.#ask('select', signal);
    if (!selected.ok) return selected;
    if (this.#way === null) {
      const learnt = await this.learn(signal);
      if (!learnt.ok) return learnt;
    }
    return ok('lying');
  }

  #isTheSame(data: Uint8Array): boolean {
    this.#seen ??= data;
    return Buffer.compare(this.#seen, data) === 0;
  }

  async #ask(command: SdtCommandName, signal?: AbortSignal): Promise<Result<SdtResponse>> {
    const limitMs = command === 'readBase' ? this.#limits.read : this.#limits.select;
    const answer = await this.#link.exchange(command, { limitMs, signal });
    return answer.ok ? answer : err(answer.error);
  }
}
