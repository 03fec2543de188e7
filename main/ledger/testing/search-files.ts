import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where in a folder's files one of these texts stands, in any way in which a program might have written it. */
export function foundIn(dir: string, texts: readonly string[]): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const { name } = entry;
    const bytes = readFileSync(join(dir, name));
    for (const text of texts) {
      if (waysToWrite(text).some((needle) => bytes.includes(needle))) found.push(`${text} in ${name}`);
    }
  }
  return found;
}

function waysToWrite(text: string): readonly Buffer[] {
  const plain = [text, text.toLowerCase()].flatMap((way) => [
    Buffer.from(way),
    Buffer.from(way, 'utf16le'),
    Buffer.from(Buffer.from(way).toString('base64').replace(/.?=*$/, '')),
    Buffer.from(JSON.stringify(way).slice(1, -1)),
  ]);
  if (!/^([0-9A-Fa-f]{2}){8,}$/.test(text)) return plain;
  const raw = Buffer.from(text, 'hex');
  return [...plain, raw, Buffer.from(raw.toString('base64').replace(/.?=*$/, ''))];
}
