import { DatabaseSync } from 'node:sqlite';
import { ListProblem } from './problem.ts';
import { readXml } from './xml.ts';
import type { Zip } from './zip.ts';

const PAGE = 64;
const KEPT_PAGES = 512;

/**
 * The shared strings of an XLSX, which its cells name by number. There may be millions: they lie in an unnamed SQLite file,
 * which the system deletes by itself, in pages of 64, of which the latest 512 are at hand.
 */
export class SharedStrings {
  readonly #db = new DatabaseSync('');
  readonly #pages = new Map<number, readonly string[]>();
  readonly #find: ReturnType<DatabaseSync['prepare']>;
  #count = 0;

  private constructor() {
    this.#db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -8192');
    this.#db.exec('CREATE TABLE page (n INTEGER PRIMARY KEY, strings TEXT NOT NULL)');
    this.#find = this.#db.prepare('SELECT strings FROM page WHERE n = ?');
  }

  /** Reads the part, where there is one. */
  static async read(zip: Zip, part: string | null, signal: AbortSignal): Promise<SharedStrings> {
    const strings = new SharedStrings();
    try {
      if (part !== null) await strings.#fill(zip, part, signal);
      return strings;
    } catch (error) {
      strings.close();
      throw error;
    }
  }

  /** E6303 when no such string exists. */
  at(index: number): string {
    if (!Number.isInteger(index) || index < 0 || index >= this.#count) {
      throw new ListProblem('E6303', 'a cell names a text that does not exist');
    }
    const n = Math.floor(index / PAGE);
    return (this.#pages.get(n) ?? this.#load(n))[index % PAGE] as string;
  }

  close(): void {
    this.#db.close();
  }

  #load(n: number): readonly string[] {
    const page = JSON.parse(this.#find.get(n)?.strings as string) as string[];
    const oldest = this.#pages.keys().next().value;
    if (this.#pages.size >= KEPT_PAGES && oldest !== undefined) this.#pages.delete(oldest);
    this.#pages.set(n, page);
    return page;
  }

  async #fill(zip: Zip, part: string, signal: AbortSignal): Promise<void> {
    const insert = this.#db.prepare('INSERT INTO page VALUES (?, ?)');
    let page: string[] = [];
    let text = '';
    let inText = false;
    let phonetic = false;
    const flush = () => {
      insert.run(Math.floor((this.#count - 1) / PAGE), JSON.stringify(page));
      page = [];
    };
    this.#db.exec('BEGIN');
    const reading = readXml(zip, part, {
      open: (name) => {
        if (name === 'si') text = '';
        if (name === 'rPh') phonetic = true;
        inText = name === 't';
      },
      close: (name) => {
        inText = false;
        if (name === 'rPh') phonetic = false;
        if (name !== 'si') return;
        page.push(text);
        this.#count += 1;
        if (page.length === PAGE) flush();
      },
      text: (piece) => {
        if (inText && !phonetic) text += piece;
      },
    });
    for await (const _ of reading) signal.throwIfAborted();
    if (page.length > 0) flush();
    this.#db.exec('COMMIT');
  }
}
