import { ListProblem } from './problem.ts';
import type { Batch, Cell, Row, RowSource } from './rows.ts';
import { SharedStrings } from './shared-strings.ts';
import { readXml } from './xml.ts';
import { openZip, type Zip } from './zip.ts';

interface Sheet {
  readonly name: string;
  readonly part: string;
}

/** The rows of every sheet of an XLSX, in order. E6303 when it is broken. */
export async function xlsxRows(path: string, signal: AbortSignal): Promise<RowSource> {
  const zip = await openZip(path);
  try {
    const { sheets, date1904, sharedStrings } = await workbookOf(zip);
    const total = sheets.reduce((sum, { part }) => sum + (zip.size(part) ?? 0), 0);
    const strings = await SharedStrings.read(zip, sharedStrings, signal);
    return {
      format: 'xlsx',
      date1904,
      batches: sheetRows(zip, sheets, strings, total, signal),
      close() {
        strings.close();
        zip.close();
      },
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

/** What sheets there are and where, from the workbook and its relationships. */
async function workbookOf(zip: Zip): Promise<{
  sheets: Sheet[];
  date1904: boolean;
  sharedStrings: string | null;
}> {
  const named: { name: string; id: string }[] = [];
  let date1904 = false;
  const workbook = readXml(zip, 'xl/workbook.xml', {
    open: (name, attributes) => {
      if (name === 'sheet') named.push({ name: attributes.name ?? '', id: attributes['r:id'] ?? '' });
      if (name === 'workbookPr') date1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
    },
  });
  for await (const _ of workbook);
  const targets = new Map<string, string>();
  let sharedStrings: string | null = null;
  const relations = readXml(zip, 'xl/_rels/workbook.xml.rels', {
    open: (name, { Id, Target, Type }) => {
      if (name !== 'Relationship' || Target === undefined) return;
      const part = Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`;
      if (Id !== undefined) targets.set(Id, part);
      if (Type?.endsWith('/sharedStrings')) sharedStrings = part;
    },
  });
  for await (const _ of relations);
  const sheets = named.map(({ name, id }) => ({ name, part: targets.get(id) ?? '' }));
  if (sheets.length === 0) throw new ListProblem('E6303', 'it has no sheet');
  return { sheets, date1904, sharedStrings };
}

async function* sheetRows(
  zip: Zip,
  sheets: readonly Sheet[],
  strings: SharedStrings,
  total: number,
  signal: AbortSignal,
): AsyncGenerator<Batch> {
  let read = 0;
  for (const { name, part } of sheets) {
    const reader = new SheetReader(name, strings);
    for await (const bytes of readXml(zip, part, reader)) {
      signal.throwIfAborted();
      read += bytes;
      yield { rows: reader.take(), done: total === 0 ? 1 : read / total };
    }
    yield { rows: reader.take(), done: total === 0 ? 1 : read / total };
  }
}

/** Collects the rows of one sheet while its XML goes by. */
class SheetReader {
  readonly #sheet: string;
  readonly #strings: SharedStrings;
  #rows: Row[] = [];
  #cells: (Cell | undefined)[] = [];
  #line = 0;
  #column = -1;
  #type = '';
  #formula = false;
  #inValue = false;
  #phonetic = false;
  #value = '';

  constructor(sheet: string, strings: SharedStrings) {
    this.#sheet = sheet;
    this.#strings = strings;
  }

  /** The rows that are whole so far. */
  take(): Row[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  readonly open = (name: string, attributes: Readonly<Record<string, string>>): void => {
    if (name === 'c') {
      this.#column = attributes.r === undefined ? this.#column + 1 : columnOf(attributes.r);
      this.#type = attributes.t ?? 'n';
      this.#formula = false;
      this.#value = '';
    } else if (name === 'v' || name === 't') {
      this.#inValue = true;
    } else if (name === 'f') {
      this.#formula = true;
    } else if (name === 'rPh') {
      this.#phonetic = true;
    } else if (name === 'row') {
      // Rows without a number of their own stand one below the other.
      this.#line = attributes.r === undefined ? this.#line + 1 : Number(attributes.r);
      this.#cells = [];
      this.#column = -1;
    }
  };

  readonly text = (text: string): void => {
    if (this.#inValue && !this.#phonetic) this.#value += text;
  };

  readonly close = (name: string): void => {
    if (name === 'v' || name === 't') this.#inValue = false;
    else if (name === 'rPh') this.#phonetic = false;
    else if (name === 'c') this.#cells[this.#column] = this.#cell();
    else if (name === 'row') {
      this.#rows.push({ line: this.#line, sheet: this.#sheet, cells: this.#cells });
      this.#cells = [];
    }
  };

  #cell(): Cell | undefined {
    if (this.#formula) return { kind: 'formula', text: this.#value };
    if (this.#value === '') return undefined;
    switch (this.#type) {
      case 's':
        return { kind: 'text', text: this.#strings.at(Number(this.#value)) };
      case 'inlineStr':
      case 'str':
      case 'd':
        return { kind: 'text', text: this.#value };
      case 'n':
        return { kind: 'number', text: this.#value };
      default:
        return { kind: 'other', text: this.#value };
    }
  }
}

/** Excel ends at column XFD. */
const MOST_COLUMNS = 16_384;

/** `C7` is column 2. */
function columnOf(reference: string): number {
  let column = 0;
  for (const character of reference) {
    const letter = character.charCodeAt(0) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
    if (column > MOST_COLUMNS) break;
  }
  if (column < 1 || column > MOST_COLUMNS) throw new ListProblem('E6303', 'a cell stands nowhere');
  return column - 1;
}
