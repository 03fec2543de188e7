import { simulatedCardKey, simulatedCipher } from '../../../../fixtures/social-cards/simulated-security.ts';
import { ChipBase, type Command, type Reply } from './chip-base.ts';
import { ChipFaults, type ChipOperation } from './faults.ts';

/** A terminal's security module: 80 1A makes one card's key from its serial number, 80 FA encrypts with it. */
export class PsamChip extends ChipBase {
  // T=0 with TA1, TB1, TC1 and 13 historical bytes.
  readonly atr = Uint8Array.from(Buffer.from('3B7D94000081505341' + '4D53494D00000000' + '00', 'hex'));
  #key: { readonly algorithm: '3DES' | 'SM4'; readonly bytes: Uint8Array } | null = null;

  constructor(faults = new ChipFaults()) {
    super(faults, true);
  }

  protected forget(): void {
    this.#key = null;
  }

  protected operationOf(): ChipOperation {
    return 'psam';
  }

  protected answer({ cla, ins, p1, p2, data }: Command): Reply {
    if (cla === 0x80 && ins === 0x1a) return this.#init(p1, p2, data);
    if (cla === 0x80 && ins === 0xfa) return this.#crypt(data);
    if (cla === 0x00 && ins === 0x84) return { sw: 0x9000, data: new Uint8Array(8) };
    return { sw: 0x6d00 };
  }

  #init(usage: number, version: number, serial: Uint8Array): Reply {
    const which = usage === 0x01 ? 'IRK' : usage === 0x02 ? 'RK' : null;
    const algorithm = version === 0x01 ? '3DES' : version === 0x03 ? 'SM4' : null;
    if (!which || !algorithm) return { sw: 0x9403 };
    if (serial.length !== 8) return { sw: 0x6700 };
    const code = Buffer.from(serial).toString('hex').padStart(32, '0');
    this.#key = { algorithm, bytes: simulatedCardKey(which, algorithm, code) };
    return { sw: 0x9000 };
  }

  #crypt(data: Uint8Array): Reply {
    if (!this.#key) return { sw: 0x6985 };
    const { algorithm, bytes } = this.#key;
    if (data.length === 0 || data.length % 16 !== 0) return { sw: 0x6700 };
    return { sw: 0x9000, data: simulatedCipher('encrypt', algorithm, bytes, data) };
  }
}
