import { randomBytes } from 'node:crypto';
import {
  simulatedCardKey,
  simulatedCipher,
  simulatedExternal,
} from '../../../../fixtures/social-cards/simulated-security.ts';
import { ChipBase, type Command, type Reply } from './chip-base.ts';
import { type ChipFault, ChipFaults, type ChipOperation } from './faults.ts';
import { fileTree, type SimulatedFile, type SimulatedFolder } from './file-tree.ts';
import { PaymentApplication } from './payment-application.ts';
import { type CardOnChip, type SimulatedSocialCard, simulatedSocialCardSchema } from './simulated-card.ts';

const hexOf = (bytes: Uint8Array | readonly number[]): string =>
  Buffer.from(bytes).toString('hex').toUpperCase();
const socialName = '7378312E73682EC9E7BBE1B1A3D5CF';
const socialAid = 'D15600000500';
const MOST_TRIES = 6;

/**
 * A social-security card as a chip: the files of its version, who may read them, the password with its tries, and a
 * payment application. Written from the standard, apart from the driver, so that each is a test of the other.
 */
export class SocialCardChip extends ChipBase {
  readonly atr: Uint8Array;
  readonly card: CardOnChip;
  readonly #tree: ReadonlyMap<string, SimulatedFolder>;
  readonly #payment: PaymentApplication | null;
  readonly #chipFaults: ChipFaults;
  /** Stays when the card is taken out: it is on the chip. */
  #pin: string;
  #triesLeft: number;
  // What a reset forgets.
  #folder: SimulatedFolder | null = null;
  #file: SimulatedFile | null = null;
  #paying: 'application' | 'directory' | null = null;
  #challenge = '';
  #keyShown = false;
  #pinShown = false;

  constructor(card: SimulatedSocialCard, faults = new ChipFaults()) {
    const parsed = simulatedSocialCardSchema.parse(card);
    super(faults, parsed.interface === 'contact');
    this.#chipFaults = faults;
    this.card = parsed;
    this.atr = atrOf(parsed);
    this.#tree = fileTree(parsed);
    this.#payment =
      parsed.pan === null || parsed.defect === 'noPaymentApplication'
        ? null
        : new PaymentApplication({
            ...{ pan: parsed.pan, kind: parsed.paymentKind },
            contactless: parsed.interface === 'contactless',
          });
    this.#pin = parsed.chipPin;
    this.#triesLeft = parsed.pinTriesLeft;
  }

  inject(fault: ChipFault): void {
    this.#chipFaults.inject(fault);
  }

  clearFaults(): void {
    this.#chipFaults.clear();
  }

  /** For tests and the dock only: what is on the chip. */
  get pin(): { readonly value: string; readonly triesLeft: number } {
    return { value: this.#pin, triesLeft: this.#triesLeft };
  }

  protected forget(): void {
    this.#folder = null;
    this.#file = null;
    this.#paying = null;
    this.#challenge = '';
    this.#keyShown = false;
    this.#pinShown = false;
    this.#payment?.reset();
  }

  protected override isDead(): boolean {
    return this.card.defect === 'mute';
  }

  protected operationOf({ cla, ins }: Command): ChipOperation {
    if (ins === 0xa4) return 'select';
    if (ins === 0xb2) return 'readRecord';
    if (ins === 0xb0) return 'readBinary';
    if (ins === 0x84) return 'challenge';
    if (ins === 0x88) return 'internalAuth';
    if (ins === 0x82) return 'externalAuth';
    if (ins === 0x20) return 'verify';
    if (cla === 0x80 && ins === 0x5e) return 'changePin';
    return cla === 0x80 && ins === 0xa8 ? 'processingOptions' : 'other';
  }

  protected answer(command: Command): Reply {
    switch (this.operationOf(command)) {
      case 'select':
        return this.#select(command);
      case 'readRecord':
        return this.#readRecord(command);
      case 'readBinary':
        return this.#readBinary(command);
      case 'challenge': {
        const random = new Uint8Array(randomBytes(8));
        this.#challenge = hexOf(random);
        return { sw: 0x9000, data: random };
      }
      case 'internalAuth':
        return this.#internal(command);
      case 'externalAuth':
        return this.#external(command);
      case 'verify':
        return this.#verify(command);
      case 'changePin':
        return this.#changePin(command);
      case 'processingOptions':
        return this.#payment && this.#paying === 'application'
          ? this.#payment.processingOptions(command.data)
          : { sw: 0x6985 };
      default:
        return { sw: command.cla === 0x00 || command.cla === 0x80 ? 0x6d00 : 0x6e00 };
    }
  }

  #select({ p1, data }: Command): Reply {
    if (p1 === 0x04) return this.#selectByName(data);
    if (p1 !== 0x00 && p1 !== 0x02) return { sw: 0x6a86 };
    const id = ((data[0] ?? 0) << 8) | (data[1] ?? 0);
    if (id === 0x3f00) {
      this.#folder = null;
      this.#file = null;
      return { sw: 0x9000 };
    }
    const folder = this.#tree.get(hexOf(data));
    if (folder && this.#folder) {
      this.#folder = folder;
      this.#file = null;
      return { sw: 0x9000 };
    }
    const file = this.#folder?.get(id);
    if (!file) return { sw: 0x6a82 };
    this.#file = file;
    return { sw: 0x9000 };
  }

  #selectByName(name: Uint8Array): Reply {
    const wanted = hexOf(name);
    const social = wanted === socialName || wanted === socialAid;
    if (social && this.card.defect !== 'noSocialApplication') {
      this.#folder = this.#tree.get('SSSE') ?? null;
      this.#file = null;
      this.#paying = null;
      return { sw: 0x9000, data: this.#fci() };
    }
    const fci = this.#payment?.fci(name);
    if (!fci) return { sw: 0x6a82 };
    this.#folder = null;
    this.#paying = wanted.endsWith('2E4444463031') ? 'directory' : 'application';
    this.#payment?.reset();
    return { sw: 0x9000, data: fci };
  }

