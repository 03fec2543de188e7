import type { UsbHost, UsbModel, UsbModelSetup } from '../../drivers/kit/usb/simulator/usb-model.ts';
import { type StandardState, standardAnswer } from './standard-requests.ts';
import {
  type Submit,
  submitAnswer,
  transferStatus,
  type Unlink,
  unlinkAnswer,
  type UsbIpCommand,
} from './wire.ts';

/** What has gone over the wire, for tests that ask whether the kernel did something. */
export interface DeviceTraffic {
  configuration: number;
  /** Control requests that the device got, oldest first, the last 200. */
  readonly requests: UsbModelSetup[];
  /** Transfers that the kernel took back. */
  unlinked: number;
}

interface Pipe {
  /** Bytes per packet; a transfer that asks for whole packets may be continued by the next one. */
  readonly packetBytes: number;
  /** To the host: what the device has sent and the host has not fetched. */
  readonly queue: Uint8Array[];
  readonly waiting: Submit[];
  halted: boolean;
}

const KEPT_REQUESTS = 200;

/**
 * A simulated device between plugging in and pulling out, as the far end of the kernel's host controller: every transfer that is
 * submitted is answered once, in the order of its endpoint, or taken back.
 */
export class AttachedDevice {
  readonly traffic: DeviceTraffic = { configuration: 0, requests: [], unlinked: 0 };
  readonly #model: UsbModel;
  readonly #reply: (bytes: Buffer) => void;
  readonly #pipes = new Map<number, Pipe>();
  /** Transfers to the device and control requests that have no answer yet. */
  readonly #open = new Map<number, () => void>();
  readonly #turns = new Map<number, Promise<void>>();
  readonly #state: StandardState;
  #gone = false;

  /** @param reply gets what the kernel is to be told */
  constructor(model: UsbModel, reply: (bytes: Buffer) => void) {
    this.#model = model;
    this.#reply = (bytes) => {
      if (!this.#gone) reply(bytes);
    };
    const { traffic } = this;
    this.#state = {
      get configuration() {
        return traffic.configuration;
      },
      set configuration(value) {
        traffic.configuration = value;
      },
      alternates: new Map(),
      isHalted: (endpoint) => this.#pipe(endpoint).halted,
      clearHalt: (endpoint) => {
        this.#pipe(endpoint).halted = false;
        this.#serve(endpoint);
      },
      halt: (endpoint) => this.#host.stall(endpoint),
    };
    model.plugged(this.#host);
  }

  readonly #host: UsbHost = {
    send: (endpoint, bytes) => {
      if (this.#gone) return;
      this.#pipe(endpoint).queue.push(Uint8Array.from(bytes));
      this.#serve(endpoint);
    },
    stall: (endpoint) => {
      this.#pipe(endpoint).halted = true;
      this.#serve(endpoint);
    },
    drop: (endpoint) => {
      this.#pipe(endpoint).queue.length = 0;
    },
    queued: (endpoint) => this.#pipe(endpoint).queue.reduce((sum, bytes) => sum + bytes.length, 0),
  };

  /** Something from the kernel. */
  take(command: UsbIpCommand): void {
    if (command.kind === 'unlink') this.#unlink(command);
    // Isochronous transfers are not simulated: whoever needs them has a bulk endpoint too.
    else if (command.packets > 0) this.#reply(submitAnswer(command, transferStatus.stall, 0));
    else if ((command.endpoint & 0x7f) === 0) this.#inTurn(command, () => this.#control(command));
    else if (command.endpoint & 0x80) {
      this.#pipe(command.endpoint).waiting.push(command);
      this.#serve(command.endpoint);
    } else this.#inTurn(command, () => this.#receive(command));
  }

