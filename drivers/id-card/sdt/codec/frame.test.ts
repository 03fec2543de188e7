import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildRequest, type SdtCommandName, sdtCommands } from './command.ts';
import { type FrameEvent, MAX_LENGTH, SdtFrameParser, xorOf } from './frame.ts';
import { answerFrame, fuzzStream } from './frame-fuzz.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();
const fromHex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));
const bodies = (events: readonly FrameEvent[]): string[] =>
  events.map((event) => (event.kind === 'frame' ? hex(event.body) : event.kind));

describe('requests', () => {
  const published: Record<string, [SdtCommandName, number[], string]> = {
    reset: ['reset', [], 'AAAAAA9669000310FFEC'],
    status: ['status', [], 'AAAAAA9669000311FFED'],
    'SAM id': ['samId', [], 'AAAAAA9669000312FFEE'],
    find: ['find', [], 'AAAAAA96690003200122'],
    select: ['select', [], 'AAAAAA96690003200221'],
    'base read': ['readBase', [], 'AAAAAA96690003300132'],
    'newest address': ['readNewAddress', [], 'AAAAAA96690003300330'],
    'card numbers': ['readCardNumbers', [], 'AAAAAA96690003300536'],
    'read with fingerprint': ['readBaseAndFingerprint', [], 'AAAAAA96690003301023'],
    'radio frame 50': ['setRfFrame', [0x50], 'AAAAAA9669000461FF50CA'],
    'radio frame 58': ['setRfFrame', [0x58], 'AAAAAA9669000461FF58C2'],
    'radio frame 18': ['setRfFrame', [0x18], 'AAAAAA9669000461FF1882'],
  };
  test.each(Object.entries(published))('%s is the published one', (_, [name, data, frame]) => {
    expect(hex(buildRequest(name, data))).toBe(frame);
  });
  test('every command checks to zero', () => {
    for (const name of Object.keys(sdtCommands) as SdtCommandName[]) {
      expect(xorOf(buildRequest(name).subarray(5))).toBe(0);
    }
  });
});

describe('answers', () => {
  const published = {
    ok: ['AAAAAA9669000400009094', '000090'],
    found: ['AAAAAA9669000800009F0000000097', '00009F00000000'],
    none: ['AAAAAA9669000400008084', '000080'],
    selected: ['AAAAAA9669000C00009000000000000000009C', '0000900000000000000000'],
    'select failed': ['AAAAAA9669000400008185', '000081'],
    'no item': ['AAAAAA9669000400009195', '000091'],
    'bad checksum': ['AAAAAA9669000400001014', '000010'],
    'bad length': ['AAAAAA9669000400001115', '000011'],
    'bad command': ['AAAAAA9669000400002125', '000021'],
    'self-test': ['AAAAAA9669000400006064', '000060'],
    unauthorised: ['AAAAAA9669000400006662', '000066'],
  };
  test.each(Object.entries(published))('%s, whole and byte by byte', (_, [frame, body]) => {
    expect(bodies(new SdtFrameParser().push(fromHex(frame as string)))).toEqual([body]);
    const parser = new SdtFrameParser();
    const events = [...fromHex(frame as string)].flatMap((byte) => parser.push(Uint8Array.of(byte)));
    expect(bodies(events)).toEqual([body]);
    expect(parser.midFrame).toBe(false);
  });

  test('noise and extra AA before the preamble are skipped', () => {
    const stream = fromHex('00FFAAAA96AAAAAA69AAAAAAAAAA9669000400009094');
    expect(bodies(new SdtFrameParser().push(stream))).toEqual(['000090']);
  });
  test('two answers in one piece come out as two', () => {
    const stream = fromHex('AAAAAA9669000400008084AAAAAA9669000400009094');
    expect(bodies(new SdtFrameParser().push(stream))).toEqual(['000080', '000090']);
  });
  test('a wrong check is told, and the next answer is still found', () => {
    const stream = fromHex('AAAAAA9669000400009095AAAAAA9669000400009094');
    expect(bodies(new SdtFrameParser().push(stream))).toEqual(['badChecksum', '000090']);
  });
  test.each(['AAAAAA96690003000090', 'AAAAAA9669FFFF000090', 'AAAAAA9669000000'])(
    'an impossible length is noise: %s',
    (noise) => {
      const stream = fromHex(`${noise}AAAAAA9669000400009094`);
      expect(bodies(new SdtFrameParser().push(stream))).toEqual(['000090']);
    },
  );
  test('an answer swallowed by a false header comes out when the header is given up', () => {
    const parser = new SdtFrameParser();
    expect(parser.push(fromHex('AAAAAA96690100AAAAAA9669000400009094'))).toEqual([]);
    expect(parser.midFrame).toBe(true);
    expect(bodies(parser.giveUp())).toEqual(['000090']);
    expect(parser.midFrame).toBe(false);
  });
  test('the alternative preamble is taken only when asked for', () => {
    const stream = fromHex('AAAAAAA55A000400009094');
    expect(new SdtFrameParser().push(stream)).toEqual([]);
    expect(bodies(new SdtFrameParser({ alternativePreamble: true }).push(stream))).toEqual(['000090']);
  });
});

describe('properties', () => {
  const body = fc.uint8Array({ minLength: 3, maxLength: 600 });

  test('any body survives, however the stream is cut', () => {
    fc.assert(
      fc.property(body, fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }), (content, cuts) => {
        const stream = answerFrame(content);
        const parser = new SdtFrameParser();
        const events: FrameEvent[] = [];
        for (let at = 0, turn = 0; at < stream.length; turn += 1) {
          const step = cuts[turn % cuts.length] as number;
          events.push(...parser.push(stream.subarray(at, at + step)));
          at += step;
        }
        expect(bodies(events)).toEqual([hex(content)]);
      }),
    );
  });

  test('any noise without a preamble changes nothing', () => {
    const noise = fc.uint8Array({ maxLength: 300 }).map((bytes) => bytes.map((byte) => byte & 0x7f));
    fc.assert(
      fc.property(noise, body, (before, content) => {
        const events = new SdtFrameParser().push(Uint8Array.from([...before, ...answerFrame(content)]));
        expect(bodies(events)).toEqual([hex(content)]);
      }),
    );
  });

  test('after any noise at all the parser is in step again within one longest frame', () => {
    const filler = answerFrame(Uint8Array.of(0, 0, 0x80));
    const enough = Array.from({ length: Math.ceil(MAX_LENGTH / filler.length) + 2 }, () => [
      ...filler,
    ]).flat();
    fc.assert(
      fc.property(fc.integer(), body, (seed, content) => {
        const parser = new SdtFrameParser();
        parser.push(fuzzStream(seed));
        parser.push(Uint8Array.from(enough));
        const events = [...parser.push(answerFrame(content)), ...parser.giveUp()];
        expect(bodies(events).at(-1)).toBe(hex(content));
      }),
    );
  });
});
