import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';
import { systemUsb } from './system-bus.ts';

// What it does with devices is proved on a real kernel: lab/tests/usb-transport.lab.test.ts.

it('is one for the whole process, and lists what this machine has without failing', async () => {
  expect(systemUsb()).toBe(systemUsb());
  for (const device of await systemUsb().list()) expect(device.path).toMatch(/^\d+-\d+/);
});

it('does not know a device that is not there', async () => {
  const gone = {
    vendorId: 0xfffe,
    productId: 0xfffe,
    serialNumber: '',
    manufacturer: '',
    product: '',
    path: '99-1',
    interfaces: [],
  };
  expect(await systemUsb().open(gone, 0)).toMatchObject({ ok: false, error: { code: 'E1001' } });
});

it('lets a process end that listens to it', () => {
  const script = `
    import { systemUsb } from './system-bus.ts';
    systemUsb().onChange(() => undefined);
    await systemUsb().list();
    console.log('listed');
  `;
  const ended = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', script], {
    cwd: path.join(import.meta.dirname),
    encoding: 'utf8',
    timeout: 30_000,
  });
  expect([ended.status, ended.stdout]).toEqual([0, 'listed\n']);
});
