import koffi from 'koffi';
import { BMP_LENGTH, RAW_LENGTH } from './vendor-pixels.ts';
import { type VendorReply, vendorRequestSchema } from './vendor-messages.ts';

/**
 * Child process around one vendor library. Alone, because these libraries crash, hang and keep state; what happens here
 * costs the parent one photo. Speaks the messages of vendor-messages.ts over the process channel.
 */

/** Room behind what the library should write: some write a few bytes more. */
const SPARE = 4096;

type Decode = (wlt: Uint8Array) => VendorReply;
let decode: Decode | null = null;

const reply = (message: VendorReply): void => void process.send?.(message);

function load(library: string, entry: '_Unpack' | 'unpack'): Decode {
  const opened = koffi.load(library);
  if (entry === '_Unpack') {
    const unpack = opened.func('int _Unpack(const uint8_t *src, int n, uint8_t *dst, _Inout_ int *length)');
    return (wlt) => {
      const target = Buffer.alloc(BMP_LENGTH + SPARE);
      const length = [target.length];
      const returned: number = unpack(wlt, wlt.length, target, length);
      if (returned !== 1) return { kind: 'refused', returned };
      const written = Math.max(0, Math.min(target.length, length[0] ?? 0));
      return { kind: 'pixels', pixels: target.subarray(0, written) };
    };
  }
  const unpack = opened.func('int unpack(const uint8_t *wlt, uint8_t *out, int bmpSave)');
  return (wlt) => {
    const target = Buffer.alloc(RAW_LENGTH + SPARE);
    const returned: number = unpack(wlt, target, 0);
    return returned === 1
      ? { kind: 'pixels', pixels: target.subarray(0, RAW_LENGTH) }
      : { kind: 'refused', returned };
  };
}

process.on('message', (message: unknown) => {
  const request = vendorRequestSchema.parse(message);
  if (request.kind === 'decode') {
    if (decode) reply(decode(request.wlt));
    return;
  }
  try {
    decode = load(request.library, request.entry);
    reply({ kind: 'loaded' });
  } catch (error) {
    reply({ kind: 'notLoaded', why: error instanceof Error ? error.message : String(error) });
  }
});
process.on('disconnect', () => process.exit(0));
