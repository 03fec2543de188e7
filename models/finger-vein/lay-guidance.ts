/** From what the gate says about a capture to what the person is told. */

/** The words of main/contract/vein.ts that can come from a picture. */
export type LayGuidance =
  | 'layFinger'
  | 'tooHigh'
  | 'tooFlat'
  | 'rotated'
  | 'cold'
  | 'otherFinger'
  | 'liftAndLayAgain';

/**
 * Most urgent first. A finger held high over the glass is small and dark at its rims; one that is pressed flat is broad,
 * and its blood is squeezed out. What has no word of its own is told as "lift and lay again".
 */
const words: readonly (readonly [reason: string, guidance: LayGuidance])[] = [
  ['noFinger', 'layFinger'],
  ['rotated', 'rotated'],
  ['tooHigh', 'tooHigh'],
  ['tooNarrow', 'tooHigh'],
  ['tooFlat', 'tooFlat'],
  ['tooWide', 'tooFlat'],
  ['cold', 'cold'],
];

/** Null for a capture without a fault. */
export function guidanceFor(reasons: readonly string[]): LayGuidance | null {
  if (reasons.length === 0) return null;
  return words.find(([reason]) => reasons.includes(reason))?.[1] ?? 'liftAndLayAgain';
}
