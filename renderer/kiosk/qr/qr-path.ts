import QRCode from 'qrcode';

/** A QR code as one path: `size` modules a side, without the quiet zone. */
export interface QrPath {
  readonly size: number;
  readonly path: string;
}

/**
 * Draws a text as a QR code, here and nowhere else: what it says is opaque and leaves this page only as light.
 *
 * @throws RangeError when the text does not fit any QR code
 */
export const qrPath = (text: string): QrPath => {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const { size, data } = modules;
  let path = '';
  for (let row = 0; row < size; row += 1)
    for (let column = 0; column < size; column += 1) {
      if (!data[row * size + column]) continue;
      let width = 1;
      while (column + width < size && data[row * size + column + width]) width += 1;
      path += `M${column} ${row}h${width}v1h-${width}z`;
      column += width;
    }
  return { size, path };
};
