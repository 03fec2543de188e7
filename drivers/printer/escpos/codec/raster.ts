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

/** A shorter run of white rows costs less inside its neighbours than as a command of its own. */
const MIN_WHITE_ROWS = 6;

/**
 * As `rasterBands`, without most of the white: rows of letters are sent as wide as their ink, and white rows one byte wide.
 * The dots on paper are the same. A slip is mostly white, and at 115200 baud each kilobyte is 90 ms for somebody who waits.
 */
export function trimmedBands(bitmap: Bitmap, bandRows: number): Uint8Array[] {
  const bytesPerRow = Math.ceil(bitmap.width / 8);
  const inkOf = (row: number): number => {
    const from = row * bytesPerRow;
    let end = bytesPerRow;
    while (end > 0 && bitmap.data[from + end - 1] === 0) end--;
    return end;
  };
  const widths = Array.from({ length: bitmap.height }, (_, row) => inkOf(row));
  return runsOf(widths).flatMap(({ from, to }) => {
    const width = Math.max(1, ...widths.slice(from, to));
    const data = new Uint8Array(width * (to - from));
    for (let row = from; row < to; row++)
      data.set(bitmap.data.subarray(row * bytesPerRow, row * bytesPerRow + width), (row - from) * width);
    return rasterBands({ width: width * 8, height: to - from, data }, bandRows);
  });
}

/** Cuts rows, given by how wide their ink is, into runs that are white and runs that are not. */
function runsOf(widths: readonly number[]): { readonly from: number; readonly to: number }[] {
  const runs: { from: number; to: number }[] = [];
  let from = 0;
  let white = 0;
  const cut = (at: number): void => {
    if (at > from) runs.push({ from, to: at });
    from = at;
  };
  for (let row = 0; row <= widths.length; row++) {
    if (widths[row] === 0) {
      white++;
      continue;
    }
    if (white >= MIN_WHITE_ROWS) {
      cut(row - white);
      cut(row);
    }
    white = 0;
  }
  cut(widths.length);
  return runs;
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
