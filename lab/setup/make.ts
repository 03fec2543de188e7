/**
 * `node lab/setup/make.ts`: makes the kernel and the first root of the lab's guest in .cache/lab/machine. Downloads about 75 MB
 * once; nothing is installed on this machine.
 */
import { mkdir, readdir, readFile, readlink, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type CpioEntry, cpioOf } from './cpio.ts';
import { plainKernel } from './kernel.ts';
import { BOOT_MODULES, DEVICE_MODULES, KEPT_PATHS } from './pieces.ts';
import { noteUnpacked, readUnpacked, unpackPieces } from './unpack.ts';

const cache = path.join(import.meta.dirname, '..', '..', '.cache', 'lab');
const machine = path.join(cache, 'machine');
const pieces = path.join(cache, 'pieces');
const say = (line: string): void => void process.stdout.write(`lab: ${line}\n`);

/** Every file, folder and link below `folder`, under `prefix`; a folder before what is in it. */
async function entriesOf(folder: string, prefix: string): Promise<CpioEntry[]> {
  const entries: CpioEntry[] = [{ path: prefix, type: 'folder' }];
  for (const item of (await readdir(folder, { withFileTypes: true })).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    const file = path.join(folder, item.name);
    const place = `${prefix}/${item.name}`;
    if (item.isDirectory()) entries.push(...(await entriesOf(file, place)));
    else if (item.isSymbolicLink())
      entries.push({ path: place, type: 'link', content: Buffer.from(await readlink(file)) });
    else {
      const executable = ((await stat(file)).mode & 0o100) !== 0;
      entries.push({ path: place, type: 'file', content: await readFile(file), executable });
    }
  }
  return entries;
}

async function main(): Promise<void> {
  const recipe = JSON.stringify([BOOT_MODULES, DEVICE_MODULES, KEPT_PATHS]);
  let unpacked = await readUnpacked(pieces, recipe);
  if (!unpacked) {
    unpacked = await unpackPieces(pieces, say);
    await noteUnpacked(pieces, recipe, unpacked);
  }
  say('making the kernel and the first root');
  const folders = ['bin', 'dev', 'proc', 'sys', 'modules', 'host', 'out', 'write', 'root'];
  const modules = await Promise.all(
    unpacked.bootModules.map(async (file, i) => ({
      path: `modules/${String(i).padStart(2, '0')}.ko`,
      type: 'file' as const,
      content: await readFile(file),
    })),
  );
  const initrd = cpioOf([
    ...folders.map((folder) => ({ path: folder, type: 'folder' as const })),
    {
      path: 'bin/busybox',
      type: 'file',
      content: await readFile(path.join(pieces, 'busybox')),
      executable: true,
    },
    {
      path: 'init',
      type: 'file',
      content: await readFile(path.join(import.meta.dirname, 'guest-init.sh')),
      executable: true,
    },
    ...modules,
    ...(await entriesOf(unpacked.layer, 'layer')),
  ]);
  await mkdir(machine, { recursive: true });
  const packed = await readFile(unpacked.vmlinuz);
  await writeFile(path.join(machine, 'kernel'), plainKernel(packed) ?? packed);
  await writeFile(path.join(machine, 'initrd.part'), initrd);
  await rename(path.join(machine, 'initrd.part'), path.join(machine, 'initrd'));
  say(`ready, ${Math.round(initrd.length / 1e6)} MB to load`);
}

main().catch((error: Error) => {
  process.stderr.write(`lab: ${error.message}\n`);
  process.exitCode = 1;
});
