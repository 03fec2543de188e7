import iconv from 'iconv-lite';
import { isRomText, type RomCharset } from './rom-charset.ts';

/**
 * GB18030 bytes of one line, or null when a character is outside the printer's ROM font: that line must be drawn. Never
 * replaces a character.
 */
export function encodeText(text: string, charset: RomCharset): Uint8Array | null {
  if (!isRomText(text, charset)) return null;
  return iconv.encode(text, 'gb18030');
}
