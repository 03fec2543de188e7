/** A 1-bit picture: rows of `ceil(width / 8)` bytes, the left dot in bit 7, 1 is black. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** The longest band that every printer of the profiles takes. */
export const MAX_BAND_ROWS = 256;

/**
 * GS v 0 commands that print `bitmap`, each at most `bandRows` (1..256) rows. Throws RangeError when the data does not
 * have the size that width and height say.
 */
export function rasterBands(bitmap: Bitmap, bandRows: number): Uint8Array[] {
  const bytesPerRow = Math.ceil(bitmap.width / 8);
  if (bytesPerRow < 1 || bytesPerRow > 0xffff || bitmap.data.length !== bytesPerRow * bitmap.height)
    throw new RangeError(`bitmap of ${bitmap.width} x ${bitmap.height} with ${bitmap.data.length} bytes`);
  if (!Number.isInteger(bandRows) || bandRows < 1 || bandRows > MAX_BAND_ROWS)
    throw new RangeError(`band of ${bandRows} rows`);
  const bands: Uint8Array[] = [];
  for (let row = 0; row < bitmap.height; row += bandRows) {
    const rows = Math.min(bandRows, bitmap.height - row);
    const band = new Uint8Array(8 + rows * bytesPerRow);
    band.set([0x1d, 0x76, 0x30, 0, bytesPerRow & 0xff, bytesPerRow >> 8, rows & 0xff, rows >> 8]);
    band.set(bitmap.data.subarray(row * bytesPerRow, (row + rows) * bytesPerRow), 8);
    hideRealtimeCommands(band.subarray(8));
    bands.push(band);
  }
  return bands;
}

/** Second bytes that make a real-time command of a DLE: EOT, ENQ, DC4. */
const realtimeSeconds = new Set([0x04, 0x05, 0x14]);

/**
 * Printers look for real-time commands in picture data too: by chance a picture could ask for a status or clear the
 * buffer. One more black dot (0x10 -> 0x30) breaks such a pair and nobody sees it.
 */
function hideRealtimeCommands(data: Uint8Array): void {
  for (let i = 0; i + 1 < data.length; i++)
    if (data[i] === 0x10 && realtimeSeconds.has(data[i + 1]!)) data[i] = 0x30;
}
