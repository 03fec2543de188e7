/** The items read from SSSE, by their tag (LD/T 32.6). `length`: of the value, bytes. */
export const items = {
  cardIdCode: { tag: 0x01, length: 16 },
  version: { tag: 0x03, length: 4 },
  issuedOn: { tag: 0x05, length: 4 },
  validTo: { tag: 0x06, length: 4 },
  cardNumber: { tag: 0x07, length: 9 },
  idNumber: { tag: 0x08, length: 18 },
  name: { tag: 0x09, length: 30 },
  nameExtension: { tag: 0x4e, length: 20 },
  sex: { tag: 0x0a, length: 1 },
} as const;
export type ItemName = keyof typeof items;

/** Short file identifiers: EF05 issuer data, EF06 holder. */
export const issuerFile = 0x05;
export const holderFile = 0x06;

/**
 * Where an item is expected, as record number. A trap: with the name extension, sex moved from record 3 of version 1.x to
 * record 4 of 2.x. The tag byte decides in the end, this only saves commands.
 */
export function expectedRecord(
  item: ItemName,
  version: string,
): { readonly file: number; readonly record: number } {
  const first = version.startsWith('1.');
  switch (item) {
    case 'cardIdCode':
      return { file: issuerFile, record: 1 };
    case 'version':
      return { file: issuerFile, record: 3 };
    case 'issuedOn':
      return { file: issuerFile, record: 5 };
    case 'validTo':
      return { file: issuerFile, record: 6 };
    case 'cardNumber':
      return { file: issuerFile, record: 7 };
    case 'idNumber':
      return { file: holderFile, record: 1 };
    case 'name':
      return { file: holderFile, record: 2 };
    case 'nameExtension':
      return { file: holderFile, record: 3 };
    case 'sex':
      return { file: holderFile, record: first ? 3 : 4 };
  }
}
