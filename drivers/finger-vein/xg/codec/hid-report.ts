/**
 * Feature reports of the HID variant: 64 bytes, `01 'X' n 00` and up to 60 bytes of the stream, n of them in use. Pure bytes;
 * whoever owns the device sends them with SET_REPORT (21 09, value 0301) and fetches them with GET_REPORT (A1 01, value 0302).
 */
export const REPORT_BYTES = 64;
const REPORT_DATA = 60;
const HEAD = [0x01, 0x58] as const;
/** What a report from the module may begin with: the sources show 01, a report that bears its own number would have 02. */
const ANSWER_IDS: readonly (number | undefined)[] = [0x01, 0x02];
const HEAD_BYTES = 4;
/** Most data in one block of READ_DATA over this framing; with its sum it fills 60 reports. */
export const HID_BLOCK = 3598;

/** The reports that carry these bytes, one after the other. */
export function buildReports(bytes: Uint8Array): Uint8Array[] {
  const reports: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += REPORT_DATA) {
    const part = bytes.subarray(at, at + REPORT_DATA);
    const report = new Uint8Array(REPORT_BYTES);
    report.set([...HEAD, part.length]);
    report.set(part, HEAD_BYTES);
    reports.push(report);
  }
  return reports;
}

/**
 * The part of the stream in a report: empty when the module has nothing yet; null when this is no report of ours. One that ends
 * behind the bytes in use is understood as well.
 */
export function readReport(report: Uint8Array): Uint8Array | null {
  const count = report[2] ?? 0;
  const whole = report.length >= HEAD_BYTES + count && report.length <= REPORT_BYTES;
  if (!whole || !ANSWER_IDS.includes(report[0]) || count > REPORT_DATA) return null;
  if (count > 0 && report[1] !== HEAD[1]) return null;
  // A true copy, also of a `Buffer`, whose `slice` shares its memory.
  return Uint8Array.from(report.subarray(HEAD_BYTES, HEAD_BYTES + count));
}
