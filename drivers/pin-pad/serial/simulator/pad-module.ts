import { randomBytes } from 'node:crypto';
import {
  type CipherName,
  checkValue,
  decryptBlocks,
  encryptBlocks,
} from '../../../kit/ciphers/block-cipher.ts';
import type { Operation } from './faults.ts';

interface ModuleAnswer {
  readonly status: number;
  readonly data?: Buffer;
}
interface Key {
  readonly cipher: CipherName;
  readonly bytes: Buffer;
}
interface Slot {
  state: number;
  clear: boolean;
  count: number;
  readonly pin: Buffer;
}

const DONE: ModuleAnswer = { status: 0x04 };
const ciphers: readonly (CipherName | null)[] = [null, '3DES', 'SM4', 'AES'];
const operations: readonly Operation[] = [
  'linkTest',
  'identity',
  'reset',
  'keyCheck',
  'loadKey',
  'startEntry',
  'entryState',
  'cancelEntry',
  'forbidden',
  'checkForbidden',
  'compare',
  'pinBlock',
  'clearBytes',
  'forget',
];
const [RUNNING, ENTERED, CANCELLED, TIMED_OUT] = [1, 2, 3, 4] as const;

/** The sealed module in the pad: keys, four slots for PINs, and what each command does with them. */
export class PadModule {
  readonly #slots: readonly Slot[] = [0, 1, 2, 3].map(() => ({
    state: 0,
    clear: false,
    count: 0,
    pin: Buffer.alloc(12),
  }));
  readonly #sendKey: (byte: number) => void;
  #master: Key | null;
  #session: Key | null = null;
  #forbidden: Buffer = Buffer.alloc(0);
  #running: {
    readonly slot: Slot;
    readonly min: number;
    readonly max: number;
    readonly timer: NodeJS.Timeout;
  } | null = null;

  /** `master`: the key that was brought to the pad in two parts; null for a pad fresh from the factory. */
  constructor(master: Key | null, sendKey: (byte: number) => void) {
    this.#master = master;
    this.#sendKey = sendKey;
  }

  static operationOf(command: number): Operation {
    return operations[command - 0x30] ?? 'other';
  }

  /** True while a PIN is being typed. */
  get entering(): boolean {
    return this.#running !== null;
  }

  /** True when no slot holds a digit; for tests. */
  get wiped(): boolean {
    return this.#slots.every(({ pin }) => pin.every((byte) => byte === 0));
  }

  eraseKeys(): void {
    this.#master = null;
    this.#session = null;
  }

  /** Without power PINs are lost; keys are kept by the pad's battery. */
  powerOff(): void {
    this.#stopEntry(0);
    for (const slot of this.#slots) wipe(slot);
    this.#forbidden = Buffer.alloc(0);
  }

  /** A key on the pad: 0-9, `C` clear all, `E` erase one, `#` confirm, `X` cancel. Without an entry it does nothing. */
  press(key: string): void {
    const running = this.#running;
    if (!running) return;
    const { slot, min, max } = running;
    if (/^\d$/.test(key)) {
      if (slot.count === max) return;
      slot.pin[slot.count] = Number(key);
      slot.count += 1;
      this.#sendKey(0x2a);
    } else if (key === 'E' && slot.count > 0) {
      slot.count -= 1;
      slot.pin[slot.count] = 0;
      this.#sendKey(0x08);
    } else if (key === 'C') {
      slot.pin.fill(0);
      slot.count = 0;
      this.#sendKey(0x18);
    } else if (key === '#' && slot.count >= min) {
      this.#stopEntry(ENTERED);
      this.#sendKey(0x0d);
    } else if (key === 'X') {
      this.#stopEntry(CANCELLED);
      this.#sendKey(0x1b);
    }
  }

  answer(command: number, data: Buffer): ModuleAnswer {
    switch (PadModule.operationOf(command)) {
      case 'linkTest':
        return { status: 0x04, data };
      case 'identity':
        return { status: 0x04, data: Buffer.from('SIM000011.00\x01\x02\x03', 'latin1') };
      case 'reset':
        this.powerOff();
        return DONE;
      case 'keyCheck':
        return data[0] === 0 ? told(this.#master, 0xa4) : told(this.#session, 0xb5);
      case 'loadKey':
        return this.#loadKey(data);
      case 'startEntry':
        return this.#startEntry(data);
      case 'entryState': {
        const slot = this.#slots[data[0] ?? 9];
        return slot ? { status: 0x04, data: Buffer.from([slot.state, slot.count]) } : { status: 0xe1 };
      }
      case 'cancelEntry':
        this.#stopEntry(CANCELLED);
        return DONE;
      case 'forbidden':
        this.#forbidden = Buffer.concat([
          data[0] === 0 ? Buffer.alloc(0) : this.#forbidden,
          data.subarray(1),
        ]);
        return data.length % 4 === 1 ? DONE : { status: 0xe1 };
      case 'checkForbidden':
        return this.#with(data, ([slot]) => ({ status: 0x04, data: Buffer.from([this.#labelOf(slot)]) }));
      case 'compare':
        return this.#with(data, ([first, second]) => {
          const same = first.count === second?.count && first.pin.equals(second.pin);
          return { status: 0x04, data: Buffer.from([same ? 1 : 0]) };
        });
      case 'pinBlock':
        return this.#with(data.subarray(0, 1), ([slot]) => this.#pinBlock(slot, data.subarray(1)));
      case 'clearBytes':
        return this.#with(data, ([slot]) =>
          slot.clear ? { status: 0x04, data: bcd(digitsOf(slot)) } : { status: 0xa3 },
        );
      case 'forget':
        if (data[0] === 0xff) this.powerOff();
        else wipe(this.#slots[data[0] ?? 9]);
        return DONE;
      default:
        return { status: 0xe0 };
    }
  }

  #loadKey(data: Buffer): ModuleAnswer {
    const cipher = ciphers[data[0] ?? 0] ?? null;
    if (data.length !== 20 || cipher === null) return { status: 0xe1 };
    if (!this.#master) return { status: 0xa4 };
    if (cipher !== this.#master.cipher) return { status: 0xa6 };
    const bytes = Buffer.from(decryptBlocks(cipher, this.#master.bytes, data.subarray(1, 17)));
    const kcv = checkValue(cipher, bytes);
    if (kcv !== data.subarray(17).toString('hex').toUpperCase()) return { status: 0xa5 };
    this.#session = { cipher, bytes };
    return told(this.#session, 0xb5);
  }

  #startEntry(data: Buffer): ModuleAnswer {
    const [place = 9, mode = 0, min = 0, max = 0, seconds = 0] = data;
    const slot = this.#slots[place];
    if (!slot || data.length !== 5 || mode > 1 || min < 4 || max > 12 || max < min || seconds === 0)
      return { status: 0xe1 };
    // The answer to the first request may have been lost: the same slot begins anew.
    if (this.#running && this.#running.slot !== slot) return { status: 0xa1 };
    this.#stopEntry(CANCELLED);
    wipe(slot);
    slot.state = RUNNING;
    slot.clear = mode === 1;
    const timer = setTimeout(() => {
      this.#stopEntry(TIMED_OUT);
      this.#sendKey(0x07);
    }, seconds * 1000);
    this.#running = { slot, min, max, timer };
    return DONE;
  }

  #stopEntry(state: number): void {
    if (!this.#running) return;
    clearTimeout(this.#running.timer);
    const { slot } = this.#running;
    this.#running = null;
    if (state !== ENTERED) wipe(slot);
    slot.state = state;
  }

  /** Runs `use` on the slots that `data` names, when each of them holds a confirmed PIN. */
  #with(data: Buffer, use: (slots: [Slot, ...Slot[]]) => ModuleAnswer): ModuleAnswer {
    const slots = [...data].map((place) => this.#slots[place]);
    if (slots.length === 0 || slots.some((slot) => slot === undefined)) return { status: 0xe1 };
    if (slots.some((slot) => slot?.state !== ENTERED)) return { status: 0xa2 };
    return use(slots as [Slot, ...Slot[]]);
  }

  /** Label of the first entry of the list that matches, or 0. */
  #labelOf(slot: Slot): number {
    for (let at = 0; at + 4 <= this.#forbidden.length; at += 4) {
      const pattern = this.#forbidden.subarray(at + 1, at + 4).toString('hex');
      const bound: Record<string, number> = {};
      const fits = [...pattern].every((wanted, place) => {
        const digit = slot.pin[place] as number;
        if (wanted < 'a') return Number(wanted) === digit;
        bound[wanted] ??= digit;
        return bound[wanted] === digit;
      });
      if (fits) return this.#forbidden[at] as number;
    }
    return 0;
  }

  #pinBlock(slot: Slot, [format, panLength = 0, ...panBytes]: Buffer | number[]): ModuleAnswer {
    const session = this.#session;
    if (!session) return { status: 0xb5 };
    const pan = Buffer.from(panBytes).toString('hex').slice(0, panLength);
    const wide = session.cipher !== '3DES';
    const encrypt = (hex: string): Buffer =>
      Buffer.from(encryptBlocks(session.cipher, session.bytes, Buffer.from(hex, 'hex')));
    const typed = digitsOf(slot).toString('hex').replace(/0(.)/g, '$1');
    const length = slot.count.toString(16);
    if (format === 0) {
      const size = wide ? 32 : 16;
      const field = `0${length}${typed}`.padEnd(size, 'f');
      const account = pan.slice(0, -1).slice(-12).padStart(size, '0');
      return { status: 0x04, data: encrypt(xorHex(field, account)) };
    }
    if (format !== 4 || !wide) return { status: 0xa6 };
    const field = `4${length}${typed}`.padEnd(16, 'a') + randomBytes(8).toString('hex');
    const twelve = pan.padStart(12, '0');
    const account = `${(twelve.length - 12).toString(16)}${twelve}`.padEnd(32, '0');
    return { status: 0x04, data: encrypt(xorHex(encrypt(field).toString('hex'), account)) };
  }
}

const told = (key: Key | null, none: number): ModuleAnswer =>
  key
    ? {
        status: 0x04,
        data: Buffer.from([
          ciphers.indexOf(key.cipher),
          ...Buffer.from(checkValue(key.cipher, key.bytes), 'hex'),
        ]),
      }
    : { status: none };

const digitsOf = (slot: Slot): Buffer => slot.pin.subarray(0, slot.count);

const bcd = (digits: Buffer): Buffer => Buffer.from(digits.toString('hex').replace(/0(.)/g, '$1'), 'hex');

const xorHex = (left: string, right: string): string =>
  [...left]
    .map((half, at) => (Number.parseInt(half, 16) ^ Number.parseInt(right[at] as string, 16)).toString(16))
    .join('');

function wipe(slot: Slot | undefined): void {
  if (!slot) return;
  slot.pin.fill(0);
  slot.count = 0;
  slot.state = 0;
  slot.clear = false;
}
