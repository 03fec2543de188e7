/** How a byte stream lies in the reports of one model of device. */
export interface ReportFraming {
  /** Bytes of one output report, without its number; 64 by default. */
  readonly reportBytes?: number;
  /** Number of the output reports; 0, the default: not numbered. */
  readonly reportId?: number;
  /**
   * Bytes of each input report that stand before the payload, its number included; or the bytes with which every answer begins,
   * to be looked for at offset 0, 1 and 2 of the first reports after something was written.
   */
  readonly strip: number | { readonly find: Uint8Array };
  /** The last of the bytes before the payload says how much of the report counts; output reports begin with such a byte too. */
  readonly lengthByte?: boolean;
}

const FARTHEST_OFFSET = 2;
/** So many reports without what was looked for, and it is not there. Reports of an earlier answer may still come. */
const REPORTS_TO_LOOK_AT = 8;
const nothing = new Uint8Array();

/** Takes the payload out of input reports, and lays a stream into output reports. */
export class ReportCutter {
  readonly #framing: ReportFraming;
  #strip: number | null;
  #looked = 0;

  constructor(framing: ReportFraming) {
    const { strip, lengthByte = false, reportBytes = 64 } = framing;
    if (strip === 0 && lengthByte)
      throw new Error('a length byte has to be among the bytes that are left out');
    if (reportBytes < (lengthByte ? 2 : 1)) throw new Error(`no payload fits into ${reportBytes} bytes`);
    if (lengthByte && reportBytes > 256) throw new Error(`one byte cannot count ${reportBytes - 1}`);
    this.#framing = framing;
    this.#strip = typeof strip === 'number' ? strip : null;
  }

  /** Bytes before the payload; null while they are still looked for. */
  get strip(): number | null {
    return this.#strip;
  }

  /** Something was asked: what comes from now on may be its answer. */
  asked(): void {
    this.#looked = 0;
  }

  /** The payload of one input report, empty while nothing is known; null when what is looked for is not there. */
  payload(report: Uint8Array): Uint8Array | null {
    this.#strip ??= this.#find(report);
    if (this.#strip === null) {
      this.#looked += 1;
      return this.#looked < REPORTS_TO_LOOK_AT ? nothing : null;
    }
    const payload = report.subarray(this.#strip);
    if (!this.#framing.lengthByte) return payload;
    return payload.subarray(0, report[this.#strip - 1] ?? 0);
  }

  /** Output reports of full length, filled up with zeros. */
  reports(bytes: Uint8Array): Uint8Array[] {
    const { reportBytes = 64, lengthByte = false } = this.#framing;
    const before = lengthByte ? 1 : 0;
    const reports: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; at += reportBytes - before) {
      const part = bytes.subarray(at, at + reportBytes - before);
      const report = new Uint8Array(reportBytes);
      if (lengthByte) report[0] = part.length;
      report.set(part, before);
      reports.push(report);
    }
    return reports;
  }

  #find(report: Uint8Array): number | null {
    const { strip, lengthByte } = this.#framing;
    if (typeof strip === 'number') return strip;
    for (let offset = lengthByte ? 1 : 0; offset <= FARTHEST_OFFSET; offset += 1) {
      const fits = strip.find.every((byte, index) => report[offset + index] === byte);
      if (fits) return offset;
    }
    return null;
  }
}
