/**
 * SM4 (GB/T 32907-2016), one block. Own code because the cryptography inside Electron (BoringSSL) has no SM4, and because
 * OpenSSL's interface leaves copies of the key and the block where nobody can overwrite them.
 */
const sbox = Uint8Array.from(
  Buffer.from(
    'd690e9fecce13db716b614c228fb2c052b679a762abe04c3aa44132649860699' +
      '9c4250f491ef987a33540b43edcfac62e4b31ca9c908e89580df94fa758f3fa6' +
      '4707a7fcf37317ba83593c19e6854fa8686b81b27164da8bf8eb0f4b70569d35' +
      '1e240e5e6358d1a225227c3b01217887d40046579fd327524c3602e7a0c4c89e' +
      'eabf8ad240c738b5a3f7f2cef96115a1e0ae5da49b341a55ad933230f58cb1e3' +
      '1df6e22e8266ca60c02923ab0d534e6fd5db3745defd8e2f03ff6a726d6c5b51' +
      '8d1baf92bbddbc7f11d95c411f105ad80ac13188a5cd7bbd2d74d012b8e5b4b0' +
      '8969974a0c96777e65b9f109c56ec68418f07dec3adc4d2079ee5f3ed7cb3948',
    'hex',
  ),
);
const familyKey = Uint32Array.of(0xa3b1bac6, 0x56aa3350, 0x677d9197, 0xb27022dc);
const ROUNDS = 32;

const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));
const byteOf = (word: number, at: number): number => (word >>> (24 - 8 * at)) & 0xff;

/** The four S-boxes (transformation tau of the standard). */
const substitute = (word: number): number =>
  ((sbox[byteOf(word, 0)] as number) << 24) |
  ((sbox[byteOf(word, 1)] as number) << 16) |
  ((sbox[byteOf(word, 2)] as number) << 8) |
  (sbox[byteOf(word, 3)] as number);

const mix = (word: number): number => {
  const s = substitute(word);
  return s ^ rotate(s, 2) ^ rotate(s, 10) ^ rotate(s, 18) ^ rotate(s, 24);
};
const mixKey = (word: number): number => {
  const s = substitute(word);
  return s ^ rotate(s, 13) ^ rotate(s, 23);
};

/** CK of round i: the bytes (4i + j) * 7. */
const roundConstant = (round: number): number =>
  [0, 1, 2, 3].reduce((word, at) => (word << 8) | (((4 * round + at) * 7) & 0xff), 0);

function roundKeys(key: Uint8Array): Int32Array {
  const view = new DataView(key.buffer, key.byteOffset, 16);
  const keys = new Int32Array(ROUNDS);
  const state = new Int32Array(4);
  for (let at = 0; at < 4; at += 1) state[at] = view.getUint32(4 * at) ^ (familyKey[at] as number);
  for (let round = 0; round < ROUNDS; round += 1) {
    const [a, b, c, d] = state as unknown as [number, number, number, number];
    const next = a ^ mixKey(b ^ c ^ d ^ roundConstant(round));
    state.set([b, c, d, next]);
    keys[round] = next;
  }
  state.fill(0);
  return keys;
}

/** Encrypts or decrypts one block of 16 bytes under a key of 16 bytes. What is made on the way is overwritten. */
export function sm4Block(key: Uint8Array, block: Uint8Array, way: 'encrypt' | 'decrypt'): Uint8Array {
  if (key.length !== 16 || block.length !== 16) throw new RangeError('SM4 takes 16 bytes');
  const keys = roundKeys(key);
  if (way === 'decrypt') keys.reverse();
  const view = new DataView(block.buffer, block.byteOffset, 16);
  let [a, b, c, d] = [0, 4, 8, 12].map((at) => view.getInt32(at)) as [number, number, number, number];
  for (let round = 0; round < ROUNDS; round += 1) {
    [a, b, c, d] = [b, c, d, a ^ mix(b ^ c ^ d ^ (keys[round] as number))];
  }
  keys.fill(0);
  const out = new Uint8Array(16);
  const outView = new DataView(out.buffer);
  for (const [at, word] of [d, c, b, a].entries()) outView.setInt32(4 * at, word);
  return out;
}
