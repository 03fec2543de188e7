import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LabDevices, startDevices } from '../devices/client.ts';
import { settled, useRules } from '../guest/udev.ts';
import { nodeGone } from '../guest/wait.ts';
import { hasHostController } from '../usbip/host-controller.ts';

const run = promisify(execFile);
const inSysfs = (path: string): string => `/sys/bus/usb/devices/${path}`;
let devices: LabDevices;

beforeAll(() => {
  devices = startDevices();
});
afterAll(() => devices.stop());

describe('lab over vhci-hcd', () => {
  it('has a host controller for simulated devices', () => {
    expect(hasHostController()).toBe(true);
  });

  it('shows the kernel a simulated device, takes it away, and plugs it in elsewhere', async () => {
    const echo = await devices.make('echo', { serialNumber: 'LAB-7' });
    await echo.plug();
    expect(await echo.seen()).toBe('1-1');
    expect(readFileSync(inSysfs('1-1/serial'), 'utf8').trim()).toBe('LAB-7');
    expect(await echo.state()).toMatchObject({ plugged: true, path: '1-1', configuration: 1 });
    await echo.unplug();
    await nodeGone(inSysfs('1-1'));
    expect(await echo.state()).toMatchObject({ plugged: false, path: '' });

    await echo.plug('another');
    expect(await echo.seen()).toBe('1-2');
    expect(readFileSync(inSysfs('1-2/serial'), 'utf8').trim()).toBe('LAB-7');
    await echo.unplug();
    await echo.plug();
    expect(await echo.seen()).toBe('1-2');
    await echo.close();
  });

  it('loses every device at once when their process is killed', async () => {
    const others = startDevices();
    const echo = await others.make('echo');
    await echo.plug();
    const path = await echo.seen();
    await others.kill();
    await nodeGone(inSysfs(path));
    await expect(echo.state()).rejects.toThrow('ended');
  });

  it('lets the terminal’s user open a device that a rule gives to its group, and no other', async () => {
    const rule = 'SUBSYSTEM=="usb", ATTR{serial}=="RULED", MODE="0660", GROUP="yinling"';
    const stop = await useRules('70-lab.rules', `${rule}\n`);
    const open = async (serialNumber: string): Promise<string> => {
      const echo = await devices.make('echo', { serialNumber });
      await echo.plug();
      const path = await echo.seen();
      await settled();
      const name = (file: string): string =>
        readFileSync(inSysfs(`${path}/${file}`), 'utf8')
          .trim()
          .padStart(3, '0');
      const node = `/dev/bus/usb/${name('busnum')}/${name('devnum')}`;
      const asUser = ['--reuid=yinling', '--regid=yinling', '--clear-groups', 'sh', '-c', ': <> "$0"', node];
      const said = await run('setpriv', asUser, { env: { ...process.env, LC_ALL: 'C' } }).then(
        () => 'open',
        (error: { stderr: string }) => error.stderr,
      );
      await echo.close();
      return said;
    };
    expect(await open('RULED')).toBe('open');
    expect(await open('PLAIN')).toContain('Permission denied');
    await stop();
  });
});
