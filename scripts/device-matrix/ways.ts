/** One way to reach one device. What was tried with it is not said here: that comes from reports of tests. */
export interface Way {
  readonly device: string;
  /** As in the titles of hardware tests: `describe('<device> over <transport>')`. */
  readonly transport: string;
  readonly what: string;
  /** The driver's file. */
  readonly driver: string;
  /** Tests in which the driver talks to a simulator in this process or on a pty. */
  readonly simulator: readonly TestFiles[];
}

export interface TestFiles {
  /** A glob from the root of the checkout. */
  readonly files: string;
  /** Only tests whose full name contains this, where a file tests several ways. */
  readonly named?: string;
  /** Not the files whose names begin so. */
  readonly except?: string;
}

const all = (...files: string[]): TestFiles[] => files.map((glob) => ({ files: glob }));
const sdt = 'drivers/id-card/sdt';
const xg = 'drivers/finger-vein/xg';
const sdtUsb = (named: string): TestFiles[] => [{ files: `${sdt}/usb/scenarios/usb-reader.test.ts`, named }];

/** Every way that the program has; a hardware test with a title that is none of these fails the page's own test. */
export const ways: readonly Way[] = [
  {
    device: 'id-card',
    transport: 'serial',
    what: 'ID-card reader on a serial line',
    driver: `${sdt}/driver/sdt-reader.ts`,
    simulator: all(`${sdt}/scenarios/*.test.ts`),
  },
  {
    device: 'id-card',
    transport: 'usb-split',
    what: 'ID-card reader, standard module 0400:C35A with four endpoints',
    driver: `${sdt}/usb/open-line.ts`,
    simulator: sdtUsb('split'),
  },
  {
    device: 'id-card',
    transport: 'usb-pipe',
    what: 'ID-card reader with one pair of bulk endpoints',
    driver: `${sdt}/usb/open-line.ts`,
    simulator: sdtUsb('pipe'),
  },
  {
    device: 'id-card',
    transport: 'hid',
    what: 'ID-card reader on HID',
    driver: `${sdt}/usb/open-line.ts`,
    simulator: sdtUsb('hid'),
  },
  {
    device: 'social-card',
    transport: 'pcsc',
    what: 'social-security card in a PC/SC reader',
    driver: 'drivers/social-card/ldt32/driver/ldt32-reader.ts',
    simulator: all('drivers/social-card/ldt32/scenarios/over-pcsc.test.ts'),
  },
  {
    device: 'finger-vein',
    transport: 'serial',
    what: 'finger-vein module XG on a serial line',
    driver: `${xg}/driver/xg-scanner.ts`,
    simulator: [{ files: `${xg}/scenarios/*.test.ts`, except: 'usb-' }],
  },
  {
    device: 'finger-vein',
    transport: 'usb-bulk',
    what: 'finger-vein module XG, bulk-only transport',
    driver: `${xg}/usb/bulk-carrier.ts`,
    simulator: [{ files: `${xg}/scenarios/usb-*.test.ts`, named: 'bulk' }],
  },
  {
    device: 'finger-vein',
    transport: 'hid',
    what: 'finger-vein module XG, HID reports',
    driver: `${xg}/usb/hid-carrier.ts`,
    simulator: [{ files: `${xg}/scenarios/usb-*.test.ts`, named: 'hid' }],
  },
  {
    device: 'finger-vein',
    transport: 'cdc-acm',
    what: 'finger-vein unit Hitachi H-1E on its own USB controller (in process: on a pty)',
    driver: 'drivers/finger-vein/hitachi-h1e/driver/h1e-scanner.ts',
    simulator: all('drivers/finger-vein/hitachi-h1e/scenarios/*.test.ts'),
  },
  {
    device: 'finger-vein',
    transport: 'uvc',
    what: 'finger-vein scanner that is a camera with infrared light',
    driver: 'drivers/finger-vein/image-scanner/image-scanner.ts',
    simulator: all('drivers/finger-vein/image-scanner/scenarios/*.test.ts'),
  },
  {
    device: 'camera',
    transport: 'uvc',
    what: 'USB camera',
    driver: 'drivers/camera/ffmpeg-camera.ts',
    simulator: all('drivers/camera/simulator/*.test.ts', 'drivers/camera/found-camera.test.ts'),
  },
  {
    device: 'printer',
    transport: 'serial',
    what: 'receipt printer on a serial line',
    driver: 'drivers/printer/escpos/driver/escpos-printer.ts',
    simulator: all('drivers/printer/escpos/scenarios/*.test.ts'),
  },
  {
    device: 'printer',
    transport: 'usb-printer-class',
    what: 'receipt printer of the USB printer class',
    driver: 'drivers/printer/usb/printer-line.ts',
    simulator: all('drivers/printer/usb/scenarios/*.test.ts'),
  },
  {
    device: 'pin-pad',
    transport: 'serial',
    what: 'PIN pad on a serial line, generic protocol',
    driver: 'drivers/pin-pad/serial/driver/serial-pin-pad.ts',
    simulator: all('drivers/pin-pad/serial/scenarios/*.test.ts'),
  },
  {
    device: 'code-scanner',
    transport: 'keyboard',
    what: 'code scanner that types',
    driver: 'drivers/code-scanner/driver/keyboard-line.ts',
    simulator: [{ files: 'drivers/code-scanner/scenarios/*.test.ts', named: 'over keyboard' }],
  },
  {
    device: 'code-scanner',
    transport: 'hid-pos',
    what: 'code scanner of HID usage page 8C',
    driver: 'drivers/code-scanner/driver/hid-pos-line.ts',
    simulator: [{ files: 'drivers/code-scanner/scenarios/*.test.ts', named: 'over hid-pos' }],
  },
  {
    device: 'auxiliaries',
    transport: 'hid',
    what: 'lights on a HID relay board 16C0:05DF',
    driver: 'drivers/auxiliaries/hid-relay/driver/hid-relay-board.ts',
    simulator: all('drivers/auxiliaries/scenarios/hid-lights.test.ts'),
  },
  {
    device: 'auxiliaries',
    transport: 'serial',
    what: 'lights on an LCUS relay board, radar LD2410 (in the lab on a CH340)',
    driver: 'drivers/auxiliaries/ld2410/driver/ld2410-sensor.ts',
    simulator: all(
      'drivers/auxiliaries/scenarios/serial-lights.test.ts',
      'drivers/auxiliaries/scenarios/proximity.test.ts',
    ),
  },
];

