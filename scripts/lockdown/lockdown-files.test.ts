import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { systemFiles } from '../make-udev-rules.ts';

/** The settings of the system are only files here; the tests hold what each is there for, so that none is lost. */
const text = (name: string): string => readFileSync(path.join(import.meta.dirname, name), 'utf8');

it('keeps Chromium on the terminal by policy, without tools, files, downloads, printing or devices', () => {
  const policy = JSON.parse(text('chromium-policy.json')) as Record<string, unknown>;
  expect(policy).toMatchObject({
    URLBlocklist: ['*'],
    DeveloperToolsAvailability: 2,
    DownloadRestrictions: 3,
    AllowFileSelectionDialogs: false,
    PrintingEnabled: false,
    VideoCaptureAllowed: false,
    ExtensionInstallBlocklist: ['*'],
  });
  expect(policy.URLAllowlist).toEqual(['http://127.0.0.1', 'blob:*', 'data:*']);
});

it('leaves the window manager without any binding or menu', () => {
  const rc = text('openbox-rc.xml');
  expect(rc).not.toMatch(/<keybind|<mousebind|<menu>[^<]|<file>/);
  expect(rc).toContain('<fullscreen>yes</fullscreen>');
});

it.each([
  ['xorg-yinling.conf', 'DontVTSwitch'],
  ['xorg-yinling.conf', 'DontZap'],
  ['sysctl-yinling.conf', 'kernel.sysrq = 0'],
  ['sysctl-yinling.conf', 'kernel.core_pattern'],
  ['modprobe-yinling.conf', 'install usb-storage /bin/false'],
  ['modprobe-yinling.conf', 'install bluetooth /bin/false'],
  ['modprobe-yinling.conf', 'install usblp /bin/false'],
  ['logind-yinling.conf', 'NAutoVTs=0'],
  ['yinling.service', 'Restart=always'],
  ['yinling.service', 'IPAddressDeny=any'],
  ['yinling.service', 'StateDirectoryMode=0700'],
  ['70-yinling.rules', 'MODE="0660"'],
])('%s says %s', (name, wanted) => {
  expect(text(name)).toContain(wanted);
});

it.each(Object.entries(systemFiles()))('%s is as the fingerprints make it', (name, made) => {
  expect(text(name)).toBe(made);
});
