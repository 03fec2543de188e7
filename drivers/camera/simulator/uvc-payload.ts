/** Cutting pictures into payloads (UVC 1.1, 2.4.3.2 and the Motion-JPEG payload, 1.1): each begins with a header. */

const HEADER_BYTES = 2;
const END_OF_HEADER = 0x80;
const END_OF_FRAME = 0x02;

/**
 * One picture as bulk payloads of at most `maxBytes`. `frameId` is 0 and 1 in turn, so that a host sees where a picture begins
 * even if the end of the one before was lost; `whole: false` leaves out the mark of the end. Time stamps are optional and left
 * out: the host's own clock counts.
 */
export function payloadsOf(
  picture: Uint8Array,
  frameId: 0 | 1,
  maxBytes: number,
  { whole = true }: { readonly whole?: boolean } = {},
): Uint8Array[] {
  const room = maxBytes - HEADER_BYTES;
  const count = Math.max(1, Math.ceil(picture.length / room));
  return Array.from({ length: count }, (_, index) => {
    const part = picture.subarray(index * room, (index + 1) * room);
    const last = whole && index === count - 1;
    const payload = new Uint8Array(HEADER_BYTES + part.length);
    payload.set([HEADER_BYTES, END_OF_HEADER | (last ? END_OF_FRAME : 0) | frameId]);
    payload.set(part, HEADER_BYTES);
    return payload;
  });
}
