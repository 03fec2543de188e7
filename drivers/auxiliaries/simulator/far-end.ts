import { openPtyPair, type PtyPair } from '../../kit/pty-pair.ts';
import { SerialTransport } from '../../kit/serial-transport.ts';

/** The device's end of a virtual serial cable. */
export class FarEnd {
  readonly #onBytes: (bytes: Uint8Array) => void;
  #cable: PtyPair | null = null;
  #line: SerialTransport | null = null;

  constructor(onBytes: (bytes: Uint8Array) => void) {
    this.#onBytes = onBytes;
  }

  /** Path that a driver opens. */
  get path(): string {
    return this.#cable?.driverEnd ?? '';
  }

  async start(): Promise<void> {
    this.#cable = await openPtyPair();
    await this.#attach();
  }

  async stop(): Promise<void> {
    await this.#detach();
    await this.#cable?.close();
    this.#cable = null;
  }

  async unplug(): Promise<void> {
    await this.#detach();
    await this.#cable?.unplug();
  }

  async replug(): Promise<void> {
    await this.#cable?.replug();
    await this.#attach();
  }

  /** Resolves when the bytes have left; whether anybody reads them is not known, as on any wire. */
  async send(bytes: Uint8Array): Promise<void> {
    await this.#line?.write(bytes);
  }

  async #attach(): Promise<void> {
    if (this.#line?.isOpen || !this.#cable) return;
    const line = new SerialTransport(this.#cable.deviceEnd);
    const opened = await line.open();
    if (!opened.ok) throw new Error(`simulator: ${opened.error.message}`);
    this.#line = line;
    line.onData((bytes) => this.#onBytes(bytes));
  }

  async #detach(): Promise<void> {
    const line = this.#line;
    this.#line = null;
    await line?.close();
  }
}
