import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replyOf, xgAnswers } from './answer.ts';
import { isPassword, type XgRequest, xgRequests } from './command.ts';
import { buildBlock, buildFrame, sumOf, XgStreamParser } from './frame.ts';
import { checkStream } from './frame-fuzz.ts';
import { buildReports, HID_BLOCK, readReport } from './hid-report.ts';
import { BULK_BLOCK, buildCbw, readCsw } from './usb-bulk.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const zero = (count: number): string => '00'.repeat(count);
const wire = ({ command, data }: XgRequest): string => textOf(buildFrame(command, data));

// Known-answer frames of the protocol's description; VERIFY 1:N stands literally in more than one public driver.
describe('requests are byte for byte', () => {
  it.each<[string, XgRequest, string]>([
    ['CONNECT', xgRequests.connect('00000000'), `bbaa000100083030303030303030${zero(8)}ee02`],
    ['SYSTEM_INFO', xgRequests.systemInfo(), `bbaa00030000${zero(16)}6801`],
    ['FINGER_STATUS', xgRequests.fingerStatus(), `bbaa00100000${zero(16)}7501`],
    ['ENROLL', xgRequests.enrol(1, 3), `bbaa0016000c010000000003000000000a${zero(5)}9501`],
    ['VERIFY 1:N', xgRequests.verify(0), `bbaa00170004${zero(16)}8001`],
    ['VERIFY 1', xgRequests.verify(1), `bbaa0017000401${zero(15)}8101`],
    ['CANCEL', xgRequests.cancel(), `bbaa00190000${zero(16)}7e01`],
    ['GET_CHARA', xgRequests.feature(), `bbaa00280000${zero(16)}8d01`],
    ['READ_DATA', xgRequests.readData('feature', 0, 510), `bbaa002000092800000000fe01${zero(9)}b502`],
    ['READ_ENROLL', xgRequests.readEnrol(1), `bbaa0022000401${zero(15)}8c01`],
    ['GET_VEIN_IMAGE', xgRequests.veinImage(true), `bbaa00240010${zero(8)}4a${zero(7)}e301`],
    ['ENROLL_INFO', xgRequests.enrolInfo(), `bbaa00140000${zero(16)}7901`],
  ])('%s', (_, request, expected) => expect(wire(request)).toBe(expected));

  it('takes passwords of 8 to 14 visible ASCII characters', () => {
    expect(['00000000', 'Aa1!Aa1!Aa1!Aa'].every(isPassword)).toBe(true);
    expect(['0000000', '000000000000000', '0000 000', '密码密码密码密码'].some(isPassword)).toBe(false);
  });
});

describe('frames', () => {
  it('come out as they went in, in any pieces, with stray zeroes before them', () => {
    fc.assert(
      fc.property(fc.nat(255), fc.uint8Array({ maxLength: 16 }), fc.nat(3), (command, data, zeroes) => {
        const events = new XgStreamParser().push(
          Uint8Array.from([...new Uint8Array(zeroes), ...buildFrame(command, data)]),
        );
        const padded = Uint8Array.from([...data, ...new Uint8Array(16 - data.length)]);
        expect(events).toEqual([
          { kind: 'frame', frame: { address: 0, command, length: data.length, data: padded } },
        ]);
      }),
    );
  });

  it('with a zero in the sum are as good as others', () => {
    // The sum is 0200 and 0100: readers that take a zero for the end of a frame drop these.
    for (const data of [[0x98], [0x97, 0x01], [0xff, 0x99]]) {
      const frame = buildFrame(0x03, Uint8Array.from(data));
      expect(new XgStreamParser().push(frame)).toHaveLength(1);
    }
    const sum = sumOf(buildFrame(0x03, Uint8Array.of(0x97)).subarray(0, 22));
    expect(sum & 0xff).toBe(0);
  });

  it('with a wrong byte are damaged, and the next one is read', () => {
    const parser = new XgStreamParser();
    const wrong = buildFrame(0x10);
    wrong[10] = 7;
    expect(parser.push(Uint8Array.from([...wrong, ...buildFrame(0x11)])).map(({ kind }) => kind)).toEqual([
      'damaged',
      'frame',
    ]);
  });

  it('never carry more than 16 bytes', () => {
    expect(() => buildFrame(0x10, new Uint8Array(17))).toThrow(RangeError);
  });
});