  /** The cable is out: nothing is answered any more. */
  leave(): void {
    if (this.#gone) return;
    this.#gone = true;
    for (const end of this.#open.values()) end();
    this.#model.unplugged();
  }

  #pipe(endpoint: number): Pipe {
    let pipe = this.#pipes.get(endpoint);
    if (!pipe) {
      pipe = {
        packetBytes: packetBytesOf(this.#model.configuration, endpoint),
        queue: [],
        waiting: [],
        halted: false,
      };
      this.#pipes.set(endpoint, pipe);
    }
    return pipe;
  }

  /** Gives waiting transfers what is queued, as far as both reach. */
  #serve(endpoint: number): void {
    const pipe = this.#pipe(endpoint);
    while (pipe.waiting.length > 0 && (pipe.halted || pipe.queue.length > 0)) {
      const submit = pipe.waiting.shift() as Submit;
      if (pipe.halted) this.#reply(submitAnswer(submit, transferStatus.stall, 0));
      else this.#answerFrom(pipe, submit);
    }
  }

  #answerFrom(pipe: Pipe, submit: Submit): void {
    const bytes = pipe.queue.shift() as Uint8Array;
    if (bytes.length <= submit.length) this.#reply(submitAnswer(submit, transferStatus.ok, bytes));
    else if (submit.length % pipe.packetBytes !== 0)
      this.#reply(submitAnswer(submit, transferStatus.overflow, bytes.subarray(0, submit.length)));
    else {
      pipe.queue.unshift(bytes.subarray(submit.length));
      this.#reply(submitAnswer(submit, transferStatus.ok, bytes.subarray(0, submit.length)));
    }
  }

  /** One after the other on each endpoint; `work` gives the answer, or nothing when there never is one. */
  #inTurn(submit: Submit, work: () => Promise<Buffer | null>): void {
    let takeBack: () => void = () => undefined;
    const takenBack = new Promise<void>((resolve) => {
      takeBack = resolve;
    });
    this.#open.set(submit.sequence, takeBack);
    const before = this.#turns.get(submit.endpoint & 0x7f) ?? Promise.resolve();
    const mine = before.then(async () => {
      if (!this.#open.has(submit.sequence) || this.#gone) return;
      const answer = work().then((bytes) => {
        if (bytes === null) return takenBack;
        if (this.#open.delete(submit.sequence)) this.#reply(bytes);
        return undefined;
      });
      await Promise.race([answer, takenBack]);
    });
    this.#turns.set(submit.endpoint & 0x7f, mine);
  }

  async #receive(submit: Submit): Promise<Buffer | null> {
    const pipe = this.#pipe(submit.endpoint);
    const how = pipe.halted ? 'stall' : await this.#model.out(submit.endpoint, Uint8Array.from(submit.data));
    if (how === 'never') return null;
    if (how === 'stall') pipe.halted = true;
    return how === 'stall'
      ? submitAnswer(submit, transferStatus.stall, 0)
      : submitAnswer(submit, transferStatus.ok, submit.data.length);
  }

  async #control(submit: Submit): Promise<Buffer> {
    const bytes = submit.setup;
    const setup: UsbModelSetup = {
      bmRequestType: bytes.readUInt8(0),
      bRequest: bytes.readUInt8(1),
      wValue: bytes.readUInt16LE(2),
      wIndex: bytes.readUInt16LE(4),
      wLength: bytes.readUInt16LE(6),
    };
    const { requests } = this.traffic;
    requests.push(setup);
    if (requests.length > KEPT_REQUESTS) requests.shift();
    const standard = standardAnswer(this.#model, this.#state, setup);
    const answer = standard
      ? standard.answer
      : await this.#model.control(setup, Uint8Array.from(submit.data));
    if (answer === 'stall') return submitAnswer(submit, transferStatus.stall, 0);
    if (submit.endpoint & 0x80)
      return submitAnswer(submit, transferStatus.ok, (answer ?? new Uint8Array()).subarray(0, submit.length));
    return submitAnswer(submit, transferStatus.ok, submit.data.length);
  }

  #unlink(unlink: Unlink): void {
    this.traffic.unlinked += 1;
    let wasOpen = false;
    for (const { waiting } of this.#pipes.values()) {
      const at = waiting.findIndex((submit) => submit.sequence === unlink.target);
      if (at >= 0) {
        waiting.splice(at, 1);
        wasOpen = true;
      }
    }
    const takeBack = this.#open.get(unlink.target);
    if (takeBack) {
      this.#open.delete(unlink.target);
      takeBack();
      wasOpen = true;
    }
    this.#reply(unlinkAnswer(unlink, wasOpen));
  }
}

/** From the endpoint's descriptor (USB 2.0, 9.6.6). */
function packetBytesOf(configuration: Uint8Array, endpoint: number): number {
  for (let at = 0; at + 1 < configuration.length; at += configuration[at] || configuration.length) {
    if (configuration[at + 1] === 5 && configuration[at + 2] === endpoint)
      return ((configuration[at + 4] ?? 0) | ((configuration[at + 5] ?? 0) << 8)) & 0x7ff;
  }
  throw new Error(`no endpoint 0x${endpoint.toString(16)} in the descriptors`);
}
