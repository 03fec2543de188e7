import { randomBytes, randomUUID } from 'node:crypto';
import { checkValue, encryptBlocks } from '../../../drivers/kit/ciphers/block-cipher.ts';
import { decipherPin } from '../../../drivers/pin-pad/pin-block/pin-block.ts';
import type { PinBlock, WrappedSessionKey } from '../../ports/pin-pad.ts';

/** The master key that the bank brought to the terminal: 16 bytes, in the demo a simulated one. */
export interface TerminalMasterKey {
  readonly algorithm: 'SM4' | '3DES';
  readonly key: Uint8Array;
}

/** Session keys of a terminal that still open a PIN block; a pad asks anew long before. */
const KEPT_KEYS = 8;

/** The bank's session keys for PIN blocks, in memory only: after a restart each pad asks for a new one. */
export class SessionKeys {
  readonly #master: TerminalMasterKey;
  readonly #keys = new Map<string, Uint8Array>();

  constructor(master: TerminalMasterKey) {
    this.#master = master;
  }

  /** A new session key, wrapped under the master key. */
  handOut(): WrappedSessionKey {
    const { algorithm, key: master } = this.#master;
    const key = randomBytes(16);
    const keyId = randomUUID();
    this.#keys.set(keyId, key);
    for (const [oldest, old] of this.#keys) {
      if (this.#keys.size <= KEPT_KEYS) break;
      old.fill(0);
      this.#keys.delete(oldest);
    }
    const wrapped = encryptBlocks(algorithm, master, key);
    return {
      keyId,
      algorithm,
      wrappedKeyHex: Buffer.from(wrapped).toString('hex').toUpperCase(),
      kcv: checkValue(algorithm, key),
    };
  }

  /** The digits of a PIN block, one a byte, or null when it is none under a key that was handed out. Overwrite them. */
  open(block: PinBlock, pan: string): Uint8Array | null {
    const { algorithm } = this.#master;
    const key = this.#keys.get(block.keyId);
    if (key === undefined || block.algorithm !== algorithm) return null;
    if (checkValue(algorithm, key) !== block.kcv.toUpperCase()) return null;
    return decipherPin(block.format, { algorithm, key }, Buffer.from(block.block, 'hex'), pan);
  }

  clear(): void {
    for (const key of this.#keys.values()) key.fill(0);
    this.#keys.clear();
  }
}
