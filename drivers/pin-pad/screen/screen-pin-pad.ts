import { timingSafeEqual } from 'node:crypto';
import { type CipherName, checkValue, decryptBlocks, KEY_BYTES } from '../../kit/ciphers/block-cipher.ts';
import { transportErrors } from '../../kit/errors.ts';
import { err, failure, ok, type Result } from '../../kit/result.ts';
import type { DeviceStatus } from '../../kit/status.ts';
import { EntryBook } from '../entry-book.ts';
import { refuse } from '../errors.ts';
import { encipherPin, formatFits, isPan, type PinBlockFormat } from '../pin-block/pin-block.ts';
import type {
  EncryptedPinBlock,
  EnterOptions,
  KeyCheck,
  PadIdentity,
  PinPadDevice,
  WrappedKey,
} from '../pin-pad.ts';
import { pinCheck } from '../rules/pin-check.ts';
import { PIN_LENGTH, type PinFacts, type PinRule } from '../rules/pin-rule.ts';
import { limitWithin, resolveLimits } from '../../kit/limits.ts';
import { type PinPadTimeouts, pinPadTimeouts } from '../timeouts.ts';

export type ScreenKey = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | 'erase' | 'clear';

/** The terminal's master key, as it was opened from its sealed file. */
export interface MasterKey {
  readonly algorithm: CipherName;
  /** 16 bytes; copied, so that the caller may overwrite its own. */
  readonly key: Uint8Array;
}

export interface ScreenPinPadOptions {
  /** Null: entries work, PIN blocks do not (E2811). */
  readonly masterKey: MasterKey | null;
  readonly simulated?: boolean;
  readonly timeouts?: Partial<PinPadTimeouts>;
  /** Makes the buffers the digits lie in; for tests that look at them afterwards. */
  readonly allocate?: (length: number) => Uint8Array;
}

interface Running {
  readonly options: EnterOptions;
  readonly digits: Uint8Array;
  count: number;
  readonly end: (result: Result<string>) => void;
}

/**
 * The keys on the screen as a PIN pad: digits come one by one by `press`, lie in buffers that are overwritten, and leave as
 * an encrypted block. This is a program's memory and not a sealed pad: the configured fallback, never the better choice.
 */
export class ScreenPinPad implements PinPadDevice {
  readonly #timeouts: PinPadTimeouts;
  readonly #allocate: (length: number) => Uint8Array;
  readonly #master: MasterKey | null;
  readonly #status: DeviceStatus;
  readonly #entries: EntryBook<Uint8Array>;
  #session: { readonly key: Uint8Array; readonly of: WrappedKey } | null = null;
  #running: Running | null = null;

  constructor(options: ScreenPinPadOptions) {
    this.#timeouts = resolveLimits(pinPadTimeouts, options.timeouts);
    this.#allocate = options.allocate ?? ((length) => new Uint8Array(length));
    this.#master = options.masterKey && { ...options.masterKey, key: Uint8Array.from(options.masterKey.key) };
    this.#status = { state: 'online', details: { keys: 'screen' }, simulated: options.simulated ?? false };
    this.#entries = new EntryBook(this.#timeouts.hold, (digits) => digits.fill(0));
  }

  async open(): Promise<Result<PadIdentity>> {
    return ok({ serialNumber: 'screen', firmware: '', algorithms: ['SM4', '3DES', 'AES'] });
  }

  status(): DeviceStatus {
    return this.#status;
  }

  /** The screen is always there. */
  onStatus(): () => void {
    return () => undefined;
  }

