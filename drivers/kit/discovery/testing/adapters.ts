import type { Candidate } from '../candidate.ts';

/** Devices as systems list them; invented serial numbers. `expect` is the fingerprint that must come first, or null. */
export interface MockAdapter {
  readonly about: string;
  readonly candidate: Candidate;
  readonly expect: string | null;
}

const blank = {
  serialNumber: '',
  manufacturer: '',
  product: '',
  place: '1-1',
  path: '1-1',
  interfaces: [],
} as const;

const usb = (
  vendorId: number,
  productId: number,
  interfaces: readonly (readonly [number, number, number])[],
  more: Partial<Candidate> = {},
): Candidate => ({
  ...blank,
  transport: 'usb',
  vendorId,
  productId,
  interfaces: interfaces.map(([cls, subclass, protocol]) => ({ class: cls, subclass, protocol })),
  ...more,
});

const serial = (vendorId: number, productId: number, more: Partial<Candidate> = {}): Candidate => ({
  ...blank,
  transport: 'serial',
  vendorId,
  productId,
  path: '/dev/ttyUSB0',
  ...more,
});

const hid = (
  vendorId: number,
  productId: number,
  usagePage: number,
  more: Partial<Candidate> = {},
): Candidate => ({
  ...blank,
  transport: 'hid',
  vendorId,
  productId,
  path: '/dev/hidraw0',
  usagePage,
  usage: 1,
  ...more,
});

export const mockAdapters: readonly MockAdapter[] = [
  { about: 'standard module', candidate: usb(0x0400, 0xc35a, [[0xff, 0, 0]]), expect: 'sdt-standard' },
  { about: 'standard module as HID', candidate: hid(0x0400, 0xc35a, 0xff00), expect: 'sdt-standard-hid' },
  { about: 'the same on the bus', candidate: usb(0x0400, 0xc35a, [[3, 0, 0]]), expect: 'xg-hid-any' },
  { about: 'Synjones', candidate: usb(0x0316, 0x5020, [[0xff, 0, 0]]), expect: 'synjones' },
  { about: 'Senter', candidate: usb(0x10c4, 0x8a1b, [[0xff, 0, 0]]), expect: 'senter' },
  { about: 'SNBC printer', candidate: usb(0x154f, 0x154f, [[7, 1, 2]]), expect: 'snbc-printer' },
  { about: 'Custom printer', candidate: usb(0x0dd4, 0x0186, [[7, 1, 2]]), expect: 'custom-printer' },
  {
    about: 'printer of nobody we know',
    candidate: usb(0x6868, 0x0200, [[7, 1, 2]]),
    expect: 'printer-class-both-ways',
  },
  { about: 'ST board that does not print', candidate: usb(0x0483, 0x5740, [[2, 2, 1]]), expect: null },
  { about: 'XG as a drive', candidate: usb(0x2109, 0x7638, [[8, 6, 0x50]]), expect: 'xg-bulk' },
  { about: 'stick', candidate: usb(0x0951, 0x1666, [[8, 6, 0x50]]), expect: 'xg-bulk-any' },
  { about: 'hub of the same maker', candidate: usb(0x2109, 0x2813, [[9, 0, 1]]), expect: null },
  {
    about: 'Hitachi',
    candidate: serial(0x04a4, 0x0100, {
      path: '/dev/ttyACM0',
      manufacturer: 'Hitachi, Ltd.',
      interfaces: [{ class: 2, subclass: 2, protocol: 1 }],
    }),
    expect: 'hitachi-h1e',
  },
  {
    about: 'any ACM port',
    candidate: serial(0x2341, 0x0043, { interfaces: [{ class: 2, subclass: 2, protocol: 1 }] }),
    expect: 'cdc-acm',
  },
  { about: 'CH340', candidate: serial(0x1a86, 0x7523, { product: 'USB Serial' }), expect: 'ch340' },
  { about: 'CP2102', candidate: serial(0x10c4, 0xea60, { product: 'CP2102 USB to UART' }), expect: 'cp210x' },
  { about: 'FT232R', candidate: serial(0x0403, 0x6001, { serialNumber: 'A0000001' }), expect: 'ftdi' },
  { about: 'PL2303', candidate: serial(0x067b, 0x2303), expect: 'pl2303' },
  {
    about: 'UVC camera',
    candidate: usb(0x046d, 0x085c, [
      [0x0e, 1, 0],
      [0x0e, 2, 0],
      [1, 1, 0],
    ]),
    expect: 'uvc',
  },
  {
    about: 'LS2208',
    candidate: usb(0x05e0, 0x1200, [[3, 1, 1]], { product: 'Symbol Bar Code Scanner' }),
    expect: 'symbol-keyboard',
  },
  {
    about: 'scanner by its text',
    candidate: usb(0x1234, 0x0001, [[3, 1, 1]], { product: 'QRCode Reader' }),
    expect: 'scanner-keyboard',
  },
  {
    about: 'keyboard',
    candidate: usb(0x046d, 0xc31c, [[3, 1, 1]], { product: 'USB Keyboard' }),
    expect: 'any-keyboard',
  },
  { about: 'point-of-sale scanner', candidate: hid(0x1234, 0x0002, 0x8c), expect: 'hid-pos' },
  {
    about: 'relay board',
    candidate: hid(0x16c0, 0x05df, 0xff00, { product: 'USBRelay2' }),
    expect: 'hid-relay',
  },
  {
    about: 'something else under the shared number',
    candidate: hid(0x16c0, 0x05df, 0x000c, { product: 'DIY knob' }),
    expect: null,
  },
  { about: 'sound card', candidate: usb(0x0d8c, 0x0014, [[1, 1, 0]]), expect: null },
];
