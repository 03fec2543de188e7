import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReportCutter, type ReportFraming } from './report-framing.ts';

const preamble = Uint8Array.of(0xaa, 0xaa, 0xaa, 0x96, 0x69);
const bytes = fc.uint8Array({ maxLength: 300 });

/** Input reports as such a device would send the stream: with what stands before the payload, filled up with zeros. */
function asDevice(
  stream: Uint8Array,
  before: number,
  lengthByte: boolean,
  reportBytes: number,
): Uint8Array[] {
  const reports: Uint8Array[] = [];
  for (let at = 0; at < stream.length; at += reportBytes - before) {
    const part = stream.subarray(at, at + reportBytes - before);
    const report = new Uint8Array(reportBytes);
    if (before > 0) report[before - 1] = lengthByte ? part.length : 0x07;
    report.set(part, before);
    reports.push(report);
  }
  return reports;
}
const joined = (parts: readonly (Uint8Array | null)[]): number[] =>
  parts.flatMap((part) => [...(part ?? [])]);

describe('payload of input reports', () => {
  it('comes out whole for any stream, any bytes before it, with a length byte', () => {
    fc.assert(
      fc.property(
        bytes,
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 8, max: 64 }),
        (stream, strip, size) => {
          const cutter = new ReportCutter({ strip, lengthByte: true, reportBytes: size });
          const reports = asDevice(stream, strip, true, size);
          expect(joined(reports.map((report) => cutter.payload(report)))).toEqual([...stream]);
        },
      ),
    );
  });

  it('begins with the stream where nothing says how long it is: the rest is filling', () => {
    fc.assert(
      fc.property(bytes, fc.integer({ min: 0, max: 2 }), (stream, strip) => {
        const cutter = new ReportCutter({ strip });
        const got = joined(asDevice(stream, strip, false, 64).map((report) => cutter.payload(report)));
        expect(got.slice(0, stream.length)).toEqual([...stream]);
        expect(got.slice(stream.length).every((byte) => byte === 0)).toBe(true);
      }),
    );
  });

  it.each([0, 1, 2])('is found when it stands at offset %i, and stays there', (offset) => {
    const cutter = new ReportCutter({ strip: { find: preamble } });
    const stream = Uint8Array.from([...preamble, ...Array.from({ length: 100 }, (_, index) => index)]);
    const reports = asDevice(stream, offset, false, 64);
    expect(joined(reports.map((report) => cutter.payload(report))).slice(0, stream.length)).toEqual([
      ...stream,
    ]);
    expect(cutter.strip).toBe(offset);
  });

  it('leaves out what an earlier answer still sends, and gives up what never begins as it should', () => {
    const cutter = new ReportCutter({ strip: { find: preamble } });
    const other = new Uint8Array(64).fill(0xaa);
    for (let index = 0; index < 7; index += 1) expect(cutter.payload(other)).toEqual(new Uint8Array());
    expect(cutter.payload(other)).toBeNull();
    cutter.asked();
    expect(cutter.payload(other)).toEqual(new Uint8Array());
    const first = new Uint8Array(64);
    first.set(preamble, 1);
    expect(cutter.payload(first)).toEqual(first.subarray(1));
  });

  it('never throws and never gives more than came, whatever comes', () => {
    const strip = fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant({ find: preamble }));
    fc.assert(
      fc.property(strip, fc.boolean(), fc.array(bytes), (wished, lengthByte, reports) => {
        const cutter = new ReportCutter({ strip: wished, lengthByte });
        for (const report of reports) {
          const payload = cutter.payload(report) ?? new Uint8Array();
          expect(payload.length).toBeLessThanOrEqual(report.length);
        }
      }),
    );
  });
});

describe('output reports', () => {
  it('are full, and hold the stream in order', () => {
    fc.assert(
      fc.property(bytes, fc.boolean(), fc.integer({ min: 2, max: 64 }), (stream, lengthByte, reportBytes) => {
        const framing: ReportFraming = { strip: lengthByte ? 1 : 0, lengthByte, reportBytes };
        const reports = new ReportCutter(framing).reports(stream);
        expect(reports.every(({ length }) => length === reportBytes)).toBe(true);
        const back = new ReportCutter(framing);
        const got = joined(reports.map((report) => back.payload(report)));
        expect(got.slice(0, stream.length)).toEqual([...stream]);
      }),
    );
  });
});

it('refuses framings that cannot be', () => {
  expect(() => new ReportCutter({ strip: 0, lengthByte: true })).toThrow('length byte');
  expect(() => new ReportCutter({ strip: 1, lengthByte: true, reportBytes: 1 })).toThrow('no payload');
  expect(() => new ReportCutter({ strip: 1, lengthByte: true, reportBytes: 300 })).toThrow('cannot count');
});
