/** What a host has to know of a report descriptor (HID 1.11, 6.2.2) to carry its reports. */
export interface ReportSizes {
  readonly usagePage: number;
  readonly usage: number;
  readonly numbered: boolean;
  /** Bytes of the longest report of each kind, its number included. */
  readonly input: number;
  readonly output: number;
  readonly feature: number;
}

const kinds = { 8: 'input', 9: 'output', 11: 'feature' } as const;

export function parseReports(bytes: Uint8Array): ReportSizes {
  let usagePage = 0;
  let firstPage = 0;
  let usage = 0;
  let size = 0;
  let count = 0;
  let id = 0;
  const bits = { input: new Map<number, number>(), output: new Map(), feature: new Map() };
  for (let at = 0; at < bytes.length; ) {
    const head = bytes[at] ?? 0;
    const length = [0, 1, 2, 4][head & 3] ?? 0;
    let value = 0;
    for (let index = length; index > 0; index -= 1) value = value * 256 + (bytes[at + index] ?? 0);
    const tag = head >> 4;
    const type = (head >> 2) & 3;
    if (type === 1 && tag === 0) usagePage = value;
    else if (type === 1 && tag === 7) size = value;
    else if (type === 1 && tag === 8) id = value;
    else if (type === 1 && tag === 9) count = value;
    else if (type === 2 && tag === 0 && firstPage === 0) {
      usage = value;
      firstPage = usagePage;
    } else if (type === 0 && tag in kinds) {
      const of = bits[kinds[tag as keyof typeof kinds]];
      of.set(id, (of.get(id) ?? 0) + size * count);
    }
    at += 1 + length;
  }
  const numbered = id !== 0;
  const longest = (of: Map<number, number>): number =>
    of.size === 0 ? 0 : Math.ceil(Math.max(...of.values()) / 8) + (numbered ? 1 : 0);
  return {
    usagePage: firstPage,
    usage,
    numbered,
    input: longest(bits.input),
    output: longest(bits.output),
    feature: longest(bits.feature),
  };
}
