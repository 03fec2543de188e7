import { once } from 'node:events';
import { closeSync, createWriteStream, openSync, writeSync } from 'node:fs';
import { crc32, createDeflateRaw } from 'node:zlib';
import { citizenNumber } from '../../fixtures/people/id-number.ts';

/** Writes lists of sealed cards of any length, of invented people, a piece at a time so that writing takes no memory. */

const ROWS_A_PIECE = 2_000;
export const titles = ['姓名', '社会保障号码', '卡号', '封存原因', '封存日期'];

const firstDay = Date.UTC(1930, 0, 1);
const dayMs = 86_400_000;

/** Row `n`, from 0: a thousand people for each day from 1930 on. */
export function invented(n: number): { readonly idNumber: string; readonly cardNumber: string } {
  const day = new Date(firstDay + Math.floor(n / 1000) * dayMs).toISOString().slice(0, 10);
  return { idNumber: citizenNumber(day, n % 1000), cardNumber: `X${String(n).padStart(8, '0')}` };
}

export function writeCsv(path: string, rows: number): void {
  const fd = openSync(path, 'w');
  writeSync(fd, `\ufeff${titles.join(',')}\r\n`);
  for (let from = 0; from < rows; from += ROWS_A_PIECE) {
    let text = '';
    for (let n = from; n < Math.min(rows, from + ROWS_A_PIECE); n += 1) {
      const { idNumber, cardNumber } = invented(n);
      text += `测试人${n},${idNumber},${cardNumber},半年未激活,2026-05-06\r\n`;
    }
    writeSync(fd, text);
  }
  closeSync(fd);
}

/** An XLSX as spreadsheets write it: every text in the shared strings, names and numbers all different. */
export async function writeXlsx(path: string, rows: number): Promise<void> {
  const out = createWriteStream(path);
  const zip = new ZipWriter(out);
  await zip.add('xl/workbook.xml', [
    '<workbook xmlns:r="r"><sheets><sheet name="名单" sheetId="1" r:id="rId1"/></sheets></workbook>',
  ]);
  await zip.add('xl/_rels/workbook.xml.rels', [
    '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>',
    '<Relationship Id="rId2" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
  ]);
  await zip.add('xl/worksheets/sheet1.xml', sheetXml(rows));
  await zip.add('xl/sharedStrings.xml', stringsXml(rows));
  zip.end();
  out.end();
  await once(out, 'finish');
}

/** Shared strings: the titles, reason and day, then name, number and card of each row. */
function* sheetXml(rows: number): Generator<string> {
  const line = (row: number, strings: readonly number[]): string => {
    const cells = strings.map((s, i) => `<c r="${'ABCDE'[i]}${row}" t="s"><v>${s}</v></c>`);
    return `<row r="${row}">${cells.join('')}</row>`;
  };
  yield `<worksheet><sheetData>${line(1, [0, 1, 2, 3, 4])}`;
  for (let from = 0; from < rows; from += ROWS_A_PIECE) {
    let text = '';
    for (let n = from; n < Math.min(rows, from + ROWS_A_PIECE); n += 1) {
      const own = 7 + n * 3;
      text += line(n + 2, [own, own + 1, own + 2, 5, 6]);
    }
    yield text;
  }
  yield '</sheetData></worksheet>';
}

function* stringsXml(rows: number): Generator<string> {
  const string = (text: string): string => `<si><t>${text}</t></si>`;
  yield `<sst>${[...titles, '半年未激活', '2026-05-06'].map(string).join('')}`;
  for (let from = 0; from < rows; from += ROWS_A_PIECE) {
    let text = '';
    for (let n = from; n < Math.min(rows, from + ROWS_A_PIECE); n += 1) {
      const { idNumber, cardNumber } = invented(n);
      text += string(`测试人${n}`) + string(idNumber) + string(cardNumber);
    }
    yield text;
  }
  yield '</sst>';
}

/** As much of a zip writer as the bench needs: packed parts, their lengths told in the directory at the end. */
class ZipWriter {
  readonly #out: NodeJS.WritableStream;
  readonly #directory: Buffer[] = [];
  #offset = 0;

  constructor(out: NodeJS.WritableStream) {
    this.#out = out;
  }

  async add(name: string, pieces: Iterable<string>): Promise<void> {
    const start = this.#offset;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    // Bit 3: the lengths stand behind the data.
    local.writeUInt16LE(8, 6);
    local.writeUInt16LE(8, 8);
    local.writeUInt16LE(Buffer.byteLength(name), 26);
    await this.#write(Buffer.concat([local, Buffer.from(name)]));
    const packer = createDeflateRaw({ level: 1 });
    let crc = 0;
    let size = 0;
    const dataStart = this.#offset;
    const packing = (async () => {
      for await (const packed of packer) await this.#write(packed as Buffer);
    })();
    for (const piece of pieces) {
      const bytes = Buffer.from(piece);
      crc = crc32(bytes, crc);
      size += bytes.length;
      if (!packer.write(bytes)) await once(packer, 'drain');
    }
    packer.end();
    await packing;
    const packedSize = this.#offset - dataStart;
    const behind = Buffer.alloc(16);
    behind.writeUInt32LE(0x08074b50, 0);
    behind.writeUInt32LE(crc, 4);
    behind.writeUInt32LE(packedSize, 8);
    behind.writeUInt32LE(size, 12);
    await this.#write(behind);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(20, 6);
    central.writeUInt16LE(8, 8);
    central.writeUInt16LE(8, 10);
    central.writeUInt32LE(crc, 16);
    central.writeUInt32LE(packedSize, 20);
    central.writeUInt32LE(size, 24);
    central.writeUInt16LE(Buffer.byteLength(name), 28);
    central.writeUInt32LE(start, 42);
    this.#directory.push(central, Buffer.from(name));
  }

  end(): void {
    const directory = Buffer.concat(this.#directory);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(this.#directory.length / 2, 8);
    end.writeUInt16LE(this.#directory.length / 2, 10);
    end.writeUInt32LE(directory.length, 12);
    end.writeUInt32LE(this.#offset, 16);
    this.#out.write(directory);
    this.#out.write(end);
  }

  async #write(bytes: Buffer): Promise<void> {
    this.#offset += bytes.length;
    if (!this.#out.write(bytes)) await once(this.#out, 'drain');
  }
}
