import { readFileSync } from 'node:fs';
import { GlobalFonts } from '@napi-rs/canvas';
import { err, failure, ok, type Result } from '../../kit/result.ts';
import { printerErrors } from '../errors.ts';

/** Family names under which the two weights are known to the canvas. */
export interface SlipFont {
  readonly regular: string;
  readonly bold: string;
}

/** The face that is asked for: Chinese (mainland) shapes of Noto Sans CJK. */
const FACE = 'Noto Sans CJK SC';
const folders = [
  '/usr/share/fonts/opentype/noto',
  '/usr/share/fonts/noto-cjk',
  '/usr/share/fonts/google-noto-cjk',
  '/usr/local/share/fonts',
  'C:\\Windows\\Fonts',
];
const files = { regular: 'NotoSansCJK-Regular.ttc', bold: 'NotoSansCJK-Bold.ttc' } as const;

let loaded: SlipFont | null = null;

/**
 * Loads the slip font once per process (about 40 MB of memory). E4018 when it is not installed: other fonts would
 * silently print boxes or Japanese shapes. `where` replaces the folders that are looked at.
 */
export function loadSlipFont(where: readonly string[] = folders): Result<SlipFont> {
  if (loaded && where === folders) return ok(loaded);
  const font: SlipFont = { regular: 'Yinling Slip', bold: 'Yinling Slip Bold' };
  for (const weight of ['regular', 'bold'] as const) {
    const file = findFile(files[weight], where);
    if (!file || !withFaceFirst(file)) return err(failure(printerErrors, 'E4018', `${FACE} ${weight}`));
    if (!GlobalFonts.register(file, font[weight]))
      return err(failure(printerErrors, 'E4018', `${FACE} ${weight} cannot be read`));
  }
  loaded = font;
  return ok(font);
}

function findFile(name: string, where: readonly string[]): Buffer | null {
  for (const folder of where) {
    try {
      return readFileSync(`${folder}/${name}`);
    } catch {
      // Not in this folder; the next one may have it.
    }
  }
  return null;
}

/**
 * The collection holds one face per region and the canvas always takes the first, which is the Japanese one. So the
 * offset of the Chinese face is written over it, in memory. False when the collection has no such face.
 */
function withFaceFirst(collection: Buffer): boolean {
  if (collection.length < 16 || collection.toString('latin1', 0, 4) !== 'ttcf') return false;
  const faces = collection.readUInt32BE(8);
  for (let i = 0; i < faces; i++) {
    const offset = collection.readUInt32BE(12 + i * 4);
    if (familyName(collection, offset) !== FACE) continue;
    collection.writeUInt32BE(offset, 12);
    return true;
  }
  return false;
}

/** Family name (name id 1, Windows platform) of the face whose table directory stands at `offset` (OpenType 1.9, `name`). */
function familyName(font: Buffer, offset: number): string | null {
  const tables = font.readUInt16BE(offset + 4);
  for (let i = 0; i < tables; i++) {
    const record = offset + 12 + i * 16;
    if (font.toString('latin1', record, record + 4) !== 'name') continue;
    const table = font.readUInt32BE(record + 8);
    const strings = table + font.readUInt16BE(table + 4);
    for (let n = 0; n < font.readUInt16BE(table + 2); n++) {
      const name = table + 6 + n * 12;
      const english = font.readUInt16BE(name) === 3 && font.readUInt16BE(name + 4) === 0x409;
      if (!english || font.readUInt16BE(name + 6) !== 1) continue;
      const at = strings + font.readUInt16BE(name + 10);
      return Buffer.from(font.subarray(at, at + font.readUInt16BE(name + 8)))
        .swap16()
        .toString('utf16le');
    }
  }
  return null;
}
