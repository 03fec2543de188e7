import { crc32, deflateRawSync } from 'node:zlib';

/** Writes small XLSX files for the tests: a zip of a few XML parts, packed or stored. */

export interface ZipPart {
  readonly name: string;
  readonly data: Uint8Array;
  /** A wrong checksum, for the tests of broken files. */
  readonly crc?: number;
}

export function zipOf(parts: readonly ZipPart[], stored = false): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, crc = crc32(data) } of parts) {
    const packed = stored ? Buffer.from(data) : deflateRawSync(data);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(stored ? 0 : 8, 8);
    local.writeUInt32LE(crc, 14);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(data.length, 22);
    local.writeUInt16LE(Buffer.byteLength(name), 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(20, 6);
    local.copy(central, 8, 6, 30);
    central.writeUInt16LE(stored ? 0 : 8, 10);
    central.writeUInt32LE(crc, 16);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(data.length, 24);
    central.writeUInt16LE(Buffer.byteLength(name), 28);
    central.writeUInt16LE(0, 30);
    central.writeUInt32LE(offset, 42);
    files.push(local, Buffer.from(name), packed);
    directory.push(central, Buffer.from(name));
    offset += local.length + Buffer.byteLength(name) + packed.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...directory, end]);
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A cell: a text (shared), or raw XML of a `<c>` without its reference, such as `<c><v>12</v></c>`. */
export type XlsxCell = string | { readonly raw: string } | null;

export interface XlsxSheet {
  readonly name: string;
  readonly rows: readonly (readonly XlsxCell[])[];
}

/** The parts of an XLSX with shared strings. */
export function xlsxParts(sheets: readonly XlsxSheet[], date1904 = false): ZipPart[] {
  const strings = new Map<string, number>();
  const cellOf = (cell: XlsxCell, reference: string): string => {
    if (cell === null) return '';
    if (typeof cell === 'object') return cell.raw.replace('<c', `<c r="${reference}"`);
    const index = strings.get(cell) ?? strings.size;
    strings.set(cell, index);
    return `<c r="${reference}" t="s"><v>${index}</v></c>`;
  };
  const sheetXml = sheets.map(({ rows }) => {
    const xml = rows.map((cells, y) => {
      const inside = cells.map((cell, x) => cellOf(cell, `${String.fromCharCode(65 + x)}${y + 1}`));
      return `<row r="${y + 1}">${inside.join('')}</row>`;
    });
    return `<worksheet><sheetData>${xml.join('')}</sheetData></worksheet>`;
  });
  const part = (name: string, xml: string): ZipPart => ({
    name,
    data: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${xml}`),
  });
  const named = sheets.map(
    ({ name }, i) => `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`,
  );
  const relations = sheets.map(
    (_, i) => `<Relationship Id="rId${i + 1}" Type="x/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  );
  const shared = [...strings.keys()].map((text) => `<si><t>${escaped(text)}</t></si>`);
  return [
    part(
      'xl/workbook.xml',
      `<workbook xmlns:r="r"><workbookPr date1904="${date1904 ? 1 : 0}"/><sheets>${named.join('')}</sheets></workbook>`,
    ),
    part(
      'xl/_rels/workbook.xml.rels',
      `<Relationships>${relations.join('')}<Relationship Id="rIdS" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    ),
    ...sheetXml.map((xml, i) => part(`xl/worksheets/sheet${i + 1}.xml`, xml)),
    part('xl/sharedStrings.xml', `<sst>${shared.join('')}</sst>`),
  ];
}

export const xlsxOf = (sheets: readonly XlsxSheet[], date1904 = false): Buffer =>
  zipOf(xlsxParts(sheets, date1904));
