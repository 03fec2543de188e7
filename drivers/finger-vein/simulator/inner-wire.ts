import { SerialTransport } from '../../kit/serial-transport.ts';

interface Module {
  /** Of a simulator that has started. */
  readonly path: string;
  /** Its power goes, and comes back at once. */
  powerCycle(): void;
}

/**
 * The wire inside a simulated USB scanner, from its USB controller to the simulated module, which is on a pty as on a serial
 * line. Pulled out, the module loses its power.
 */
export class InnerWire {
  readonly #module: Module;
  readonly #parity: 'none' | 'odd';
  readonly #onSaid: (bytes: Uint8Array) => void;
  readonly #onCut: () => void;
  #line: SerialTransport | null = null;
  /** The wire can be laid again only when the one before is given back. */
  #laying: Promise<unknown> = Promise.resolve();

  /**
   * @param onSaid bytes of the module
   * @param onCut the module's script has cut the cable (`unplug`): whoever carries the device pulls it out
   */
  constructor(
    module: Module,
    {
      onSaid,
      onCut = () => undefined,
      parity = 'none',
    }: {
      readonly onSaid: (bytes: Uint8Array) => void;
      readonly onCut?: (() => void) | undefined;
      readonly parity?: 'none' | 'odd';
    },
  ) {
    this.#module = module;
    this.#parity = parity;
    this.#onSaid = onSaid;
    this.#onCut = onCut;
  }

  lay(): void {
    const line = new SerialTransport(this.#module.path, 57_600, this.#parity);
    this.#line = line;
    line.onData((bytes) => {
      if (this.#line === line) this.#onSaid(bytes);
    });
    line.onLost(() => {
      if (this.#line === line) this.#onCut();
    });
    this.#laying = this.#laying.then(() => line.open());
  }

  /** Bytes to the module, in their order. */
  say(bytes: Uint8Array): void {
    const line = this.#line;
    this.#laying = this.#laying.then(() => line?.write(bytes));
  }

  /** Resolves when the pty is free. */
  cut(): Promise<unknown> {
    const line = this.#line;
    this.#line = null;
    if (line) {
      this.#laying = this.#laying.then(() => line.close());
      this.#module.powerCycle();
    }
    return this.#laying;
  }
}
