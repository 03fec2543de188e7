import { err, failure, ok, type Result } from '../../../kit/result.ts';
import { socialCardErrors } from '../../errors.ts';
import { expectedRecord, type ItemName, items } from '../codec/items.ts';
import { parseRecord } from '../codec/record.ts';
import { type ChipSession, send, unexpected } from './chip-session.ts';

/** The chip does not address records this way. */
const notThisWay = new Set([0x6a81, 0x6a86, 0x6b00, 0x6d00, 0x6a82, 0x6700]);
const noRecord = 0x6a83;
/** Access denied: the caller authenticates and asks again. */
const denied = new Set([0x6982, 0x6985]);
const MOST_RECORDS = 10;

type Way = 'sfi' | 'number' | 'tag';

/**
 * Reads items of SSSE by their tag. Chips address records by short file identifier, by number in a selected file, or by tag
 * in a selected file; the first way that works is kept for the card.
 */
export class ItemReader {
  readonly #session: ChipSession;
  #way: Way = 'sfi';
  #selected: number | null = null;
  /** Records by file and tag, as they came by. */
  readonly #seen = new Map<string, Uint8Array>();

  constructor(session: ChipSession) {
    this.#session = session;
  }

  /** What was selected is forgotten after another application was selected in between. */
  forgetSelection(): void {
    this.#selected = null;
  }

  /**
   * The value of an item. Null: the chip wants authentication first. E2513 when no record carries its tag, E2514 when the
   * record is short. An `optional` item that is not there is empty.
   */
  async read(item: ItemName, version: string, optional = false): Promise<Result<Uint8Array | null>> {
    const { tag, length } = items[item];
    const { file, record } = expectedRecord(item, version);
    let wrong: number | null = null;
    // The expected record first; a chip that numbers them otherwise has it elsewhere, and the tag says where.
    const order = [
      record,
      ...Array.from({ length: MOST_RECORDS }, (_, i) => i + 1).filter((n) => n !== record),
    ];
    for (const number of order) {
      const known = this.#seen.get(`${file}/${tag}`);
      if (known) return ok(known);
      const answer = await this.#record(file, number, tag, length, item);
      if (!answer.ok) return answer;
      if (answer.value === 'denied') return ok(null);
      if (answer.value === 'none') {
        if (optional || number !== record) break;
        continue;
      }
      const parsed = parseRecord(answer.value);
      if (!parsed.ok) return err({ ...parsed.error, message: `${parsed.error.message}, ${item}` });
      this.#seen.set(`${file}/${parsed.value.tag}`, parsed.value.value);
      if (parsed.value.tag !== tag) {
        wrong ??= parsed.value.tag;
        if (optional) break;
      }
    }
    const found = this.#seen.get(`${file}/${tag}`);
    if (found) return ok(found);
    if (optional) return ok(new Uint8Array(0));
    const instead = wrong === null ? 'no record' : `tag ${wrong.toString(16)}`;
    return err(failure(socialCardErrors, 'E2513', `${item}: ${instead}`));
  }

  async #record(
    file: number,
    number: number,
    tag: number,
    length: number,
    item: ItemName,
  ): Promise<Result<Uint8Array | 'denied' | 'none'>> {
    for (;;) {
      const way = this.#way;
      if (way !== 'sfi' && this.#selected !== file) {
        const selected = await this.#select(file);
        if (!selected.ok) return selected;
      }
      const name = `READ RECORD EF${file.toString(16).padStart(2, '0').toUpperCase()} ${item}`;
      const answer = await send(this.#session, {
        ...{ name, cla: 0x00, ins: 0xb2, le: length + 2 },
        p1: way === 'tag' ? tag : number,
        p2: way === 'sfi' ? (file << 3) | 4 : way === 'number' ? 0x04 : 0x00,
      });
      if (!answer.ok) return answer;
      const { sw, data } = answer.value;
      if (sw === 0x9000) return ok(data);
      if (denied.has(sw)) return ok('denied');
      if (sw === noRecord) return ok('none');
      if (!notThisWay.has(sw) || way === 'tag') return err(unexpected(name, sw));
      this.#way = way === 'sfi' ? 'number' : 'tag';
    }
  }

  /** Some chips want 02 in P1 for a file under the current one. */
  async #select(file: number): Promise<Result<void>> {
    const name = `SELECT EF${file.toString(16).padStart(2, '0').toUpperCase()}`;
    let sw = 0;
    for (const p1 of [0x00, 0x02]) {
      const answer = await send(this.#session, {
        ...{ name, cla: 0x00, ins: 0xa4, p1, p2: 0x00, data: [0xef, file], le: 0 },
      });
      if (!answer.ok) return answer;
      sw = answer.value.sw;
      if (sw !== 0x9000) continue;
      this.#selected = file;
      return ok(undefined);
    }
    return err(unexpected(name, sw));
  }
}
