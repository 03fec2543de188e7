/** Between two of the five volume steps: well below the 10 dB that a step may have at most. */
const STEP_DB = 6;

/** Gain 0..1 of volume 1 (quiet) to 5 (loud). The clips are stored at full level, so 5 is the clip as it is. */
export const gainOf = (volume: number): number => {
  const step = Math.min(5, Math.max(1, Math.round(volume)));
  return 10 ** (((step - 5) * STEP_DB) / 20);
};
