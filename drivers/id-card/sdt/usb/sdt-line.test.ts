import { expect, test } from 'vitest';
import type { UsbEndpoint, UsbInterface } from '../../../kit/usb/usb-bus.ts';
import { sdtLineOf } from './sdt-line.ts';

const end = (address: number, type: UsbEndpoint['type'] = 'bulk', maxPacketBytes = 64): UsbEndpoint => ({
  address,
  type,
  maxPacketBytes,
});
const face = (
  number: number,
  codes: readonly [number, number, number],
  ...endpoints: UsbEndpoint[]
): UsbInterface => ({ number, class: codes[0], subclass: codes[1], protocol: codes[2], endpoints });
const OWN = [0xff, 0, 0] as const;
const four = [end(0x85), end(0x06), end(0x81), end(0x02)];

test('four bulk endpoints are the standard module; the lower numbers carry the headers, whatever their order', () => {
  expect(sdtLineOf([face(0, OWN, ...four)])).toMatchObject({
    framing: 'split',
    interface: 0,
    header: { in: { address: 0x81 }, out: { address: 0x02 } },
    body: { in: { address: 0x85 }, out: { address: 0x06 } },
  });
});

test('one pair is one pipe, bulk or interrupt', () => {
  for (const type of ['bulk', 'interrupt'] as const) {
    expect(sdtLineOf([face(0, OWN, end(0x82, type), end(0x01, type))])).toMatchObject({
      framing: 'pipe',
      pair: { in: { address: 0x82 }, out: { address: 0x01 } },
    });
  }
});

test('a HID interface is left to the HID driver', () => {
  expect(sdtLineOf([face(0, [3, 0, 0], end(0x81, 'interrupt'))])).toEqual({ framing: 'hid', interface: 0 });
});

test('the interface of the vendor goes before another one', () => {
  const storage = face(0, [8, 6, 0x50], end(0x83), end(0x03));
  expect(sdtLineOf([storage, face(1, OWN, ...four)])).toMatchObject({ framing: 'split', interface: 1 });
  expect(sdtLineOf([storage])).toMatchObject({ framing: 'pipe', interface: 0 });
});

test('a wish leaves only that way', () => {
  expect(sdtLineOf([face(0, OWN, ...four)], 'pipe')).toMatchObject({
    framing: 'pipe',
    pair: { in: { address: 0x81 }, out: { address: 0x02 } },
  });
  expect(sdtLineOf([face(0, OWN, end(0x81), end(0x02))], 'split')).toBeNull();
  expect(sdtLineOf([face(0, OWN, ...four)], 'hid')).toBeNull();
  const both = [face(0, [3, 0, 0], end(0x84, 'interrupt')), face(1, OWN, ...four)];
  expect(sdtLineOf(both, 'hid')).toEqual({ framing: 'hid', interface: 0 });
});

test('nothing to speak over: no endpoints, one way only, isochronous, no packets', () => {
  expect(sdtLineOf([])).toBeNull();
  expect(sdtLineOf([face(0, OWN)])).toBeNull();
  expect(sdtLineOf([face(0, OWN, end(0x81))])).toBeNull();
  expect(sdtLineOf([face(0, OWN, end(0x81, 'isochronous'), end(0x02, 'isochronous'))])).toBeNull();
  expect(sdtLineOf([face(0, OWN, end(0x81, 'bulk', 0), end(0x02, 'bulk', 0))])).toBeNull();
});
