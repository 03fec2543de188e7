import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bearsName, parsePortName } from './port-name.ts';

it.each([
  ['usb:0400:C35A', { kind: 'usb', vendorId: 0x0400, productId: 0xc35a }],
  ['USB:400:c35a', { kind: 'usb', vendorId: 0x0400, productId: 0xc35a }],
  ['usb:0400:c35a:A-1', { kind: 'usb', vendorId: 0x0400, productId: 0xc35a, serialNumber: 'A-1' }],
  ['hid:16c0:05df:00:1b', { kind: 'hid', vendorId: 0x16c0, productId: 0x05df, serialNumber: '00:1b' }],
  ['/dev/ttyUSB0', { kind: 'serial', path: '/dev/ttyUSB0' }],
  ['COM3', { kind: 'serial', path: 'COM3' }],
  ['/dev/serial/by-id/usb-1', { kind: 'serial', path: '/dev/serial/by-id/usb-1' }],
])('%s names a port', (text, port) => {
  expect(parsePortName(text)).toEqual(port);
});

it.each(['', 'usb:', 'usb:0400', 'usb:0400:', 'usb:12345:1', 'usb:0400:c35a:', 'hid:zz:1', 'usb:0400:c35g'])(
  '"%s" names none',
  (text) => {
    expect(parsePortName(text)).toBeNull();
  },
);

it('never throws, and every device bears its own name', () => {
  const id = fc.integer({ min: 0, max: 0xffff });
  fc.assert(fc.property(fc.string(), (text) => void parsePortName(text)));
  fc.assert(
    fc.property(id, id, fc.string(), (vendorId, productId, serialNumber) => {
      const tail = serialNumber === '' ? '' : `:${serialNumber}`;
      const port = parsePortName(`usb:${vendorId.toString(16)}:${productId.toString(16)}${tail}`);
      const device = { vendorId, productId, serialNumber };
      expect(port?.kind === 'usb' && bearsName(device, port)).toBe(true);
      expect(port?.kind === 'usb' && bearsName({ ...device, vendorId: vendorId ^ 1 }, port)).toBe(false);
    }),
  );
});
