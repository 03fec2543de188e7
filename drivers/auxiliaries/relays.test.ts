import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseState, relaysOf, switchReport } from './hid-relay/codec/report.ts';
import { switchCommand } from './lcus/codec/command.ts';

it('an LCUS board is told relay, state and their sum', () => {
  expect(Buffer.from(switchCommand(1, true)).toString('hex')).toBe('a00101a2');
  expect(Buffer.from(switchCommand(1, false)).toString('hex')).toBe('a00100a1');
  expect(Buffer.from(switchCommand(96, false)).toString('hex')).toBe('a0600000');
  expect(() => switchCommand(0, true)).toThrow(RangeError);
  expect(() => switchCommand(256, true)).toThrow(RangeError);
});

it('a HID board is told on and off by 8 bytes', () => {
  expect([...switchReport(2, true)]).toEqual([0xff, 2, 0, 0, 0, 0, 0, 0]);
  expect([...switchReport(8, false)]).toEqual([0xfd, 8, 0, 0, 0, 0, 0, 0]);
  expect(() => switchReport(9, true)).toThrow(RangeError);
});

it('a HID board tells its name and its relays, and says how many it has in its product string', () => {
  const state = Buffer.from('6QMBS\0\0\x05', 'latin1');
  expect(parseState(state)).toEqual({ name: '6QMBS', relays: 5 });
  expect(parseState(Buffer.from('R1\0\0\0\0\0\x03', 'latin1'))).toEqual({ name: 'R1', relays: 3 });
  expect(parseState(state.subarray(1))).toBeNull();
  expect(parseState(Buffer.alloc(8))).toBeNull();
  expect(['USBRelay1', 'USBRelay8', 'USBRelay9', 'USBRelay', 'Keyboard'].map(relaysOf)).toEqual([
    1,
    8,
    null,
    null,
    null,
  ]);
});

it('the state of a board reads any bytes without throwing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
      const state = parseState(bytes);
      expect(state === null || /^[!-~]{1,5}$/.test(state.name)).toBe(true);
    }),
  );
});
