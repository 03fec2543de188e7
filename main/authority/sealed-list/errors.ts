import type { Failure } from '../../contract/failure.ts';

/** E63xx: the list of sealed cards (封存) and its import. */
export const sealedListErrors = {
  E6301: { name: 'cannotBeRead', action: 'clear', cause: 'the file cannot be read' },
  E6302: {
    name: 'notAList',
    action: 'clear',
    cause: 'the file is neither CSV nor XLSX (an old .xls or a file with a password is not read)',
  },
  E6303: { name: 'broken', action: 'clear', cause: 'the file is damaged or not whole' },
  E6304: {
    name: 'noHeader',
    action: 'clear',
    cause: 'no row names a column for the ID number or the card number',
  },
  E6305: { name: 'noRows', action: 'clear', cause: 'the file has no row that can be used' },
  E6306: {
    name: 'mostlyBad',
    action: 'clear',
    cause: 'more rows are bad than good: this is not the list that it should be',
  },
  E6307: { name: 'stopped', action: 'clear', cause: 'the import was stopped before its end' },
  E6308: {
    name: 'storeUnusable',
    action: 'maintenance',
    cause: 'the store of the sealed cards cannot be used',
  },
  E6309: { name: 'reportUnwritable', action: 'clear', cause: 'the report cannot be written' },
} as const satisfies Record<string, { name: string; action: Failure['action']; cause: string }>;

type SealedListErrorCode = keyof typeof sealedListErrors;

/** A failure from the table; `detail` holds numbers, names of columns and system codes, never what stands in a row. */
export function sealedListFailure(code: SealedListErrorCode, detail?: string): Failure {
  const { action, cause } = sealedListErrors[code];
  return { code, action, message: detail ? `${cause}: ${detail}` : cause };
}