  async keyCheck(which: 'master' | 'session'): Promise<Result<KeyCheck>> {
    if (which === 'session') {
      if (!this.#session) return refuse('E2812');
      const { algorithm, kcv } = this.#session.of;
      return ok({ algorithm, kcv });
    }
    if (!this.#master) return refuse('E2811');
    const { algorithm, key } = this.#master;
    return ok({ algorithm, kcv: checkValue(algorithm, key) });
  }

  async loadSessionKey(wrapped: WrappedKey): Promise<Result<void>> {
    if (!this.#master) return refuse('E2811');
    if (wrapped.algorithm !== this.#master.algorithm || wrapped.wrapped.length !== KEY_BYTES)
      return refuse('E2810', 'session key');
    const key = decryptBlocks(this.#master.algorithm, this.#master.key, wrapped.wrapped);
    if (checkValue(wrapped.algorithm, key) !== wrapped.kcv.toUpperCase()) {
      key.fill(0);
      return refuse('E2813');
    }
    this.#session?.key.fill(0);
    this.#session = { key, of: { ...wrapped, kcv: wrapped.kcv.toUpperCase() } };
    return ok(undefined);
  }

  enter(options: EnterOptions): Promise<Result<string>> {
    if (this.#running) return Promise.resolve(refuse('E2805'));
    if (options.signal?.aborted) return Promise.resolve(err(failure(transportErrors, 'E1008', 'PIN entry')));
    this.#entries.makeRoom(options.kind);
    return new Promise((resolve) => {
      const limitMs = limitWithin(pinPadTimeouts, 'entry', options.timeoutMs ?? this.#timeouts.entry);
      const timer = setTimeout(() => running.end(refuse('E2806', `${limitMs} ms`)), limitMs);
      const onAbort = (): void => running.end(err(failure(transportErrors, 'E1008', 'PIN entry')));
      const running: Running = {
        options,
        digits: this.#allocate(PIN_LENGTH),
        count: 0,
        end: (result) => {
          if (this.#running !== running) return;
          this.#running = null;
          clearTimeout(timer);
          options.signal?.removeEventListener('abort', onAbort);
          if (!result.ok) running.digits.fill(0);
          resolve(result);
        },
      };
      this.#running = running;
      options.signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  /** One key; without an entry, and a seventh digit, it does nothing. */
  press(key: ScreenKey): void {
    const running = this.#running;
    if (!running) return;
    const before = running.count;
    if (key === 'clear') running.count = 0;
    else if (key === 'erase') running.count = Math.max(0, before - 1);
    else if (before < PIN_LENGTH) {
      running.digits[before] = key.charCodeAt(0) - 0x30;
      running.count += 1;
    }
    running.digits.fill(0, running.count);
    if (running.count !== before) running.options.onCount?.(running.count);
  }

  /** Ends the entry when it is whole; before that it does nothing. */
  confirm(): void {
    const running = this.#running;
    if (running?.count !== PIN_LENGTH) return;
    running.end(ok(this.#entries.add(running.options.kind, running.digits)));
  }

  async check(entryId: string, facts: PinFacts): Promise<Result<PinRule | null>> {
    const entry = this.#entries.get(entryId);
    return entry ? ok(pinCheck(facts)(entry.held)) : refuse('E2808');
  }

  async same(firstId: string, secondId: string): Promise<Result<boolean>> {
    const first = this.#entries.get(firstId);
    const second = this.#entries.get(secondId);
    return first && second ? ok(timingSafeEqual(first.held, second.held)) : refuse('E2808');
  }

  async pinBlock(
    entryId: string,
    { format, pan }: { readonly format: PinBlockFormat; readonly pan: string },
  ): Promise<Result<EncryptedPinBlock>> {
    const entry = this.#entries.get(entryId);
    if (!entry) return refuse('E2808');
    if (!this.#session) return refuse(this.#master ? 'E2812' : 'E2811');
    const { key, of } = this.#session;
    if (!formatFits(format, of.algorithm) || !isPan(pan)) return refuse('E2810', `format ${format}`);
    const block = encipherPin(format, { algorithm: of.algorithm, key }, entry.held, pan);
    return ok({ format, algorithm: of.algorithm, keyId: of.keyId, kcv: of.kcv, block });
  }

  async pinBytes(entryId: string): Promise<Result<Uint8Array>> {
    const entry = this.#entries.get(entryId);
    if (!entry) return refuse('E2808');
    return entry.kind === 'cardPin' ? ok(entry.held.slice()) : refuse('E2809');
  }

  async forget(): Promise<void> {
    this.#running?.end(err(failure(transportErrors, 'E1008', 'PIN entry')));
    this.#entries.clear();
  }

  /** Forgets everything, keys too. */
  async close(): Promise<void> {
    await this.forget();
    this.#session?.key.fill(0);
    this.#session = null;
    this.#master?.key.fill(0);
  }
}
