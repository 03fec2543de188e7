import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forbiddenList } from '../../rules/forbidden-list.ts';
import { failureOfAnswer, padAnswers, parseAnswer } from './answer.ts';
import { forbiddenRequests, padRequests } from './command.ts';
import { buildFrame, PadFrameParser } from './frame.ts';
import { checkStream, decodeEverything } from './frame-fuzz.ts';

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();
const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

describe('frames', () => {
  it('split every byte into two between STX and ETX', () => {
    // Length 1, command 31, BCC 30.
    expect(textOf(buildFrame(Uint8Array.of(0x31)))).toBe('0230313331333003');
    // Length 4, BCC 2E.
    expect(textOf(buildFrame(hex('3501001e')))).toBe('023034333530313030313E323E03');
  });

  it('come out as they went in', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 255 }), (body) => {
        const events = new PadFrameParser().push(buildFrame(body));
        expect(events).toEqual([{ kind: 'frame', body }]);
      }),
    );
  });

  it('are refused when a byte is wrong, and the next one is read again', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 40 }),
        fc.nat(),
        fc.integer({ min: 1, max: 15 }),
        (body, place, change) => {
          const frame = buildFrame(body);
          const at = 1 + (place % (frame.length - 2));
          frame[at] = (frame[at] as number) ^ change;
          const parser = new PadFrameParser();
          expect(parser.push(frame).filter(({ kind }) => kind === 'frame')).toEqual([]);
          expect(parser.push(buildFrame(body))).toContainEqual({ kind: 'frame', body });
        },
      ),
    );
  });

  it('leave room for keys between them, and none inside', () => {
    const parser = new PadFrameParser();
    const frame = buildFrame(Uint8Array.of(0x04));
    expect(parser.push(Uint8Array.of(0x2a, 0x08, ...frame, 0x18, 0x0d, 0x1b, 0x07))).toEqual([
      { kind: 'key', key: 'digit' },
      { kind: 'key', key: 'erase' },
      { kind: 'frame', body: Uint8Array.of(0x04) },
      { kind: 'key', key: 'clear' },
      { kind: 'key', key: 'confirm' },
      { kind: 'key', key: 'cancel' },
      { kind: 'key', key: 'timeOut' },
    ]);
    expect(parser.push(Uint8Array.of(0x02, 0x30, 0x2a))).toEqual([{ kind: 'damaged' }]);
    expect(parser.midFrame).toBe(false);
  });
});

describe('requests', () => {
  it('are the bytes of the table', () => {
    expect(textOf(padRequests.startEntry(2, 'cardPin', 6, 120).body)).toBe('350201060678');
    expect(textOf(padRequests.startEntry(3, 'bankPin', 6, 255).body)).toBe('3503000606FF');
    expect(textOf(padRequests.pinBlock(1, 4, '9990001234567890123').body)).toBe(
      '3B0104139990001234567890123F',
    );
    const wrapped = hex('00112233445566778899aabbccddeeff');
    const key = padRequests.loadSessionKey({ keyId: 'K', algorithm: 'SM4', wrapped, kcv: '0a0b0c' });
    expect(textOf(key.body)).toBe('340200112233445566778899AABBCCDDEEFF0A0B0C');
  });

  it('tell the forbidden list in frames that fit, the first one beginning it anew', () => {
    const list = forbiddenList({ birthDate: '1948-03-15', idNumber: '999900194803150021' });
    const requests = forbiddenRequests(list);
    expect(requests.map(({ body }) => body[1])).toEqual(requests.map((_, at) => (at === 0 ? 0 : 1)));
    for (const { body } of requests) expect(body.length).toBeLessThanOrEqual(255);
    const entries = requests.flatMap(({ body }) => textOf(body.subarray(2)).match(/.{8}/g) ?? []);
    expect(entries.length).toBe(list.length);
    expect(entries[0]).toBe('01123456');
    expect(entries.at(-1)).toMatch(/^05\d{6}$/);
    expect(entries).toContain('04ABABAB');
    expect(textOf(forbiddenRequests([])[0]?.body ?? new Uint8Array())).toBe('3800');
  });
});

describe('answers', () => {
  it('are read as the table says', () => {
    const { data } = parseAnswer(hex(`04${Buffer.from('SIM000011.00').toString('hex')}0102`));
    expect(padAnswers.identity(data)).toEqual({
      serialNumber: 'SIM00001',
      firmware: '1.00',
      algorithms: ['3DES', 'SM4'],
    });
    expect(padAnswers.keyCheck(hex('02681edf'))).toEqual({ algorithm: 'SM4', kcv: '681EDF' });
    expect(padAnswers.entryState(hex('0206'))).toEqual({ phase: 'done', digits: 6 });
    expect(padAnswers.checkForbidden(hex('00'))).toBe('none');
    expect(padAnswers.checkForbidden(hex('02'))).toBe('birthday');
    expect(padAnswers.compare(hex('01'))).toBe(true);
    expect(padAnswers.clearBytes(hex('271828'))).toEqual(Uint8Array.of(2, 7, 1, 8, 2, 8));
  });

  it('that are not of the table are nothing', () => {
    expect(padAnswers.identity(hex('00'))).toBeNull();
    expect(padAnswers.keyCheck(hex('09681edf'))).toBeNull();
    expect(padAnswers.entryState(hex('0906'))).toBeNull();
    expect(padAnswers.checkForbidden(hex('09'))).toBeNull();
    expect(padAnswers.compare(hex('02'))).toBeNull();
    expect(padAnswers.pinBlock(hex('0203'))).toBeNull();
    expect(padAnswers.clearBytes(hex('27182f'))).toBeNull();
  });

  it.each([
    [0xa1, 'E2805'],
    [0xa2, 'E2808'],
    [0xa3, 'E2809'],
    [0xa4, 'E2811'],
    [0xa5, 'E2813'],
    [0xa6, 'E2810'],
    [0xb5, 'E2812'],
    [0xe0, 'E2815'],
    [0xf1, 'E2816'],
  ])('status %i is %s', (status, code) => {
    expect(failureOfAnswer('pinBlock', { status, data: new Uint8Array() }).code).toBe(code);
  });
});

// The long run (a million and more) is `node bench/fuzz/pin-pad-fuzz.ts`.
it('50,000 hostile streams: nothing throws, no true frame is missed, cuts change nothing', () => {
  for (let seed = 1; seed <= 50_000; seed += 1) expect(checkStream(seed), `seed ${seed}`).toBeNull();
}, 120_000);

it('every decoder takes any bytes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 255 }), fc.uint8Array({ maxLength: 40 }), (status, data) =>
      decodeEverything({ status, data }),
    ),
    { numRuns: 5000 },
  );
});
