import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';

/** Where Debian puts shared libraries on this machine. */
const libraries = `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`;

/**
 * Debian packages the program or its tests use. `probe`: a program on PATH or a file; there, nothing is installed.
 * `for`: the commands that need it. `required`: without it the command cannot work; else only what `without` says.
 */
export const systemPackages = [
  {
    name: 'socat',
    probe: 'socat',
    for: ['start', 'test', 'lab', 'bench'],
    required: true,
    without: 'simulated serial devices cannot be connected',
  },
  {
    name: 'ffmpeg',
    probe: 'ffmpeg',
    for: ['start', 'test', 'lab', 'bench'],
    required: true,
    without: 'no camera picture can be captured',
  },
  {
    name: 'fonts-noto-cjk',
    probe: '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
    for: ['start', 'test', 'lab', 'bench'],
    required: true,
    without: 'Chinese cannot be printed on slips',
  },
  {
    name: 'socat',
    probe: 'socat',
    for: ['yinling'],
    required: false,
    without: 'simulated serial devices cannot be connected',
  },
  {
    name: 'fonts-noto-cjk',
    probe: '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
    for: ['yinling'],
    required: false,
    without: 'Chinese cannot be printed on slips',
  },
  {
    name: 'qemu-system-x86',
    probe: 'qemu-system-x86_64',
    for: ['test', 'lab'],
    required: true,
    without: 'devices cannot be tried on a real Linux kernel',
  },
  {
    name: 'xz-utils',
    probe: 'xz',
    for: ['test', 'lab'],
    required: true,
    without: 'the kernel for the lab cannot be unpacked',
  },
  {
    name: 'chromium',
    probe: 'chromium',
    for: ['test', 'bench'],
    required: true,
    without: 'the screens cannot be tested',
  },
  {
    name: 'chromium',
    probe: 'chromium',
    for: ['start'],
    required: false,
    without: 'the screen is not opened by itself; its address is printed',
  },
  {
    name: 'tesseract-ocr',
    probe: 'tesseract',
    for: ['test'],
    required: true,
    without: 'slips cannot be read back',
  },
  {
    name: 'tesseract-ocr-chi-sim',
    probe: '/usr/share/tesseract-ocr/5/tessdata/chi_sim.traineddata',
    for: ['test'],
    required: true,
    without: 'Chinese on slips cannot be read back',
  },
  {
    name: 'zbar-tools',
    probe: 'zbarimg',
    for: ['test'],
    required: true,
    without: 'codes on slips cannot be read back',
  },
  {
    name: 'pcscd',
    probe: '/usr/sbin/pcscd',
    for: ['test'],
    required: true,
    without: 'no social-security card reader can be used',
  },
  {
    name: 'libpcsclite-dev',
    probe: '/usr/include/PCSC/winscard.h',
    for: ['test'],
    required: true,
    without: 'the binding to social-security card readers cannot be built',
  },
  {
    name: 'vsmartcard-vpcd',
    probe: '/usr/lib/pcsc/drivers/serial/libifdvpcd.so',
    for: ['test'],
    required: true,
    without: 'social-security cards are simulated without the PC/SC service',
  },
  {
    name: 'g++',
    probe: 'g++',
    for: ['test'],
    required: true,
    without: 'the binding to social-security card readers cannot be built',
  },
  {
    name: 'make',
    probe: 'make',
    for: ['test'],
    required: true,
    without: 'the binding to social-security card readers cannot be built',
  },
  {
    name: 'python3',
    probe: 'python3',
    for: ['test'],
    required: true,
    without: 'the binding to social-security card readers cannot be built',
  },
  {
    name: 'pcscd',
    probe: '/usr/sbin/pcscd',
    for: ['start', 'yinling', 'bench'],
    required: false,
    without: 'no social-security card reader can be used',
  },
  {
    name: 'libpcsclite-dev',
    probe: '/usr/include/PCSC/winscard.h',
    for: ['start', 'yinling', 'bench'],
    required: false,
    without: 'the binding to social-security card readers cannot be built',
  },
  {
    name: 'vsmartcard-vpcd',
    probe: '/usr/lib/pcsc/drivers/serial/libifdvpcd.so',
    for: ['start', 'yinling', 'bench'],
    required: false,
    without: 'social-security cards are simulated without the PC/SC service',
  },
  {
    name: 'g++',
    probe: 'g++',
    for: ['start', 'yinling', 'bench'],
    required: false,
    without: 'the binding to social-security card readers cannot be built',
  },
  {
    name: 'make',
    probe: 'make',
    for: ['start', 'yinling', 'bench'],
    required: false,
    without: 'the binding to social-security card readers cannot be built',
  },
  {
    name: 'python3',
    probe: 'python3',
    for: ['start', 'yinling', 'bench'],
    required: false,
    without: 'the binding to social-security card readers cannot be built',
  },
  {
    name: 'libusb-1.0-0',
    probe: `${libraries}/libusb-1.0.so.0`,
    for: ['test', 'lab'],
    required: true,
    without: 'devices that speak HID cannot be used',
  },
  {
    name: 'libusb-1.0-0',
    probe: `${libraries}/libusb-1.0.so.0`,
    for: ['start', 'yinling', 'bench'],
    required: false,
    without: 'devices that speak HID cannot be used',
  },
];

/**
 * The packages that `command` misses.
 * @param {string} command
 * @param {(probe: string) => boolean} isThere
 */
export function missingPackages(command, isThere = probed) {
  return systemPackages.filter((item) => item.for.includes(command) && !isThere(item.probe));
}

/**
 * How to get them: the shell commands, or null when this user may not install anything.
 * @param {readonly string[]} names
 * @param {{ apt: boolean, root: boolean, sudo: boolean }} may
 */
export function installCommands(names, may) {
  if (!may.apt || !(may.root || may.sudo)) return null;
  const prefix = may.root ? [] : ['sudo', '-n'];
  return [
    [...prefix, 'apt-get', 'update', '-q'],
    [
      ...prefix,
      'env',
      'DEBIAN_FRONTEND=noninteractive',
      'apt-get',
      'install',
      '-y',
      '-q',
      '--no-install-recommends',
      ...names,
    ],
  ];
}

/** The line that a person with the rights has to run. @param {readonly string[]} names */
export const installLine = (names) =>
  `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names.join(' ')}`;

/** @param {string} probe a file by its absolute path, or a program on PATH */
export function probed(probe) {
  if (path.isAbsolute(probe)) return existsSync(probe);
  return (process.env.PATH ?? '').split(path.delimiter).some((folder) => {
    try {
      accessSync(path.join(folder, probe), constants.X_OK);
      return folder !== '';
    } catch {
      return false;
    }
  });
}
