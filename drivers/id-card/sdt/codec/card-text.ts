import type { CardText } from '../../readout.ts';
import { decodeField } from './utf16.ts';

/** Byte offset and length of each field in the 256 bytes of text, by card kind. */
interface Layout {
  readonly name: Field;
  readonly sex: Field;
  readonly birth: Field;
  readonly number: Field;
  readonly from: Field;
  readonly to: Field;
  readonly nation?: Field;
  readonly address?: Field;
  readonly authority?: Field;
  readonly travelPermit?: Field;
  readonly nationality?: Field;
  /** Parts that are joined without a space: the 2023 card continues a long name in a second place. */
  readonly englishName?: readonly Field[];
}
type Field = readonly [offset: number, length: number];

const residentLayout: Layout = {
  name: [0, 30],
  sex: [30, 2],
  nation: [32, 4],
  birth: [36, 16],
  address: [52, 70],
  number: [122, 36],
  authority: [158, 30],
  from: [188, 16],
  to: [204, 16],
};
// The nation field is reserved on the permits of people from Hong Kong, Macao and Taiwan.
const { nation: _reserved, ...residentWithoutNation } = residentLayout;

const layouts = {
  resident: residentLayout,
  hmt: { ...residentWithoutNation, travelPermit: [220, 18] },
  foreigner2017: {
    name: [158, 30],
    englishName: [[0, 120]],
    sex: [120, 2],
    number: [122, 30],
    nationality: [152, 6],
    from: [188, 16],
    to: [204, 16],
    birth: [220, 16],
  },
  foreigner2023: {
    name: [0, 30],
    sex: [30, 2],
    birth: [36, 16],
    englishName: [
      [52, 70],
      [220, 22],
    ],
    number: [122, 36],
    from: [188, 16],
    to: [204, 16],
    nationality: [242, 6],
  },
} as const satisfies Record<CardText['kind'], Layout>;

const KIND_OFFSET = 248;
const kindOfLetter: Readonly<Record<string, CardText['kind']>> = {
  '': 'resident',
  I: 'foreigner2017',
  Y: 'foreigner2023',
  J: 'hmt',
};

/**
 * The text block of any of the four card kinds. Null when it does not follow the published layout: unknown kind letter,
 * a date that is none, no number, no name, unknown sex code.
 */
export function decodeCardText(bytes: Uint8Array): Omit<CardText, 'newAddresses'> | null {
  const kind = kindOfLetter[decodeField(bytes, KIND_OFFSET, 2)];
  if (bytes.length < 256 || kind === undefined) return null;
  const layout: Layout = layouts[kind];
  const read = (field: Field): string => decodeField(bytes, field[0], field[1]);
  const optional = (key: string, field: Field | undefined): Record<string, string> => {
    const text = field ? read(field) : '';
    return text === '' ? {} : { [key]: text };
  };

  // The second part of a split name may begin with the space between two words, so it is not trimmed on its own.
  const englishName = layout.englishName
    ?.map(([offset, length]) => untrimmed(bytes, offset, length))
    .join('')
    .trim();
  const birthDate = isoDate(read(layout.birth));
  const validFrom = isoDate(read(layout.from));
  const to = read(layout.to);
  const validTo = to === '长期' ? 'long-term' : isoDate(to);
  const sex = read(layout.sex);
  const idNumber = read(layout.number).toUpperCase();
  const name = read(layout.name) || englishName || '';
  if (!birthDate || !validFrom || !validTo || !isSex(sex) || name === '' || idNumber === '') return null;
  return {
    kind,
    name,
    ...(englishName ? { englishName } : {}),
    sex,
    ...optional('nation', layout.nation),
    ...optional('nationality', layout.nationality),
    birthDate,
    ...optional('address', layout.address),
    idNumber,
    ...optional('authority', layout.authority),
    validFrom,
    validTo,
    ...optional('travelPermit', layout.travelPermit),
  };
}

function untrimmed(bytes: Uint8Array, offset: number, length: number): string {
  const text = decodeField(bytes, offset, length);
  const first = bytes[offset] === 0x20 && bytes[offset + 1] === 0 ? ' ' : '';
  return text === '' ? '' : first + text;
}

const isSex = (text: string): text is CardText['sex'] => /^[0129]$/.test(text);

/** `20200131` to `2020-01-31`; null when the calendar has no such day. */
function isoDate(compact: string): string | null {
  if (!/^\d{8}$/.test(compact)) return null;
  const iso = `${compact.slice(0, 4)}-${compact.slice(4, 6)}-${compact.slice(6)}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== iso ? null : iso;
}
