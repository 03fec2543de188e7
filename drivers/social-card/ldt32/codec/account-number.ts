import { findTlv } from './tlv.ts';
import { hexOf } from './values.ts';

/** The account number in a record of the payment application: tag 5A, or what stands in 57 (track 2) up to the D. */
export function accountNumberIn(record: Uint8Array): string | null {
  const plain = findTlv(record, 0x5a);
  const track2 = findTlv(record, 0x57);
  const digits = plain ? hexOf(plain).replace(/F+$/, '') : track2 ? (hexOf(track2).split('D')[0] ?? '') : '';
  return /^\d{12,19}$/.test(digits) ? digits : null;
}

/** One part of an application file locator: read records `first` to `last` of the file `sfi`. */
export interface FileRange {
  readonly sfi: number;
  readonly first: number;
  readonly last: number;
}

/** The records named by the answer to GET PROCESSING OPTIONS, format 1 (tag 80) or 2 (tag 77). */
export function fileLocator(answer: Uint8Array): FileRange[] {
  const short = findTlv(answer, 0x80);
  const afl = findTlv(answer, 0x94) ?? (short ? short.slice(2) : new Uint8Array(0));
  const ranges: FileRange[] = [];
  for (let at = 0; at + 4 <= afl.length; at += 4) {
    const first = afl[at + 1] as number;
    const last = afl[at + 2] as number;
    if (first >= 1 && last >= first && last <= first + 15)
      ranges.push({ sfi: (afl[at] as number) >> 3, first, last });
  }
  return ranges;
}
