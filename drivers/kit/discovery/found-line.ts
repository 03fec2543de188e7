import { transportErrors } from '../errors.ts';
import { Listeners } from '../listeners.ts';
import { type DeviceFailure, err, failure, ok, type Result } from '../result.ts';
import { hasSpeed, type SerialLine, type Transport } from '../transport.ts';
import { type Choice, choose, type Wish } from './choose.ts';
import type { DeviceKind, Fingerprint } from './fingerprint.ts';
import type { PluggedIn } from './plugged-in.ts';
import { type Match, rank } from './score.ts';

interface FoundLineOptions {
  readonly kind: DeviceKind;
  readonly wish: Wish;
  readonly fingerprints: readonly Fingerprint[];
  readonly plugged: PluggedIn;
  /** The line to a device that was found; null when this program has no way to speak to it. */
  readonly build: (match: Match) => Transport | null;
  /** Told at each open which device it is, and which others there were. */
  readonly onChosen?: (choice: Choice) => void;
}

/**
 * When something was plugged in, its node may not be there yet, or not be ours yet: the kernel's driver and the udev rules need
 * a moment. So whoever waits is told again, milliseconds later each.
 */
const TELL_AGAIN_MS = [100, 300, 700] as const;

/**
 * A line to whichever device fits: looked for anew at each `open`, so that a device that was plugged in elsewhere, or another
 * one in its place, is found without a change of the configuration. E1012 when none fits, E1014 when several do; else whatever
 * the line itself says.
 */
export class FoundLine implements Transport {
  readonly #options: FoundLineOptions;
  readonly #data = new Listeners<Uint8Array>();
  readonly #lost = new Listeners<DeviceFailure>();
  #line: Transport | null = null;
  #stopListening: readonly (() => void)[] = [];
  #opening: Promise<Result<void>> | null = null;
  /** The line before, still being closed: until then its device is not free for the next one. */
  #closing: Promise<void> = Promise.resolve();

  constructor(options: FoundLineOptions) {
    this.#options = options;
  }

  get name(): string {
    return this.#line?.name ?? `any ${this.#options.kind}`;
  }

  get isOpen(): boolean {
    return this.#line?.isOpen ?? false;
  }

  get within(): Transport | null {
    return this.#line;
  }

  /** Only while the device that was found is on a serial line: see `hasSpeed`. */
  get setBaudRate(): SerialLine['setBaudRate'] | undefined {
    const line = this.#line;
    return line && hasSpeed(line) ? (baud) => line.setBaudRate(baud) : undefined;
  }

  get baudRate(): number | undefined {
    return this.#line && hasSpeed(this.#line) ? this.#line.baudRate : undefined;
  }

  open(): Promise<Result<void>> {
    if (this.isOpen) return Promise.resolve(ok(undefined));
    this.#opening ??= this.#find().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  write(bytes: Uint8Array): Promise<Result<void>> {
    const line = this.#line;
    return line ? line.write(bytes) : Promise.resolve(err(failure(transportErrors, 'E1009', this.name)));
  }

  async flush(): Promise<void> {
    await this.#line?.flush();
  }

  async close(): Promise<void> {
    await this.#opening;
    this.#letGo();
    await this.#closing;
  }

  onData(listener: (bytes: Uint8Array) => void): () => void {
    return this.#data.add(listener);
  }

  onLost(listener: (failure: DeviceFailure) => void): () => void {
    return this.#lost.add(listener);
  }

  onBack(listener: () => void): () => void {
    let timers: readonly NodeJS.Timeout[] = [];
    const forget = (): void => timers.forEach(clearTimeout);
    const stop = this.#options.plugged.onChange(() => {
      forget();
      const tell = (): void => void (this.isOpen || listener());
      timers = TELL_AGAIN_MS.map((pause) => setTimeout(tell, pause).unref());
      tell();
    });
    return () => {
      stop();
      forget();
    };
  }

  async #find(): Promise<Result<void>> {
    this.#letGo();
    await this.#closing;
    const { kind, wish, fingerprints, plugged, build, onChosen } = this.#options;
    const chosen = choose(kind, rank(fingerprints, await plugged.list()), wish);
    if (!chosen.ok) return chosen;
    const { fingerprint } = chosen.value.match;
    const line = build(chosen.value.match);
    if (!line) return err(failure(transportErrors, 'E1012', `${kind}: no driver for ${fingerprint.id}`));
    onChosen?.(chosen.value);
    this.#line = line;
    this.#stopListening = [
      line.onData((bytes) => this.#data.tell(bytes)),
      line.onLost((lost) => {
        this.#letGo();
        this.#lost.tell(lost);
      }),
    ];
    const opened = await line.open();
    if (!opened.ok) this.#letGo();
    return opened;
  }

  /** Hears nothing more of the line there was, and closes it. */
  #letGo(): void {
    const line = this.#line;
    this.#line = null;
    for (const stop of this.#stopListening) stop();
    this.#stopListening = [];
    if (line) this.#closing = line.close();
  }
}
