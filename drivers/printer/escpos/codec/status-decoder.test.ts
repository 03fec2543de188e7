import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StatusDecoder, type StatusMessage } from './status-decoder.ts';

const decode = (bytes: number[], dialect: 'epson' | 'custom' = 'epson'): StatusMessage[] =>
  new StatusDecoder(dialect).push(Uint8Array.from(bytes));
const sizeOf = (message: StatusMessage): number => {
  if (message.kind === 'automatic') return 4;
  if (message.kind === 'processId') return 7;
  if (message.kind === 'unknown') return message.bytes.length;
  if (message.kind === 'fullStatus') return 2 + Object.keys(message).length - 1;
  return 1;
};

describe('what a byte is, by its fixed bits', () => {
  it('tells a reply, a queued status, a push, a process id and the flow apart in one stream', () => {
    const stream = [
      0x16, 0x13, 0x10, 0x08, 0x11, 0x1a, 0x03, 0x00, 0x03, 0x37, 0x22, 0x41, 0x42, 0x43, 0x44, 0x00,
    ];
    expect(decode(stream)).toEqual([
      { kind: 'realtime', byte: 0x16 },
      { kind: 'flow', paused: true },
      { kind: 'flow', paused: false },
      { kind: 'realtime', byte: 0x1a },
      { kind: 'automatic', bytes: [0x10, 0x08, 0x03, 0x00] },
      { kind: 'queued', byte: 0x03 },
      { kind: 'processId', id: 'ABCD' },
    ]);
  });

  it('reads FULL STATUS, whole and in part, only from a Custom printer', () => {
    const full = [0x10, 0x0f, 0x20, 0x00, 0x40, 0x01];
    expect(decode(full, 'custom')).toEqual([
      { kind: 'fullStatus', paper: 0x20, user: 0, recoverable: 0x40, unrecoverable: 1 },
    ]);
    expect(decode([0x10, 0x05, 0x04, 0x40], 'custom')).toEqual([
      { kind: 'fullStatus', paper: 4, recoverable: 0x40 },
    ]);
    expect(decode(full)[0]!.kind).toBe('automatic');
  });

  it('takes the ejector byte only when it was asked for', () => {
    const decoder = new StatusDecoder('custom');
    decoder.expectEjector();
    expect(decoder.push(Uint8Array.of(0x12, 0x88, 0x08))).toEqual([
      { kind: 'realtime', byte: 0x12 },
      { kind: 'ejector', byte: 0x88 },
      { kind: 'queued', byte: 0x08 },
    ]);
  });

  it('finds its way again after a frame that broke off', () => {
    expect(decode([0x37, 0x22, 0x41, 0x80, 0x12])).toEqual([
      { kind: 'unknown', bytes: [0x37, 0x22, 0x41] },
      { kind: 'unknown', bytes: [0x80] },
      { kind: 'realtime', byte: 0x12 },
    ]);
    const decoder = new StatusDecoder('epson');
    decoder.push(Uint8Array.of(0x10, 0x00));
    expect(decoder.idle()).toEqual([{ kind: 'unknown', bytes: [0x10, 0x00] }]);
    expect(decoder.push(Uint8Array.of(0x00))).toEqual([{ kind: 'queued', byte: 0 }]);
  });
});

describe('any bytes, in any pieces', () => {
  const bytes = fc.array(
    fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(0x10, 0x11, 0x12, 0x13, 0x37, 0x22, 0x0f, 0)),
    { maxLength: 40 },
  );
  it.each(['epson', 'custom'] as const)(
    '%s: never throws, loses no byte, does not care how they are cut',
    (dialect) => {
      fc.assert(
        fc.property(bytes, fc.integer({ min: 1, max: 7 }), fc.boolean(), (stream, cut, ejector) => {
          const whole = new StatusDecoder(dialect);
          const pieces = new StatusDecoder(dialect);
          if (ejector) {
            whole.expectEjector();
            pieces.expectEjector();
          }
          const messages = [...whole.push(Uint8Array.from(stream)), ...whole.idle()];
          const cutUp: StatusMessage[] = [];
          for (let at = 0; at < stream.length; at += cut)
            cutUp.push(...pieces.push(Uint8Array.from(stream.slice(at, at + cut))));
          cutUp.push(...pieces.idle());
          const total = messages.reduce((sum, message) => sum + sizeOf(message), 0);
          if (total !== stream.length) throw new Error(`${total} of ${stream.length} bytes`);
          if (JSON.stringify(messages) !== JSON.stringify(cutUp)) throw new Error('pieces differ');
        }),
        { numRuns: 30_000 },
      );
    },
  );
});
