import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { pluggedIn } from './plugged-in.ts';
import { serialPorts } from './serial-ports.ts';

/** A sysfs as Linux makes it, as far as discovery reads it. */
const sysfs = mkdtempSync(path.join(tmpdir(), 'yinling-sysfs-'));
afterAll(() => rmSync(sysfs, { recursive: true }));

const bus = path.join(sysfs, 'devices', 'pci0000:00', 'usb1', '1-2', '1-2.4');
function attributes(folder: string, values: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, value] of Object.entries(values)) writeFileSync(path.join(folder, name), `${value}\n`);
}
function classDevice(kind: string, name: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  mkdirSync(path.join(sysfs, 'class', kind), { recursive: true });
  symlinkSync(folder, path.join(sysfs, 'class', kind, name));
}
attributes(bus, { idVendor: '1a86', idProduct: '7523', product: 'USB Serial', serial: 'X:1' });
attributes(path.join(bus, '1-2.4:1.0'), {
  ...{ bInterfaceClass: 'ff', bInterfaceSubClass: '01', bInterfaceProtocol: '02' },
});
classDevice('tty', 'ttyUSB0', path.join(bus, '1-2.4:1.0', 'ttyUSB0', 'tty', 'ttyUSB0'));
classDevice('tty', 'ttyS0', path.join(sysfs, 'devices', 'platform', 'serial8250', 'tty', 'ttyS0'));
classDevice('tty', 'ttyAMA0', path.join(sysfs, 'devices', 'platform', 'uart', 'tty', 'ttyAMA0'));
classDevice('hidraw', 'hidraw0', path.join(bus, '1-2.4:1.0', '0003:1A86:7523.0001', 'hidraw', 'hidraw0'));

it('lists the ports on USB with what the device says of itself and where it is plugged in', async () => {
  expect(await serialPorts(sysfs)).toEqual([
    {
      transport: 'serial',
      ...{
        vendorId: 0x1a86,
        productId: 0x7523,
        serialNumber: 'X:1',
        manufacturer: '',
        product: 'USB Serial',
      },
      ...{ path: '/dev/ttyUSB0', place: '1-2.4', interfaces: [{ class: 0xff, subclass: 1, protocol: 2 }] },
    },
  ]);
});

it('lists none where there is no sysfs', async () => {
  expect(await serialPorts(path.join(sysfs, 'nothing'))).toEqual([]);
});

it('knows where a HID device is plugged in', async () => {
  const ids = { vendorId: 1, productId: 2, serialNumber: '', manufacturer: '', product: '' };
  const none = { list: async () => [], onChange: () => () => undefined };
  const hid = {
    ...none,
    list: async () =>
      ['/dev/hidraw0', '/dev/hidraw7', 'IOService:/1'].map((node) => ({
        ...ids,
        ...{ path: node, usagePage: 0xff00, usage: 1, interface: 0 },
      })),
  };
  const listed = await pluggedIn({ usb: none, hid, serialPorts: async () => [], sysfs }).list();
  expect(listed.map(({ place }) => place)).toEqual(['1-2.4', '', '']);
});
