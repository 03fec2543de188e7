import { type ErrorRow, err, failure, type Result } from '../kit/result.ts';

/** E27xx: the scanner of QR codes and barcodes. Explained in main/contract/errors/code-scanner.ts. */
export const codeScannerErrors = {
  E2701: { name: 'notOpen', action: 'reset', cause: 'the code scanner is not open or not configured' },
  E2702: {
    name: 'garbled',
    action: 'clear',
    cause: 'what the code scanner sent holds keys or bytes that no code has',
  },
  E2703: { name: 'cutShort', action: 'clear', cause: 'the code broke off before its end' },
  E2704: { name: 'tooLong', action: 'clear', cause: 'the code is longer than any that is expected here' },
  E2705: { name: 'noCode', action: 'clear', cause: 'no code was held before the scanner in time' },
  E2706: {
    name: 'scannerGone',
    action: 'reset',
    cause: 'the code scanner was unplugged while a code was awaited',
  },
  E2707: {
    name: 'notUnderstood',
    action: 'configuration',
    cause: 'the device answers, but not as a scanner of the configured kind',
  },
} as const satisfies Record<string, ErrorRow>;
export type CodeScannerCode = keyof typeof codeScannerErrors;

/** A refusal with one of these codes; `detail` holds numbers and states only, never what was scanned. */
export const refuse = (code: CodeScannerCode, detail?: string): Result<never> =>
  err(failure(codeScannerErrors, code, detail));