/** What carries bytes for any device, by the same titles. */
export const wires: readonly Way[] = [
  {
    device: 'usb',
    transport: 'bulk',
    what: 'USB endpoints as a byte stream',
    driver: 'drivers/kit/usb/usb-transport.ts',
    simulator: all('drivers/kit/usb/usb-transport.test.ts'),
  },
  {
    device: 'hid',
    transport: 'reports',
    what: 'HID reports as a byte stream',
    driver: 'drivers/kit/hid/hid-transport.ts',
    simulator: all('drivers/kit/hid/hid-transport.test.ts'),
  },
  {
    device: 'serial',
    transport: 'cdc-acm',
    what: 'serial port of a device with its own USB controller',
    driver: 'drivers/kit/serial-transport.ts',
    simulator: all('drivers/kit/serial-transport.test.ts'),
  },
  {
    device: 'lab',
    transport: 'vhci-hcd',
    what: 'the lab itself: simulated devices on the kernel’s USB',
    driver: 'lab/usbip/host-controller.ts',
    simulator: all('lab/usbip/*.test.ts'),
  },
  {
    device: 'discovery',
    transport: 'usb',
    what: 'devices recognised by their fingerprints',
    driver: 'drivers/kit/discovery/choose.ts',
    simulator: all('drivers/kit/discovery/choose.test.ts'),
  },
  {
    device: 'discovery',
    transport: 'udev',
    what: 'the shipped udev rules',
    driver: 'drivers/kit/discovery/system-files.ts',
    simulator: all('drivers/kit/discovery/system-files.test.ts'),
  },
  {
    device: 'visit',
    transport: 'usb',
    what: 'one complete visit with every device on USB',
    driver: 'main/app/core.ts',
    simulator: [],
  },
];
