import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * The speech engine of the development clips. It is GPL-3.0, so it is a build tool only: it is fetched as a tarball into
 * the cache, never installed, and nothing of it goes into a package of the product.
 */
export const enginePackage = {
  name: '@echogarden/espeak-ng-emscripten',
  version: '0.3.5',
  licence: 'GPL-3.0',
  sha256: '6b0bac048e123de9a690e3fe79346ed377c18797e9b09c3e0d8761a3ac00abe6',
} as const;

/** The tarball has 12.5 MB; a slow line gets five minutes for it. */
const FETCH_TIMEOUT_MS = 300_000;
const UNPACK_TIMEOUT_MS = 60_000;

const there = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

const sha256Of = async (path: string): Promise<string | null> =>
  (await there(path))
    ? createHash('sha256')
        .update(await readFile(path))
        .digest('hex')
    : null;

async function tarball(cache: string): Promise<string> {
  const { name, version, sha256 } = enginePackage;
  const path = join(cache, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);
  if ((await sha256Of(path)) === sha256) return path;
  await mkdir(cache, { recursive: true });
  const options = ['--silent', '--ignore-scripts', '--fetch-retries', '1', '--pack-destination', cache];
  try {
    await run('npm', ['pack', `${name}@${version}`, ...options], {
      cwd: cache,
      timeout: FETCH_TIMEOUT_MS,
      shell: process.platform === 'win32',
    });
  } catch (error) {
    throw new Error(`npm could not fetch ${name}@${version}`, { cause: error });
  }
  if ((await sha256Of(path)) !== sha256)
    throw new Error(`the tarball of ${name}@${version} has another sha256 than the one pinned here`);
  return path;
}

/**
 * Path of the engine's module, fetched and unpacked when it is not in the cache yet.
 *
 * @param cache folder for tarballs (`.cache/npm-packs`)
 * @throws when the registry, `npm` or `tar` refuses, or the tarball is not the pinned one
 */
export async function engineModule(cache: string): Promise<string> {
  // The hash in the folder's name: an unpacked copy of another tarball is never taken for this one.
  const folder = join(cache, `espeak-ng-emscripten-${enginePackage.sha256.slice(0, 12)}`);
  const module = join(folder, 'package', 'espeak-ng.js');
  if (await there(module)) return module;
  const archive = await tarball(cache);
  // Unpacked beside its place and renamed, so that a broken run never leaves half an engine.
  const temporary = await mkdtemp(join(cache, 'unpack-'));
  try {
    await run('tar', ['-xzf', archive, '-C', temporary], { timeout: UNPACK_TIMEOUT_MS });
    await rm(folder, { recursive: true, force: true });
    await rename(temporary, folder);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  return module;
}
