import { baseAndFingerprintData, baseData, managementNumbers, newAddressData } from './card-bytes.ts';
import type { Operation } from './faults.ts';
import type { PlacedCard } from './simulated-card.ts';

/** Where the module stands with the card. `readDone`: read once and still lying. */
export type ModuleState = 'empty' | 'present' | 'found' | 'selected' | 'readDone';

/** Ways in which modules in the field differ. */
export interface ModuleTraits {
  /** True: find sees a lying card again after it was read. False (usual): 80 until it is lifted and put back. */
  readonly findsLyingCardAgain: boolean;
  /** False: knows no command 30 05 and answers 21. */
  readonly knowsCardNumbers: boolean;
  /** False: a second read of a lying card fails with 41. */
  readonly repeatsReads: boolean;
  /** `05.03-20200101-0000012345-0987654321` by default. */
  readonly samId: readonly [number, number, number, number, number];
}

interface ModuleAnswer {
  readonly sw3: number;
  readonly data?: Buffer;
}

const rates = [115_200, 57_600, 38_400, 19_200, 9600] as const;

/** The security module and its antenna: what it answers to each command, and what the command does to its state. */
export class SamModule {
  readonly #traits: ModuleTraits;
  #card: PlacedCard | null = null;
  #state: ModuleState = 'empty';
  #rate = 115_200;

  constructor(traits: ModuleTraits) {
    this.#traits = traits;
  }

  get state(): ModuleState {
    return this.#state;
  }

  /** Line speed in bits per second, as command 60 n sets it. */
  get rate(): number {
    return this.#rate;
  }

  place(card: PlacedCard): void {
    this.#card = card;
    this.#state = 'present';
  }

  lift(): void {
    this.#card = null;
    this.#state = 'empty';
  }

  /** A card that moved must be found again. */
  lose(): void {
    if (this.#card) this.#state = 'present';
  }

  /** The module forgets the card that was found; the card itself stays where it is. */
  restart(): void {
    this.lose();
  }

  /** Which command a request body is (CMD PARA DATA). */
  static operationOf(body: Buffer): Operation {
    const names: Record<number, Operation> = {
      4351: 'reset',
      4607: 'status',
      4863: 'samId',
      8193: 'find',
      8194: 'select',
      12289: 'read',
      12291: 'newAddress',
      12293: 'cardNumbers',
      12304: 'readFingerprint',
    };
    return (body.length >= 2 && names[body.readUInt16BE(0)]) || 'other';
  }

  answer(body: Buffer): ModuleAnswer {
    switch (SamModule.operationOf(body)) {
      case 'reset':
        this.restart();
        return { sw3: 0x90 };
      case 'status':
        return { sw3: 0x90 };
      case 'samId':
        return { sw3: 0x90, data: this.#samId() };
      case 'find':
        return this.#find();
      case 'select':
        return this.#select();
      case 'read':
        return this.#read(baseData);
      case 'readFingerprint':
        return this.#read(baseAndFingerprintData);
      case 'newAddress':
        return this.#withSelected((card) =>
          card.newAddresses.length === 0 ? { sw3: 0x91 } : { sw3: 0x90, data: newAddressData(card) },
        );
      case 'cardNumbers':
        if (!this.#traits.knowsCardNumbers) return { sw3: 0x21 };
        return this.#withSelected((card) => ({ sw3: 0x90, data: managementNumbers(card) }));
      default:
        return this.#setting(body);
    }
  }

  #find(): ModuleAnswer {
    const hidden = this.#state === 'readDone' && !this.#traits.findsLyingCardAgain;
    if (!this.#card || hidden) return { sw3: 0x80 };
    this.#state = 'found';
    return { sw3: 0x9f, data: Buffer.alloc(4) };
  }

  #select(): ModuleAnswer {
    if (this.#state !== 'found' && this.#state !== 'selected') return { sw3: 0x81 };
    this.#state = 'selected';
    return { sw3: 0x90, data: Buffer.alloc(8) };
  }

  #read(encode: (card: PlacedCard) => Buffer): ModuleAnswer {
    if (this.#state === 'readDone' && !this.#traits.repeatsReads) return { sw3: 0x41 };
    return this.#withSelected((card) => {
      this.#state = 'readDone';
      return { sw3: 0x90, data: encode(card) };
    });
  }

  #withSelected(then: (card: PlacedCard) => ModuleAnswer): ModuleAnswer {
    if (!this.#card) return { sw3: 0x41 };
    return this.#state === 'selected' || this.#state === 'readDone' ? then(this.#card) : { sw3: 0x21 };
  }

  #setting(body: Buffer): ModuleAnswer {
    const [command, parameter = 0] = body;
    if (command === 0x60 && rates[parameter] !== undefined) {
      this.#rate = rates[parameter];
      return { sw3: 0x90 };
    }
    if (command === 0x61 && parameter === 0xff && (body[2] ?? 0) >= 0x18) return { sw3: 0x90 };
    return { sw3: 0x21 };
  }

  #samId(): Buffer {
    const [a, b, c, d, e] = this.#traits.samId;
    const id = Buffer.alloc(16);
    id.writeUInt16LE(a, 0);
    id.writeUInt16LE(b, 2);
    id.writeUInt32LE(c, 4);
    id.writeUInt32LE(d, 8);
    id.writeUInt32LE(e, 12);
    return id;
  }
}
