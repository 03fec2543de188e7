import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { parseModuleList } from './module-list.ts';
import {
  BOOT_MODULES,
  DEVICE_MODULES,
  KEPT_PATHS,
  KERNEL_META_PACKAGE,
  LIBRARY_PACKAGES,
  TOOL_PACKAGES,
} from './pieces.ts';

const run = promisify(execFile);
const DOWNLOAD_LIMIT_MS = 600_000;
const UNPACK_LIMIT_MS = 120_000;

export interface Unpacked {
  /** What is laid over this machine's root in the guest: `usr/...`. */
  readonly layer: string;
  /** The kernel as the package has it. */
  readonly vmlinuz: string;
  /** Module files in `layer` that are loaded before the root is there, in order. */
  readonly bootModules: readonly string[];
}

/**
 * Downloads the packages into `folder` and keeps of them what the guest needs (about 12 of 480 MB). Rejects with a sentence
 * when the packages cannot be had.
 */
export async function unpackPieces(folder: string, say: (line: string) => void): Promise<Unpacked> {
  await rm(folder, { recursive: true, force: true });
  const debs = path.join(folder, 'debs');
  const all = path.join(folder, 'all');
  const layer = path.join(folder, 'layer');
  for (const place of [debs, all, layer]) await mkdir(place, { recursive: true });

  const kernelPackage = await findKernelPackage();
  const version = kernelPackage.replace('linux-image-', '');
  say(`downloading ${kernelPackage}, ${TOOL_PACKAGES.join(', ')}`);
  await download([kernelPackage, ...TOOL_PACKAGES, ...missingLibraries()], debs);
  say('unpacking');
  for (const file of await readdir(debs)) {
    // Programs that lie in /bin or /lib of an older package layout are moved to where every Debian has them now.
    const unpack =
      'dpkg-deb --fsys-tarfile "$0" | tar -x -C "$1" --transform "s,^\\./\\(bin\\|sbin\\|lib\\)/,./usr/\\1/,"';
    await run('sh', ['-c', unpack, path.join(debs, file), all], { timeout: UNPACK_LIMIT_MS });
  }

  for (const kept of KEPT_PATHS) {
    await cp(path.join(all, kept), path.join(layer, kept), { recursive: true, verbatimSymlinks: true });
  }
  for (const [library, name] of Object.entries(LIBRARY_PACKAGES)) {
    const found = missingLibraries().includes(name) ? await librariesIn(all, library) : [];
    for (const file of found)
      await cp(path.join(all, file), path.join(layer, file), { verbatimSymlinks: true });
  }
  await mkdir(path.join(layer, 'usr/sbin'), { recursive: true });
  for (const tool of ['modprobe', 'rmmod', 'lsmod'])
    await symlink('../bin/kmod', path.join(layer, 'usr/sbin', tool));
  await cp(path.join(all, 'usr/bin/busybox'), path.join(folder, 'busybox'));
  await cp(path.join(all, `boot/vmlinuz-${version}`), path.join(folder, 'vmlinuz'));
  const bootModules = await keepModules(all, layer, version);
  await rm(debs, { recursive: true });
  await rm(all, { recursive: true });
  return { layer, vmlinuz: path.join(folder, 'vmlinuz'), bootModules };
}

/** The exact name: a pattern would download every kernel there is. */
async function findKernelPackage(): Promise<string> {
  const ask = async () =>
    /Depends: (linux-image-\S+)/.exec((await run('apt-cache', ['depends', KERNEL_META_PACKAGE])).stdout);
  let found = await ask().catch(() => null);
  if (!found) {
    // A fresh machine has no package lists yet.
    await run('apt-get', ['update'], { timeout: DOWNLOAD_LIMIT_MS }).catch(() => undefined);
    found = await ask().catch(() => null);
  }
  const name = found?.[1];
  if (!name)
    throw new Error(
      `apt knows no ${KERNEL_META_PACKAGE}: the lab needs Debian on x86-64, and apt-get update once`,
    );
  return name;
}

async function download(names: readonly string[], into: string): Promise<void> {
  const fetchOnce = () => run('apt-get', ['download', ...names], { cwd: into, timeout: DOWNLOAD_LIMIT_MS });
  try {
    await fetchOnce();
  } catch {
    await run('apt-get', ['update'], { timeout: DOWNLOAD_LIMIT_MS }).catch(() => undefined);
    await fetchOnce();
  }
}

function missingLibraries(): string[] {
  const folders = ['/usr/lib/x86_64-linux-gnu', '/lib/x86_64-linux-gnu', '/usr/lib64', '/usr/lib'];
  return Object.entries(LIBRARY_PACKAGES)
    .filter(([library]) => !folders.some((folder) => existsSync(path.join(folder, library))))
    .map(([, name]) => name);
}

async function librariesIn(all: string, library: string): Promise<string[]> {
  const stem = library.replace(/\.so.*$/, '.so');
  const files = await readdir(path.join(all, 'usr/lib/x86_64-linux-gnu')).catch(() => []);
  return files.filter((file) => file.startsWith(stem)).map((file) => `usr/lib/x86_64-linux-gnu/${file}`);
}

/** Copies the wanted modules and what they need, and writes the lists by which the guest finds them. */
async function keepModules(all: string, layer: string, version: string): Promise<string[]> {
  const place = `usr/lib/modules/${version}`;
  // The tool looks for lib/modules under the folder that it is given.
  const base = path.join(all, 'base');
  await mkdir(path.join(base, 'lib'), { recursive: true });
  await symlink(path.join(all, 'usr/lib/modules'), path.join(base, 'lib/modules'));
  // The program is what it is called; the package's own link leads to a path that this machine does not have.
  const depmod = path.join(all, 'depmod');
  await symlink('usr/bin/kmod', depmod);
  const listModules = (root: string) => run(depmod, ['-b', root, version], { timeout: UNPACK_LIMIT_MS });
  await listModules(base);
  const list = parseModuleList(await readFile(path.join(all, place, 'modules.dep'), 'utf8'));
  const boot = list.filesOf(BOOT_MODULES);
  for (const file of list.filesOf([...BOOT_MODULES, ...DEVICE_MODULES])) {
    await cp(path.join(all, place, file), path.join(layer, place, file));
    // The first program loads them without a tool that unpacks.
    if (file.endsWith('.xz')) await run('xz', ['-d', path.join(layer, place, file)]);
  }
  for (const file of ['modules.builtin', 'modules.builtin.modinfo', 'modules.order'])
    await cp(path.join(all, place, file), path.join(layer, place, file));
  await rm(base, { recursive: true });
  await mkdir(path.join(base, 'lib'), { recursive: true });
  await symlink(path.join(layer, 'usr/lib/modules'), path.join(base, 'lib/modules'));
  await listModules(base);
  return boot.map((file) => path.join(layer, place, file.replace(/\.xz$/, '')));
}

/** Whether `folder` holds what the same `recipe` has made before. */
export async function readUnpacked(folder: string, recipe: string): Promise<Unpacked | null> {
  try {
    const note = JSON.parse(await readFile(path.join(folder, 'note.json'), 'utf8')) as Unpacked & {
      recipe: string;
    };
    return note.recipe === recipe && note.layer.startsWith(folder) ? note : null;
  } catch {
    return null;
  }
}

export async function noteUnpacked(folder: string, recipe: string, unpacked: Unpacked): Promise<void> {
  await writeFile(path.join(folder, 'note.json'), JSON.stringify({ ...unpacked, recipe }));
}
