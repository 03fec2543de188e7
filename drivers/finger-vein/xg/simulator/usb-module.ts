import { SerialTransport } from '../../../kit/serial-transport.ts';
import type { UsbAnswer, UsbHost, UsbModel, UsbModelSetup } from '../../../kit/usb/simulator/usb-model.ts';
import type { XgSimulator } from './xg-simulator.ts';

/** The far end of a simulated USB module: what was fetched from the host, and what the module wants to say. */
export interface ModuleEnd {
  /** Bytes to the module. */
  say(bytes: Uint8Array): void;
  /** What the module has said and nobody has fetched, at most so many bytes. */
  take(most: number): Buffer;
  /** Calls back once, as soon as there is something to take. */
  whenSaid(listener: () => void): void;
}

/** One way of carrying the bytes, as an interface of the device. */
export interface ModuleFraming {
  readonly configuration: Uint8Array;
  plugged(host: UsbHost, module: ModuleEnd): void;
  unplugged(): void;
  control(setup: UsbModelSetup, data: Uint8Array): UsbAnswer;
  out(endpoint: number, bytes: Uint8Array): 'taken' | 'stall' | 'never';
}

/**
 * A simulated XG module on USB: the simulator of the serial line with a USB shell around it. Pulled out, it loses its power. A
 * simulator that cuts its own cable (`unplug`) is silent behind the shell: whoever owns the bus pulls the device out.
 */
export function usbShell(simulator: XgSimulator, device: Uint8Array, framing: ModuleFraming): UsbModel {
  let line: SerialTransport | null = null;
  /** The wire inside can be laid again only when the one before is given back. */
  let closing: Promise<void> = Promise.resolve();
  return {
    device,
    configuration: framing.configuration,
    strings: { 1: 'Simulated', 2: 'Finger Vein', 3: 'SIM0000001' },
    speed: 'high',
    plugged: (host) => {
      const end = new SaidBytes((bytes) => void opening.then(() => mine.write(bytes)));
      const mine = new SerialTransport(simulator.path);
      line = mine;
      mine.onData((bytes) => end.hear(bytes));
      const opening = closing.then(() => mine.open());
      framing.plugged(host, end);
    },
    unplugged: () => {
      closing = line?.close() ?? closing;
      line = null;
      framing.unplugged();
      simulator.powerCycle();
    },
    control: (setup, data) => framing.control(setup, data),
    out: (endpoint, bytes) => framing.out(endpoint, bytes),
  };
}

class SaidBytes implements ModuleEnd {
  readonly say: (bytes: Uint8Array) => void;
  #bytes: Buffer = Buffer.alloc(0);
  #waiting: (() => void) | null = null;

  constructor(say: (bytes: Uint8Array) => void) {
    this.say = say;
  }

  hear(bytes: Uint8Array): void {
    this.#bytes = Buffer.concat([this.#bytes, bytes]);
    const tell = this.#waiting;
    this.#waiting = null;
    tell?.();
  }

  take(most: number): Buffer {
    const taken = this.#bytes.subarray(0, most);
    this.#bytes = this.#bytes.subarray(taken.length);
    return taken;
  }

  whenSaid(listener: () => void): void {
    this.#waiting = listener;
    if (this.#bytes.length > 0) {
      this.#waiting = null;
      listener();
    }
  }
}