describe('blocks', () => {
  it('are taken whole, and what follows is a frame again', () => {
    const parser = new XgStreamParser();
    const bytes = Uint8Array.from({ length: 510 }, (_, at) => at & 0xff);
    parser.expectBlock(510);
    const stream = Uint8Array.from([...buildBlock(bytes), ...buildFrame(0x19)]);
    expect(parser.push(stream)).toMatchObject([{ kind: 'block', bytes }, { kind: 'frame' }]);
  });

  it('may be refused by a frame', () => {
    const parser = new XgStreamParser();
    parser.expectBlock(510);
    expect(parser.push(buildFrame(0x20, Uint8Array.of(1, 5)))).toMatchObject([
      { kind: 'frame', frame: { command: 0x20 } },
    ]);
  });
});

describe('answers', () => {
  const data = (text: string): Uint8Array => hex(text.padEnd(32, '0'));
  it('say how it went in byte 0, the error there or behind', () => {
    expect(replyOf(data('00'))).toEqual({ kind: 'done' });
    expect(replyOf(data('010b'))).toEqual({ kind: 'error', code: 0x0b });
    expect(replyOf(data('11'))).toEqual({ kind: 'error', code: 0x11 });
    expect(replyOf(data('0100'))).toEqual({ kind: 'error', code: 1 });
    expect(replyOf(data('2002'))).toEqual({ kind: 'putFinger', step: 2 });
    expect(replyOf(data('2101'))).toEqual({ kind: 'liftFinger', step: 1 });
  });

  it('are little-endian and unsigned', () => {
    expect(xgAnswers.verifiedId(data('00ffffffff'))).toBe(0xffffffff);
    expect(xgAnswers.featureSize(data('00dc05'))).toBe(1500);
    expect(xgAnswers.enrolInfo(data('0002000000060000006400000000'))).toEqual({ users: 2, maxUsers: 100 });
    expect(xgAnswers.systemInfo(data('0002030104010a'))).toEqual({
      version: '2.3',
      deviceId: 1,
      security: 1,
      fingerTimeoutS: 10,
    });
    expect(xgAnswers.deviceName(hex('0058472d5637000000000000000000ff'))).toBe('XG-V7');
  });

  it('tell a packed picture by its size', () => {
    expect(xgAnswers.image(data('00400190000000000010270000'))).toMatchObject({ width: 320, height: 144 });
    expect(xgAnswers.image(data('00e8035a00000000d007'))).toEqual({
      width: 1000,
      height: 90,
      size: 2000,
      packed: true,
    });
    expect(xgAnswers.image(data('00100020'))).toEqual({ width: 16, height: 32, size: 512, packed: false });
  });
});

describe('USB', () => {
  it('wraps what goes out and asks for 64 bytes of what comes in', () => {
    expect(textOf(buildCbw('out', 24))).toBe(
      `555342435847 5a58 18000000 00 00 0a 86 ${zero(15)}`.replaceAll(' ', ''),
    );
    expect(textOf(buildCbw('in'))).toBe(
      `555342435847 5a58 40000000 80 00 0a 85 ${zero(15)}`.replaceAll(' ', ''),
    );
  });

  it('reads the status, and nothing that is none', () => {
    expect(readCsw(hex('555342535847 5a58 05000000 00'))).toEqual({ state: 'done', residue: 5 });
    expect(readCsw(hex('555342535847 5a58 00000000 01'))).toMatchObject({ state: 'failed' });
    expect(readCsw(hex('555342535847 5a58 00000000 02'))).toMatchObject({ state: 'phaseError' });
    expect(readCsw(hex('555342435847 5a58 00000000 00'))).toBeNull();
    expect(readCsw(hex('5553'))).toBeNull();
  });

  it('cuts a stream into HID reports and back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 700 }), (bytes) => {
        const parts = buildReports(bytes).map((report) => readReport(report) ?? Uint8Array.of(1, 2, 3));
        expect(parts.flatMap((part) => [...part])).toEqual([...bytes]);
      }),
    );
    expect(textOf(buildReports(buildFrame(0x10))[0] as Uint8Array)).toBe(
      `01581800bbaa00100000${zero(16)}7501${zero(36)}`,
    );
    expect(readReport(new Uint8Array(64))).toBeNull();
    expect(readReport(hex(`0100${zero(62)}`))).toEqual(new Uint8Array());
  });

  it('carries blocks that fit, sum and all', () => {
    expect(buildReports(buildBlock(new Uint8Array(HID_BLOCK)))).toHaveLength(60);
    expect(buildBlock(new Uint8Array(BULK_BLOCK))).toHaveLength(4096);
  });
});

// The long run (a million and more) is `node bench/fuzz/finger-vein-fuzz.ts`.
it('60,000 hostile streams: nothing throws, no true frame is missed, cuts change nothing', () => {
  for (let seed = 1; seed <= 60_000; seed += 1) {
    const wrong = checkStream(seed);
    if (wrong !== null) expect.fail(`seed ${seed}: ${wrong}`);
  }
}, 120_000);
