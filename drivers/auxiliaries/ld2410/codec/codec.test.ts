import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PresenceJudge } from '../driver/presence-judge.ts';
import { RadarParser, type RadarReport } from './report.ts';

/** From the maker's description (V1.02, 2.3.2): something that moves at 81 cm, something still beside it with energy 59. */
const described = Buffer.from('f4f3f2f10d0002aa0251000000003b00005500f8f7f6f5', 'hex');

const frame = (report: RadarReport, kind: 1 | 2 = 2): Buffer => {
  const body = Buffer.alloc(kind === 1 ? 33 : 13);
  body.set([kind, 0xaa, (report.moving ? 1 : 0) + (report.still ? 2 : 0)]);
  body.writeUInt16LE(report.movingCm, 3);
  body.writeUInt8(report.movingEnergy, 5);
  body.writeUInt16LE(report.stillCm, 6);
  body.writeUInt8(report.stillEnergy, 8);
  body.writeUInt8(0x55, body.length - 2);
  const head = Buffer.from([0xf4, 0xf3, 0xf2, 0xf1, body.length, 0]);
  return Buffer.concat([head, body, Buffer.from([0xf8, 0xf7, 0xf6, 0xf5])]);
};
const word = fc.integer({ min: 0, max: 0xffff });
const energy = fc.integer({ min: 0, max: 100 });
const reports = fc.record({
  moving: fc.boolean(),
  still: fc.boolean(),
  movingCm: word,
  stillCm: word,
  movingEnergy: energy,
  stillEnergy: energy,
});

describe('the reports of the radar', () => {
  it('read as they are described', () => {
    expect(new RadarParser().push(described)).toEqual([
      {
        kind: 'report',
        report: { moving: false, still: true, movingCm: 81, stillCm: 0, movingEnergy: 0, stillEnergy: 59 },
      },
    ]);
  });

  it('come out whole, however the stream is cut, basic or with energies', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(reports, fc.constantFrom(1 as const, 2 as const)), { maxLength: 6 }),
        fc.array(fc.nat(20)),
        (sent, cuts) => {
          const stream = Buffer.concat(sent.map(([report, kind]) => frame(report, kind)));
          const parser = new RadarParser();
          const events = [];
          let at = 0;
          for (const cut of [...cuts, stream.length]) {
            events.push(...parser.push(stream.subarray(at, at + cut)));
            at += cut;
          }
          expect(events).toEqual(sent.map(([report]) => ({ kind: 'report', report })));
        },
      ),
    );
  });

  it('are found behind any noise, which never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), reports, (noise, report) => {
        const parser = new RadarParser();
        parser.push(noise);
        // A false head may swallow some of what follows, but never more than the longest frame.
        const many = Buffer.concat(Array.from({ length: 12 }, () => frame(report)));
        const found = parser.push(many).filter(({ kind }) => kind === 'report');
        expect(found.at(-1)).toEqual({ kind: 'report', report });
      }),
    );
  });

  it.each([
    ['a wrong end', `${described.subarray(0, 22).toString('hex')}00`],
    ['an unknown state', described.toString('hex').replace('aa02', 'aa07')],
    ['no mark at the start', described.toString('hex').replace('02aa', '02ab')],
    ['a length that cannot be', described.toString('hex').replace('0d00', 'ffff')],
  ])('are refused with %s', (_what, hex) => {
    const events = new RadarParser().push(Buffer.from(hex, 'hex'));
    expect(events.map(({ kind }) => kind)).toContain('damaged');
    expect(events.map(({ kind }) => kind)).not.toContain('report');
  });
});

describe('whether somebody is before the terminal', () => {
  const nobody = { moving: false, still: false, movingCm: 0, stillCm: 0, movingEnergy: 0, stillEnergy: 0 };
  const moving = (movingCm: number): RadarReport => ({ ...nobody, moving: true, movingCm });
  const still = (stillCm: number): RadarReport => ({ ...nobody, still: true, stillCm });
  const judge = (): PresenceJudge => new PresenceJudge({ nearCm: 100, comeMs: 400, goMs: 2000 });

  it('takes some time to come and longer to go', () => {
    const at = judge();
    expect(at.take(nobody, 0)).toBe(true);
    expect(at.take(moving(80), 100)).toBe(false);
    expect(at.take(moving(70), 450)).toBe(false);
    expect(at.take(moving(60), 500)).toBe(true);
    expect(at.presence).toEqual({ present: true, distanceCm: 60 });
    expect(at.take(nobody, 600)).toBe(false);
    expect(at.take(still(50), 2500)).toBe(false);
    expect(at.take(nobody, 2600)).toBe(false);
    expect(at.take(nobody, 4600)).toBe(true);
    expect(at.presence).toEqual({ present: false, distanceCm: null });
  });

  it('does not take those who walk by, or stay far away', () => {
    const at = judge();
    at.take(nobody, 0);
    for (let ms = 100; ms < 5000; ms += 100)
      expect(at.take(moving(ms % 500 < 300 ? 90 : 150), ms)).toBe(false);
    for (let ms = 5000; ms < 9000; ms += 100) expect(at.take(still(101), ms)).toBe(false);
  });

  it('lets who is there lean back', () => {
    const at = judge();
    expect(at.take(still(90), 0)).toBe(true);
    for (let ms = 100; ms < 9000; ms += 100) expect(at.take(still(120), ms)).toBe(false);
    expect(at.presence).toEqual({ present: true, distanceCm: 120 });
  });
});
