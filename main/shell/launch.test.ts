import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { electronBinary } from './electron-binary.ts';
import { launchSettings } from './launch.ts';

it('reads its words and passes over what it does not know', () => {
  expect(launchSettings([], {})).toEqual({
    configFile: undefined,
    shell: undefined,
    screen: 'auto',
    windowed: false,
  });
  expect(
    launchSettings(
      ['--config', 'a.json', '--shell=browser', '--no-screen', '--windowed', '--enable-x', 'b'],
      {},
    ),
  ).toEqual({ configFile: 'a.json', shell: 'browser', screen: 'none', windowed: true });
  expect(launchSettings(['--shell', 'toaster'], { YINLING_CONFIG: '/etc/c.json' })).toMatchObject({
    configFile: '/etc/c.json',
    shell: undefined,
  });
});

it("finds Electron's binary where its package or the environment says, and knows when it is not there", () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'yinling-binary-'));
  expect(electronBinary(dir, {})).toBeNull();
  const home = path.join(dir, 'node_modules', 'electron');
  mkdirSync(path.join(home, 'dist'), { recursive: true });
  writeFileSync(path.join(home, 'path.txt'), 'electron');
  expect(electronBinary(dir, {})).toBeNull();
  writeFileSync(path.join(home, 'dist', 'electron'), '');
  expect(electronBinary(dir, {})).toBe(path.join(home, 'dist', 'electron'));
  expect(electronBinary('/nowhere', { ELECTRON_OVERRIDE_DIST_PATH: path.join(home, 'dist') }, 'linux')).toBe(
    path.join(home, 'dist', 'electron'),
  );
});
