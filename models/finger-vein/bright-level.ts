/** Level that a tenth of the pixels reach: what is lit, without its few brightest points. */
export function brightLevel(data: Uint8Array): number {
  const counts = new Uint32Array(256);
  for (const level of data) counts[level]!++;
  let left = data.length / 10;
  for (let level = 255; level > 0; level--) {
    left -= counts[level]!;
    if (left <= 0) return level;
  }
  return 0;
}
