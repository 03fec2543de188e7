import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { h1eRequests, textIn } from './command.ts';
import { buildRequest, H1eStreamParser } from './message.ts';
import { TEMPLATE_BYTES, templateIn, withCheck } from './template.ts';

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const wire = ({ command, data }: { readonly command: number; readonly data: Uint8Array }): string =>
  textOf(buildRequest(command, data));
const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

describe('requests are the bytes of the table', () => {
  it.each([
    ['green lamp on', h1eRequests.led('green', true), '1100020201'],
    ['all lamps off', h1eRequests.led('both', false), '1100020300'],
    ['reset', h1eRequests.reset(), '170000'],
    ['firmware', h1eRequests.info('firmware'), '14000100'],
    ['serial number', h1eRequests.info('serial'), '14000101'],
    ['capture', h1eRequests.capture(), '150000'],
    ['security', h1eRequests.security(3), '20000103'],
    ['touch events', h1eRequests.touchNotify(true), '28000101'],
  ])('%s', (_, request, expected) => expect(wire(request)).toBe(expected));

  it('a comparison sends 1 to 6 templates and the XOR of all words, head included', () => {
    for (const count of [1, 6]) {
      const templates = Array.from({ length: count }, (_, at) => new Uint8Array(TEMPLATE_BYTES).fill(at + 1));
      const { command, data } = h1eRequests.verifyWith(templates);
      const bytes = Buffer.from(buildRequest(command, data));
      expect(bytes.length).toBe(8 + 536 * count);
      expect(bytes.readUInt16BE(1)).toBe(5 + 536 * count);
      expect(bytes[3]).toBe(0x08);
      let check = 0;
      for (let at = 0; at < bytes.length; at += 4) check ^= bytes.readInt32BE(at);
      expect(check).toBe(0);
    }
  });
});

describe('replies', () => {
  it('are done, an error, or the touch sensor', () => {
    const parser = new H1eStreamParser();
    expect(parser.push(hex('000000 01000110 0000027401 0000027400 00000105'.replaceAll(' ', '')))).toEqual([
      { kind: 'done', data: new Uint8Array() },
      { kind: 'error', code: 0x10 },
      { kind: 'touch', finger: true },
      { kind: 'touch', finger: false },
      { kind: 'done', data: Uint8Array.of(5) },
    ]);
    expect(textIn(hex('312e3130000000ff'))).toBe('1.10');
  });

  it('that cannot be are damaged, and everything is until silence', () => {
    const parser = new H1eStreamParser();
    expect(parser.push(hex('5a0000'))).toEqual([{ kind: 'damaged' }]);
    expect(parser.push(hex('000000'))).toEqual([]);
    parser.clear();
    expect(parser.push(hex('000000'))).toHaveLength(1);
    parser.clear();
    expect(parser.push(hex('00ffff'))).toEqual([{ kind: 'damaged' }]);
  });

  it('hold a template when length and check are right', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 536, maxLength: 536 }),
        fc.nat(540),
        fc.integer({ min: 1, max: 255 }),
        (template, place, change) => {
          const data = withCheck(0, Uint8Array.from([0, ...template]));
          expect(templateIn(data)).toEqual(template);
          data[place] = (data[place] as number) ^ change;
          expect(templateIn(data)).toBeNull();
          expect(templateIn(data.subarray(1))).toBeNull();
        },
      ),
    );
  });

  it('50,000 hostile streams: nothing throws, cuts change nothing, and after silence the next reply is read', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.uint8Array({ maxLength: 12 }),
            fc.uint8Array({ maxLength: 20 }).map((data) => Uint8Array.from([0, 0, data.length, ...data])),
            fc.constant(hex('0000027401')),
          ),
          { maxLength: 4 },
        ),
        fc.integer({ min: 1, max: 7 }),
        (parts, cut) => {
          const stream = Uint8Array.from(parts.flatMap((part) => [...part]));
          const expected = new H1eStreamParser().push(stream);
          const parser = new H1eStreamParser();
          const events: unknown[] = [];
          for (let at = 0; at < stream.length; at += cut)
            events.push(...parser.push(stream.slice(at, at + cut)));
          if (JSON.stringify(events) !== JSON.stringify(expected)) throw new Error('cuts change the outcome');
          parser.clear();
          if (parser.push(hex('000000')).length !== 1) throw new Error('not read after silence');
          for (const event of expected)
            if (event.kind === 'done') [templateIn(event.data), textIn(event.data)];
        },
      ),
      { numRuns: 50_000 },
    );
  }, 120_000);
});
