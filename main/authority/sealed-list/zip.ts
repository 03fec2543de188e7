import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { ListProblem } from './problem.ts';

/** A table of a million rows has some 300 MB of XML; more than this is no table but an attack or an accident. */
const MOST_BYTES = 4 * 1024 ** 3;
const MOST_ENTRIES = 10_000;

/** The parts of an XLSX, which is a zip. E6303 for whatever is wrong with it. */
export interface Zip {
  /** Bytes of the part when unpacked, or null when there is no such part. */
  size(name: string): number | null;
  /** The part's bytes in pieces; checked against its length and checksum at the end. */
  read(name: string): AsyncGenerator<Uint8Array>;
  close(): void;
}

export async function openZip(path: string): Promise<Zip> {
  const zip = await broken(() => openPromise(path, { lazyEntries: true, autoClose: false }));
  const entries = await broken(() => entriesOf(zip)).catch((error) => {
    zip.close();
    throw error;
  });
  const entryOf = (name: string) => entries.get(name.replace(/^\//, '').toLowerCase());
  return {
    size: (name) => entryOf(name)?.uncompressedSize ?? null,
    async *read(name) {
      const entry = entryOf(name);
      if (entry === undefined) throw new ListProblem('E6303', `${name} is missing`);
      const stream = await broken(() => zip.openReadStreamPromise(entry));
      let sum = 0;
      try {
        for await (const piece of stream as AsyncIterable<Uint8Array>) {
          sum = crc32(piece, sum);
          yield piece;
        }
      } catch (error) {
        throw error instanceof ListProblem ? error : new ListProblem('E6303', zipWord(error));
      } finally {
        stream.destroy();
      }
      if (sum !== entry.crc32) throw new ListProblem('E6303', `the checksum of ${name} is wrong`);
    },
    close: () => zip.close(),
  };
}

async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  let bytes = 0;
  for await (const entry of zip.eachEntry()) {
    entries.set(entry.fileName.toLowerCase(), entry);
    bytes += entry.uncompressedSize;
    if (bytes > MOST_BYTES || entries.size > MOST_ENTRIES) throw new ListProblem('E6303', 'it is too large');
  }
  return entries;
}

async function broken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof ListProblem ? error : new ListProblem('E6303', zipWord(error));
  }
}

/** The zip reader's own words name offsets and lengths, never what is packed. */
const zipWord = (error: unknown): string =>
  error instanceof Error ? `zip: ${error.message.slice(0, 120)}` : 'zip';
