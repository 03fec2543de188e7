/** What a capture is compared by: how much vein lies in each 2x2 block, 0 to 4 quarters, row-major. */
export interface VeinMap {
  readonly width: number;
  readonly height: number;
  readonly quarters: Uint8Array;
}

/** Veins thickened by one pixel on every side, then halved: a map forgives what a finger moves within one pixel. */
export function mapOf(veins: Uint8Array, width: number, height: number): VeinMap {
  const thick = dilate(veins, width, height);
  const quarters = new Uint8Array((width >> 1) * (height >> 1));
  for (let y = 0, at = 0; y + 1 < height; y += 2)
    for (let x = 0; x + 1 < width; x += 2) {
      const p = y * width + x;
      quarters[at++] = thick[p]! + thick[p + 1]! + thick[p + width]! + thick[p + width + 1]!;
    }
  return { width: width >> 1, height: height >> 1, quarters };
}

/** 3x3 maximum, along the rows and then along the columns. */
function dilate(src: Uint8Array, width: number, height: number): Uint8Array {
  const wide = src.slice();
  for (let y = 0; y < height; y++)
    for (let p = y * width, end = p + width; p < end; p++)
      if (src[p] === 1) {
        if (p > y * width) wide[p - 1] = 1;
        if (p + 1 < end) wide[p + 1] = 1;
      }
  const out = wide.slice();
  for (let p = 0; p < out.length; p++)
    if (wide[p] === 1) {
      if (p >= width) out[p - width] = 1;
      if (p + width < out.length) out[p + width] = 1;
    }
  return out;
}
