/** Bytes that fit into QR versions 1..20 at correction M (ISO/IEC 18004:2015, table 7, byte mode). */
const capacityM = [
  14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666,
];

/** Dots per module so that a code of `bytes` bytes comes out about `mm` wide: 3..16, never too fine for a phone. */
export function qrModuleDots(bytes: number, mm: number, dotsPerMm: number): number {
  const version = capacityM.findIndex((capacity) => bytes <= capacity) + 1 || 40;
  const modules = 17 + 4 * version;
  return Math.min(16, Math.max(3, Math.round((mm * dotsPerMm) / modules)));
}