  /** 6F 1C, 84 0F name, A5 09, 9F0C 06 with the algorithm first; the first generation leaves that empty. */
  #fci(): number[] {
    const algorithm = this.card.version.startsWith('1.') ? 0x00 : this.#algorithm === 'SM4' ? 0x03 : 0x01;
    const name = [...Buffer.from(socialName, 'hex')];
    return [0x6f, 0x1c, 0x84, 0x0f, ...name, 0xa5, 0x09, 0x9f, 0x0c, 0x06, algorithm, 0, 0, 0, 0, 0];
  }

  get #algorithm(): 'SM4' | '3DES' {
    return this.card.version.startsWith('3.') ? 'SM4' : '3DES';
  }

  #mayRead(file: SimulatedFile): boolean {
    switch (file.access) {
      case 'free':
        return true;
      case 'key':
        return this.#keyShown;
      case 'pin':
        return this.#pinShown;
      case 'pinOrKey':
        return this.#pinShown || this.#keyShown;
      case 'pinAndKey':
        return this.#pinShown && this.#keyShown;
    }
  }

  #readRecord({ p1, p2 }: Command): Reply {
    const sfi = p2 >> 3;
    if (this.#paying && this.#payment) return this.#payment.record(sfi, p1, this.#paying === 'directory');
    const byTag = (p2 & 7) === 0;
    const way = sfi > 0 ? 'sfi' : byTag ? 'tag' : 'number';
    if (!this.card.addressing.includes(way)) return { sw: 0x6a86 };
    const file = sfi > 0 ? this.#folder?.get(0xef00 | sfi) : this.#file;
    if (!file) return { sw: sfi > 0 ? 0x6a82 : 0x6986 };
    if (sfi > 0) this.#file = file;
    if (!file.records) return { sw: 0x6981 };
    if (!this.#mayRead(file)) return { sw: 0x6982 };
    const found = byTag ? file.records.find(({ tag }) => tag === p1) : file.records[p1 - 1];
    return found ? { sw: 0x9000, data: found.bytes } : { sw: 0x6a83 };
  }

  #readBinary({ p1, p2, le }: Command): Reply {
    const short = (p1 & 0x80) !== 0;
    const file = short ? this.#folder?.get(0xef00 | (p1 & 0x1f)) : this.#file;
    if (!file?.binary) return { sw: file ? 0x6981 : 0x6a82 };
    if (!this.#mayRead(file)) return { sw: 0x6982 };
    const offset = short ? p2 : (p1 << 8) | p2;
    if (offset >= file.binary.length) return { sw: 0x6b00 };
    return { sw: 0x9000, data: file.binary.subarray(offset, offset + (le === null || le === 0 ? 256 : le)) };
  }

  #internal({ p2, data }: Command): Reply {
    if (p2 !== 0x01) return { sw: 0x9403 };
    if (data.length !== 16) return { sw: 0x6700 };
    const key = simulatedCardKey('IRK', this.#algorithm, this.card.cardIdCode);
    return { sw: 0x9000, data: simulatedCipher('encrypt', this.#algorithm, key, data) };
  }

  #external({ p2, data }: Command): Reply {
    if (p2 !== 0x02) return { sw: 0x9403 };
    if (data.length !== 16) return { sw: 0x6700 };
    const challenge = this.#challenge;
    // A challenge is good for one try.
    this.#challenge = '';
    if (challenge === '') return { sw: 0x6985 };
    const third = hexOf(data.subarray(8));
    const right = simulatedExternal(this.#algorithm, this.card.cardIdCode, third, challenge);
    if (hexOf(data) !== right) return { sw: 0x6982 };
    this.#keyShown = true;
    return { sw: 0x9000 };
  }

  #verify({ data }: Command): Reply {
    if (data.length !== 3) return { sw: 0x6700 };
    const tried = this.#try(data);
    if (tried === 0x9000) this.#pinShown = true;
    return { sw: tried };
  }

  #changePin({ p1, p2, data }: Command): Reply {
    if (p1 !== 0x01 || p2 !== 0x00) return { sw: 0x6a86 };
    if (!this.#folder) return { sw: 0x6985 };
    if (data.length !== 7 || data[3] !== 0xff) return { sw: 0x6700 };
    const tried = this.#try(data.subarray(0, 3));
    if (tried === 0x9000) this.#pin = hexOf(data.subarray(4));
    return { sw: tried };
  }

  #try(packed: Uint8Array): number {
    if (this.#triesLeft === 0) return 0x6983;
    if (hexOf(packed) === this.#pin) {
      this.#triesLeft = MOST_TRIES;
      return 0x9000;
    }
    this.#triesLeft -= 1;
    return this.#triesLeft === 0 ? 0x6983 : 0x63c0 | this.#triesLeft;
  }
}

/** 13 historical bytes: 00 81, vendor, one byte, 86, one byte, region, serial. Contactless as PC/SC makes it up. */
function atrOf(card: CardOnChip): Uint8Array {
  const region = card.cardIdCode.slice(0, 4);
  const serial = card.cardIdCode.slice(16, 24);
  const history = [...Buffer.from(`008153532086${'97'}${region}${serial}`, 'hex')];
  if (card.interface === 'contact') return Uint8Array.from([0x3b, 0x6d, 0x00, 0x00, ...history]);
  const body = [0x8d, 0x80, 0x01, ...history];
  return Uint8Array.from([0x3b, ...body, body.reduce((check, byte) => check ^ byte, 0)]);
}
