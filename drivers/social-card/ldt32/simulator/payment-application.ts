/** The payment application of a simulated chip, as much of EMV as showing an account number takes. */

const hex = (text: string): number[] => [...Buffer.from(text, 'hex')];
const tlv = (tag: string, value: readonly number[]): number[] => [...hex(tag), value.length, ...value];
const ascii = (text: string): number[] => [...Buffer.from(text, 'latin1')];

export type PaymentAnswer = { readonly sw: number; readonly data?: readonly number[] };

interface PaymentTraits {
  readonly pan: string;
  /** Last byte of the application's name. */
  readonly kind: number;
  readonly contactless: boolean;
}

/** Asked for by the terminal's qualifiers, the amount and an unpredictable number: 14 bytes. */
const pdol = hex('9F66049F02069F3704');
const PDOL_BYTES = 14;

export class PaymentApplication {
  readonly aid: readonly number[];
  readonly #traits: PaymentTraits;
  #opened = false;

  constructor(traits: PaymentTraits) {
    this.#traits = traits;
    this.aid = hex(`A0000003330101${traits.kind.toString(16).padStart(2, '0')}`);
  }

  reset(): void {
    this.#opened = false;
  }

  /** FCI for a name, or null when it is none of this chip's. */
  fci(name: Uint8Array): number[] | null {
    const text = Buffer.from(name).toString('latin1');
    const entry = tlv('61', [...tlv('4F', this.aid), ...tlv('50', ascii('DEBIT'))]);
    if (text === '2PAY.SYS.DDF01' && this.#traits.contactless)
      return tlv('6F', [...tlv('84', ascii(text)), ...tlv('A5', tlv('BF0C', entry))]);
    if (text === '1PAY.SYS.DDF01' && !this.#traits.contactless)
      return tlv('6F', [...tlv('84', ascii(text)), ...tlv('A5', tlv('88', [0x01]))]);
    if (!Buffer.from(this.aid).equals(name)) return null;
    return tlv('6F', [
      ...tlv('84', this.aid),
      ...tlv('A5', [...tlv('50', ascii('DEBIT')), ...tlv('9F38', pdol)]),
    ]);
  }

  processingOptions(data: Uint8Array): PaymentAnswer {
    if (data[0] !== 0x83 || data[1] !== PDOL_BYTES || data.length !== PDOL_BYTES + 2) return { sw: 0x6700 };
    this.#opened = true;
    const aip = tlv('82', hex('7C00'));
    const track2 = this.#traits.contactless ? tlv('57', this.#track2()) : [];
    // Files 1 (one record) and 2 (two records).
    return { sw: 0x9000, data: tlv('77', [...aip, ...tlv('94', hex('0801010010010200')), ...track2]) };
  }

  /** `directory`: the payment directory is selected, not the application. */
  record(sfi: number, number: number, directory: boolean): PaymentAnswer {
    if (directory) {
      if (sfi !== 1 || number !== 1) return { sw: 0x6a83 };
      return { sw: 0x9000, data: tlv('70', tlv('61', tlv('4F', this.aid))) };
    }
    if (!this.#opened) return { sw: 0x6985 };
    if (sfi === 1 && number === 1) return { sw: 0x9000, data: tlv('70', tlv('9F1F', ascii('0000'))) };
    if (sfi === 2 && number === 1)
      return {
        sw: 0x9000,
        data: tlv('70', [...tlv('5A', this.#digits('F')), ...tlv('5F24', hex('360831'))]),
      };
    if (sfi === 2 && number === 2) return { sw: 0x9000, data: tlv('70', tlv('57', this.#track2())) };
    return { sw: 0x6a83 };
  }

  #digits(filler: string): number[] {
    const { pan } = this.#traits;
    return hex(pan.length % 2 === 0 ? pan : pan + filler);
  }

  #track2(): number[] {
    const text = `${this.#traits.pan}D3608201000000000`;
    return hex(text.length % 2 === 0 ? text : `${text}F`);
  }
}
