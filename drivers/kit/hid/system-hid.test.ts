import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { systemHid } from './system-hid.ts';
import { watchHidNodes } from './watch-nodes.ts';

// What it does with devices is proved on a real kernel: lab/tests/hid-transport.lab.test.ts.

it('is one for the whole process, and lists what this machine has without failing', async () => {
  expect(systemHid()).toBe(systemHid());
  for (const device of await systemHid().list()) expect(device.path).not.toBe('');
});

it('does not know a device that is not there', async () => {
  const gone = {
    vendorId: 0xfffe,
    productId: 0xfffe,
    serialNumber: '',
    manufacturer: '',
    product: '',
    path: '/dev/hidraw9999',
    usagePage: 0,
    usage: 0,
    interface: 0,
  };
  expect(await systemHid().open(gone)).toMatchObject({ ok: false, error: { code: 'E1001' } });
});

it('lets a process end that listens to it', () => {
  const script = `
    import { systemHid } from './system-hid.ts';
    systemHid().onChange(() => undefined);
    await systemHid().list();
    console.log('listed');
  `;
  const ended = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', script], {
    cwd: path.join(import.meta.dirname),
    encoding: 'utf8',
    timeout: 30_000,
  });
  expect([ended.status, ended.stdout]).toEqual([0, 'listed\n']);
});

it('sees a node that came, and one that was exchanged between two looks', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'yinling-hid-'));
  const node = path.join(folder, 'hidraw0');
  let tell: () => void = () => undefined;
  const change = (): Promise<void> =>
    new Promise((resolve) => {
      tell = resolve;
    });
  const stop = watchHidNodes(() => tell(), folder);
  const came = change();
  symlinkSync('0003:1209:0004.0001', node);
  await came;
  const exchanged = change();
  rmSync(node);
  symlinkSync('0003:1209:0004.0002', node);
  await exchanged;
  stop();
  rmSync(folder, { recursive: true });
});
