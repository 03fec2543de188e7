import { transportErrors } from '../../../kit/errors.ts';
import { Listeners } from '../../../kit/listeners.ts';
import { pause } from '../../../kit/pause.ts';
import { type DeviceFailure, err, failure, ok, type Result } from '../../../kit/result.ts';
import type { UsbBus, UsbDeviceInfo, UsbPort } from '../../../kit/usb/usb-bus.ts';
import type { BlockLine } from '../driver/block-line.ts';
import type { XgCarrier } from './carrier.ts';
import { toldBack } from '../../../kit/told-back.ts';

export interface XgUsbOptions {
  readonly bus: UsbBus;
  /** Which of the plugged-in devices it is; asked anew at each `open`, so that another socket does not matter. */
  readonly pick: (devices: readonly UsbDeviceInfo[]) => UsbDeviceInfo | null;
  /** For traces: "usb:2109:7638". */
  readonly name: string;
}

/** Between two looks for an answer: an eighth of the time since anything was said, within these bounds, ms. */
const SHORTEST_PAUSE = 4;
const LONGEST_PAUSE = 100;
/** The module only answers. Later than any finger is waited for, nobody looks any more until something is sent again, ms. */
const TALK_LASTS = 300_000;
/** So many faults in a row, and the line is given up. */
const FAULTS_IN_A_ROW = 3;
/** A request; what follows it is a block, and a message of its own. */
const FRAME_BYTES = 24;

interface Open {
  readonly port: UsbPort;
  /** Aborts when something is to be sent, or the line is closed. */
  hurry: AbortController;
  readonly letters: Letter[];
  talking: Promise<void>;
}

interface Letter {
  readonly bytes: Uint8Array;
  readonly told: (result: Result<void>) => void;
}

/**
 * An XG module on USB as a byte stream. One thing at a time goes over the port: what is to be sent goes first, else the
 * module is asked what it has to say, often after something was said and ever more seldom in the silence.
 */
export class PolledLine implements BlockLine {
  readonly name: string;
  readonly blockBytes: number;
  readonly #options: XgUsbOptions;
  readonly #carrier: XgCarrier;
  readonly #data = new Listeners<Uint8Array>();
  readonly #lost = new Listeners<DeviceFailure>();
  #open: Open | null = null;
  #opening: Promise<Result<void>> | null = null;
  /** An earlier port that is still being given back. */
  #shutting: Promise<void> = Promise.resolve();

  constructor(options: XgUsbOptions, carrier: XgCarrier) {
    this.name = options.name;
    this.blockBytes = carrier.blockBytes;
    this.#options = options;
    this.#carrier = carrier;
  }

  get isOpen(): boolean {
    return this.#open !== null;
  }

  /** E1012 nothing fits; else as `UsbBus.open`. */
  open(): Promise<Result<void>> {
    if (this.isOpen) return Promise.resolve(ok(undefined));
    this.#opening ??= this.#openPort().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  /** E1010 refused (the line goes on), E1005 and E1006 gone, E1009 not open. */
  async write(bytes: Uint8Array): Promise<Result<void>> {
    for (const message of [bytes.subarray(0, FRAME_BYTES), bytes.subarray(FRAME_BYTES)]) {
      const sent = message.length === 0 ? ok(undefined) : await this.#post(message);
      if (!sent.ok) return sent;
    }
    return ok(undefined);
  }

  /** Nothing is held back here. */
  flush(): Promise<void> {
    return Promise.resolve();
  }

  async close(): Promise<void> {
    await this.#opening;
    await this.#shut();
  }

  onData(listener: (bytes: Uint8Array) => void): () => void {
    return this.#data.add(listener);
  }

  onLost(listener: (failure: DeviceFailure) => void): () => void {
    return this.#lost.add(listener);
  }

  onBack(listener: () => void): () => void {
    return toldBack(this.#options.bus, this.#options.pick, this, listener);
  }

  async #openPort(): Promise<Result<void>> {
    await this.#shutting;
    const { bus, pick } = this.#options;
    const device = pick(await bus.list());
    const own = device && this.#carrier.interfaceOf(device.interfaces);
    if (!device || !own) return err(failure(transportErrors, 'E1012', this.name));
    const opened = await bus.open(device, own.number);
    if (!opened.ok) return opened;
    const port = opened.value;
    const open: Open = { port, hurry: new AbortController(), letters: [], talking: Promise.resolve() };
    this.#open = open;
    port.onLost((lost) => this.#lose(open, lost));
    // Between the last look and the listener it may have gone.
    if (!port.isOpen) this.#lose(open, failure(transportErrors, 'E1005', this.name));
    open.talking = this.#talk(open);
    return ok(undefined);
  }

  #post(bytes: Uint8Array): Promise<Result<void>> {
    const open = this.#open;
    if (!open) return Promise.resolve(err(failure(transportErrors, 'E1009', this.name)));
    return new Promise((told) => {
      open.letters.push({ bytes, told });
      open.hurry.abort();
    });
  }

  async #talk(open: Open): Promise<void> {
    let spokeAt = performance.now();
    let faults = 0;
    while (this.#open === open) {
      const letter = open.letters.shift();
      if (!letter && open.hurry.signal.aborted) open.hurry = new AbortController();
      const got = letter
        ? await this.#carrier.send(open.port, letter.bytes)
        : await this.#carrier.fetch(open.port, open.hurry.signal);
      if (this.#open !== open) letter?.told(err(failure(transportErrors, 'E1005', this.name)));
      else letter?.told(got.ok ? ok(undefined) : got);
      if (this.#open !== open) return;
      if (got.ok) {
        faults = 0;
        if (letter || got.value.length > 0) spokeAt = performance.now();
        if (got.value.length > 0) this.#data.tell(got.value);
        if (letter || got.value.length > 0) continue;
      } else {
        faults += 1;
        if (faults >= FAULTS_IN_A_ROW || !isPassing(got.error, letter !== undefined)) {
          this.#lose(open, got.error);
          return;
        }
      }
      const silence = performance.now() - spokeAt;
      const rest = Math.min(LONGEST_PAUSE, Math.max(SHORTEST_PAUSE, silence / 8));
      await pause(silence > TALK_LASTS ? TALK_LASTS : rest, open.hurry.signal);
    }
  }

  /** Tells the loss once; what an earlier port still says tells nothing about a new one. */
  #lose(open: Open, lost: DeviceFailure): void {
    if (this.#open !== open) return;
    void this.#shut();
    this.#lost.tell(lost);
  }

  #shut(): Promise<void> {
    const open = this.#open;
    if (!open) return this.#shutting;
    this.#open = null;
    open.hurry.abort();
    for (const { told } of open.letters.splice(0)) told(err(failure(transportErrors, 'E1009', this.name)));
    // The transfer that still runs ends with the port.
    this.#shutting = Promise.all([open.port.close(), open.talking]).then(() => undefined);
    return this.#shutting;
  }
}

/** Worth going on after. A module that does not take a message in all its time is as good as gone. */
const isPassing = ({ code }: DeviceFailure, sending: boolean): boolean =>
  code === 'E1010' || code === 'E1011' || code === 'E1013' || (code === 'E1007' && !sending);
