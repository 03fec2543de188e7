import { configurationDescriptor } from '../../../kit/usb/simulator/descriptors.ts';
import type { UsbHost, UsbModel } from '../../../kit/usb/simulator/usb-model.ts';
import { type ModuleEnd, type UsbModuleOptions, usbShell } from './usb-module.ts';
import type { XgSimulator } from './xg-simulator.ts';

/** What a module can do wrong with one transfer. */
export type BulkFault =
  /** The status is no status. */
  | 'badStatus'
  /** No status comes at all. */
  | 'noStatus'
  /** The status says that module and terminal are out of step. */
  | 'phaseError'
  /** The data is refused, the status says "failed". */
  | 'stallData'
  /** The wrapper itself is refused. */
  | 'stallWrapper'
  /** Nothing is taken any more until the transport is reset. */
  | 'stuck'
  /** What is said comes in pieces of 13 bytes, as long as a status. */
  | 'pieces'
  /** Far more data than there is room for. */
  | 'tooLong';

export interface BulkModuleOptions extends UsbModuleOptions {
  /** Asked with nothing to say it waits until it has something, instead of saying so. */
  readonly holdsBack?: boolean;
}

export interface BulkModule extends UsbModel {
  /** The next command that fetches an answer (or brings a request) goes so wrong, `times` of them. */
  misbehave(fault: BulkFault, on: 'answer' | 'request', times?: number): void;
  /** How often the terminal has reset the transport. */
  readonly resets: number;
}

const [OUT, IN] = [0x02, 0x81] as const;
const PACKET = 512;
const [TO_MODULE, FROM_MODULE] = [0x86, 0x85] as const;
const RESET_REQUEST = 0xff;
/** A block of 4094 bytes and its sum. */
const MOST = 4096;

/** Mass storage, SCSI, bulk-only, as a CD-ROM drive has it. Written from the protocol's description, without the driver's codec. */
export function usbBulkModule(simulator: XgSimulator, options: BulkModuleOptions = {}): BulkModule {
  const { holdsBack = false } = options;
  const faults: { readonly fault: BulkFault; readonly on: 'answer' | 'request' }[] = [];
  let host: UsbHost | null = null;
  let module: ModuleEnd | null = null;
  /** Data announced and not here yet; null between two commands. */
  let announced: {
    readonly length: number;
    readonly parts: Uint8Array[];
    readonly fault?: BulkFault;
  } | null = null;
  let stuck = false;
  let resets = 0;

  const next = (on: 'answer' | 'request'): BulkFault | undefined => {
    const at = faults.findIndex((item) => item.on === on);
    return at < 0 ? undefined : faults.splice(at, 1)[0]?.fault;
  };
  const tellStatus = (residue: number, state: number, fault?: BulkFault): void => {
    const status = Buffer.from('USBSXGZX\0\0\0\0\0', 'latin1');
    status.writeUInt32LE(residue, 8);
    status.writeUInt8(fault === 'phaseError' ? 2 : state, 12);
    if (fault === 'badStatus') status.write('JUNK', 'latin1');
    if (fault !== 'noStatus') host?.send(IN, status);
  };
  const answer = (length: number, fault?: BulkFault): void => {
    if (fault === 'stallData') {
      host?.stall(IN);
      tellStatus(length, 1);
      return;
    }
    const data = fault === 'tooLong' ? Buffer.alloc(3 * MOST, 0x55) : (module?.take(MOST) ?? Buffer.alloc(0));
    const piece = fault === 'pieces' ? 13 : Math.max(1, data.length);
    for (let at = 0; at < data.length; at += piece) host?.send(IN, data.subarray(at, at + piece));
    tellStatus(Math.max(0, length - data.length), 0, fault);
  };
  const begin = (wrapper: Buffer): 'taken' | 'stall' => {
    const isWrapper = wrapper.length === 31 && wrapper.toString('latin1', 0, 8) === 'USBCXGZX';
    const [length, opcode] = isWrapper ? [wrapper.readUInt32LE(8), wrapper.readUInt8(15)] : [0, 0];
    if (opcode === TO_MODULE) {
      const fault = next('request');
      if (fault === 'stallWrapper') return 'stall';
      announced = { length, parts: [], ...(fault ? { fault } : {}) };
      return 'taken';
    }
    if (opcode !== FROM_MODULE) return 'stall';
    const fault = next('answer');
    if (fault === 'stallWrapper') return 'stall';
    if (fault === 'stuck') stuck = true;
    else if (holdsBack) module?.whenSaid(() => answer(length, fault));
    else answer(length, fault);
    return 'taken';
  };
  const fill = (command: NonNullable<typeof announced>, bytes: Uint8Array): 'taken' | 'stall' => {
    const { length, parts, fault } = command;
    if (fault === 'stallData') {
      announced = null;
      tellStatus(length, 1);
      return 'stall';
    }
    parts.push(bytes);
    const whole = Buffer.concat(parts);
    if (whole.length < length) return 'taken';
    announced = null;
    module?.say(whole.subarray(0, length));
    tellStatus(0, whole.length > length ? 2 : 0, fault);
    return 'taken';
  };

  const model = usbShell(simulator, options, {
    configuration: configurationDescriptor([
      {
        class: [0x08, 0x06, 0x50],
        endpoints: [
          { address: IN, type: 'bulk', maxPacketBytes: PACKET },
          { address: OUT, type: 'bulk', maxPacketBytes: PACKET },
        ],
      },
    ]),
    plugged: (to, end) => {
      [host, module, announced, stuck] = [to, end, null, false];
    },
    unplugged: () => {
      [host, module] = [null, null];
    },
    control: ({ bmRequestType, bRequest }) => {
      // Get Max LUN: one, as every drive says.
      if (bmRequestType === 0xa1 && bRequest === 0xfe) return Uint8Array.of(0);
      if (bmRequestType !== 0x21 || bRequest !== RESET_REQUEST) return 'stall';
      [announced, stuck] = [null, false];
      module?.whenSaid(() => undefined);
      host?.drop(IN);
      resets += 1;
      return undefined;
    },
    out: (_endpoint, bytes) => {
      if (stuck) return 'never';
      return announced ? fill(announced, bytes) : begin(Buffer.from(bytes));
    },
  });
  return {
    ...model,
    misbehave: (fault, on, times = 1) => {
      for (let count = 0; count < times; count += 1) faults.push({ fault, on });
    },
    get resets() {
      return resets;
    },
  };
}
