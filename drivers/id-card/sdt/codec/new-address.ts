import { decodeField } from './utf16.ts';

const ENTRY = 70;
const MOST = 4;

/** Data of 30 03: up to four UTF-16LE addresses of 70 bytes, newest first; blank ones are left out. */
export function decodeNewAddresses(data: Uint8Array): string[] {
  const count = Math.min(MOST, Math.floor(data.length / ENTRY));
  return Array.from({ length: count }, (_, index) => decodeField(data, index * ENTRY, ENTRY)).filter(
    (address) => address !== '',
  );
}
