import { gzipSync } from 'node:zlib';

const BLOCK = 512;

/** Files by name as a gzipped tar archive (POSIX ustar), readable by their owner only. Names are short and ASCII. */
export function tarGz(files: ReadonlyMap<string, string>, now: Date): Uint8Array {
  const blocks: Buffer[] = [];
  for (const [name, text] of files) {
    const bytes = Buffer.from(text);
    blocks.push(
      headerOf(name, bytes.length, now),
      bytes,
      Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK),
    );
  }
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]));
}

function headerOf(name: string, size: number, now: Date): Buffer {
  const header = Buffer.alloc(BLOCK);
  const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0');
  header.write(name, 0, 100);
  header.write(octal(0o600, 7), 100);
  header.write(octal(0, 7), 108);
  header.write(octal(0, 7), 116);
  header.write(octal(size, 11), 124);
  header.write(octal(Math.floor(now.getTime() / 1000), 11), 136);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  // The sum is taken with blanks in its own place.
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${octal(sum, 6)}\0 `, 148);
  return header;
}
