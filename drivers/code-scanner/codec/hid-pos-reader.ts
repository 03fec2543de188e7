import { CodeGatherer, type GatheredCode } from './code-gatherer.ts';
import type { ReportReader } from './report-reader.ts';

const REPORT_BYTES = 64;
const REPORT_ID = 2;
const MOST_DATA = 56;
const CONTINUED_AT = 63;

/**
 * Codes as a scanner of usage page 8C ("HID POS") reports them: 64 bytes, report id 2, number of data bytes, data of up to 56
 * bytes, and in bit 0 of the last byte whether the code goes on in the next report. Makers put the data at byte 5, behind a
 * symbology identifier of three characters, or at byte 2.
 */
export class HidPosReader implements ReportReader {
  readonly #code: CodeGatherer;
  readonly #dataAt: 2 | 5;

  constructor(options: { readonly dataAt: 2 | 5; readonly longest: number }) {
    this.#dataAt = options.dataAt;
    this.#code = new CodeGatherer(options.longest);
  }

  get midCode(): boolean {
    return this.#code.midCode;
  }

  take(report: Uint8Array): GatheredCode[] {
    const count = report[1];
    // Other report ids are answers to settings; they say nothing about a code.
    if (report[0] !== REPORT_ID) return [];
    if (report.length !== REPORT_BYTES || count === undefined || count > MOST_DATA) this.#code.spoil();
    else for (const byte of report.subarray(this.#dataAt, this.#dataAt + count)) this.#code.add(byte);
    const continued = ((report[CONTINUED_AT] ?? 0) & 1) === 1;
    const over = continued ? null : this.#code.end();
    return over ? [over] : [];
  }

  spoil(): void {
    this.#code.spoil();
  }

  silence(): GatheredCode | null {
    return this.#code.breakOff();
  }

  clear(): void {
    this.#code.clear();
  }
}
