import { connect, type Socket } from 'node:net';
import { VpcdParser, vpcdControl, vpcdFrame } from '../vpcd-frames.ts';
import type { SimulatedChip } from './chip.ts';

const REDIAL_MS = 150;

interface VpcdAddress {
  readonly host: string;
  readonly port: number;
}

/**
 * A simulated chip in a reader of vpcd: dials it, and dials again while the reader is away. Inserted is connected, taken
 * out is hung up.
 */
export class VpcdCard {
  #address: VpcdAddress;
  readonly #onChange: (inserted: boolean) => void;
  #chip: SimulatedChip | null = null;
  #socket: Socket | null = null;
  #redial: NodeJS.Timeout | null = null;

  /** `onChange`: the card was put in or came out, by a script or by a fault of its own. */
  constructor(address: VpcdAddress, onChange: (inserted: boolean) => void = () => undefined) {
    this.#address = address;
    this.#onChange = onChange;
  }

  get inserted(): boolean {
    return this.#chip !== null;
  }

  /** Another reader at another address; a card that is in goes over to it. */
  moveTo(address: VpcdAddress): void {
    this.#address = address;
    this.#hangUp();
    if (this.#chip) this.#dial(this.#chip);
  }

  insert(chip: SimulatedChip): void {
    this.#hangUp();
    this.#chip = chip;
    this.#dial(chip);
    this.#onChange(true);
  }

  remove(): void {
    if (!this.#chip) return;
    this.#chip.powerOff();
    this.#chip = null;
    this.#hangUp();
    this.#onChange(false);
  }

  #hangUp(): void {
    if (this.#redial) clearTimeout(this.#redial);
    this.#redial = null;
    const socket = this.#socket;
    this.#socket = null;
    socket?.destroy();
  }

  #dial(chip: SimulatedChip): void {
    const socket = connect(this.#address);
    this.#socket = socket;
    socket.setNoDelay(true);
    const parser = new VpcdParser();
    let turn: Promise<void> = Promise.resolve();
    socket.on('data', (bytes) => {
      for (const message of parser.push(bytes))
        turn = turn.then(() => (this.#socket === socket ? this.#answer(chip, socket, message) : undefined));
    });
    socket.on('error', () => undefined);
    socket.once('close', () => {
      if (this.#socket !== socket) return;
      this.#socket = null;
      chip.powerOff();
      this.#redial = setTimeout(() => this.#dial(chip), REDIAL_MS);
    });
  }

  async #answer(chip: SimulatedChip, socket: Socket, message: Uint8Array): Promise<void> {
    if (message.length === 1) {
      const [control] = message;
      if (control === vpcdControl.powerOff) chip.powerOff();
      else if (control === vpcdControl.powerOn) chip.powerOn();
      else if (control === vpcdControl.reset) chip.reset();
      else if (control === vpcdControl.atr) socket.write(vpcdFrame(chip.atr ?? new Uint8Array(0)));
      return;
    }
    const answer = await chip.transmit(message);
    if (this.#socket !== socket || answer === 'silent') return;
    if (answer === 'removed') this.remove();
    else socket.write(vpcdFrame(answer));
  }
}
