/** Bytes that fit into QR versions 1..26 at correction M (ISO/IEC 18004:2015, table 7, byte mode). */
const capacityM = [
  14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666, 711, 779,
  857, 911, 997, 1059,
];
/** White that a reader wants on either side, in modules. */
const QUIET = 4;
/** 0.375 mm: finer than this, paper and telephones of all ages no longer go together. */
const FINEST = 3;

/**
 * Dots per module so that a code of `bytes` bytes comes out about `mm` wide and still has its white edge on a line of
 * `lineDots`: 3..16. Jobs are no longer than version 26 (`QR_BYTES`), which fits at 3 dots on the narrowest paper.
 */
export function qrModuleDots(bytes: number, mm: number, dotsPerMm: number, lineDots: number): number {
  const version = capacityM.findIndex((capacity) => bytes <= capacity) + 1 || capacityM.length;
  const modules = 17 + 4 * version;
  const wanted = Math.round((mm * dotsPerMm) / modules);
  return Math.min(16, Math.max(FINEST, Math.min(wanted, Math.floor(lineDots / (modules + 2 * QUIET)))));
}
