/**
 * Builds the PC/SC binding (package `smartcard`, N-API: one build serves every Node and Electron) against the system's
 * libpcsclite. Linux only; without it the terminal starts and the social-card reader says E2503. The result is kept outside
 * node_modules, so that `npm ci` does not cost a compile again.
 *
 *   node scripts/setup-smartcard.ts
 */
import { spawn } from 'node:child_process';
import { copyFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const folder = path.join(root, 'node_modules/smartcard');
const addon = path.join(folder, 'build/Release/smartcard_napi.node');
const headers = path.join(root, 'node_modules', `node-linux-${process.arch}`);
const BUILD_LIMIT_MS = 10 * 60_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

function run(program: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, {
      ...{ cwd, env, timeout: BUILD_LIMIT_MS, killSignal: 'SIGKILL' as const },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let told = '';
    child.stderr.on('data', (chunk: Buffer) => {
      told = `${told}${chunk.toString()}`.slice(-2000);
    });
    child.once('error', fail);
    child.once('close', (code, signal) =>
      code === 0
        ? done()
        : fail(new Error(`${path.basename(program)} ended with ${code ?? signal}\n${told}`)),
    );
  });
}

/** A node-gyp that fits comes with the packager; else npm has one. */
async function nodeGyp(): Promise<string> {
  const npm = process.env.npm_execpath;
  const candidates = [
    path.join(root, 'node_modules/node-gyp/bin/node-gyp.js'),
    npm ? path.join(path.dirname(npm), '../node_modules/node-gyp/bin/node-gyp.js') : undefined,
    '/usr/lib/node_modules/npm/node_modules/node-gyp/bin/node-gyp.js',
    '/usr/share/nodejs/node-gyp/bin/node-gyp.js',
  ];
  for (const file of candidates) if (file && (await exists(file))) return file;
  throw new Error('node-gyp was not found; run this through npm run setup');
}

async function build(): Promise<void> {
  const gyp = await nodeGyp();
  const env = {
    ...process.env,
    PATH: `${path.dirname(process.execPath)}:${process.env.PATH ?? ''}`,
    // A `nodedir` in somebody's npmrc reaches npm's children as this variable and wins over the argument below.
    npm_config_nodedir: headers,
  };
  await run(process.execPath, [gyp, 'rebuild', `--nodedir=${headers}`], folder, env);
}

async function main(): Promise<void> {
  if (process.platform !== 'linux') throw new Error('built on Linux only');
  if (!(await exists('/usr/include/PCSC/winscard.h')))
    throw new Error('the headers of libpcsclite are missing (libpcsclite-dev)');
  if (!(await exists(path.join(headers, 'include/node/node_api.h'))))
    throw new Error('the headers of Node 24 are missing: npm ci');
  const require = createRequire(import.meta.url);
  const { version } = require(path.join(folder, 'package.json')) as { version: string };
  const kept = path.join(root, '.cache/native', `smartcard-${version}-napi8-${process.arch}.node`);
  if (await exists(kept)) {
    await mkdir(path.dirname(addon), { recursive: true });
    await copyFile(kept, addon);
  } else {
    say('Compiling the PC/SC binding (about 20 seconds)');
    await build();
    await mkdir(path.dirname(kept), { recursive: true });
    await copyFile(addon, `${kept}.part`);
    await rename(`${kept}.part`, kept);
  }
  // In a process of its own: a binding that does not load must be a message and not the end of this program.
  await run(process.execPath, ['-e', `require(${JSON.stringify(folder)})`], root, process.env).catch(
    async (error: unknown) => {
      await rm(kept, { force: true });
      throw error;
    },
  );
  say('The PC/SC binding works.');
}

try {
  await main();
} catch (error) {
  process.stderr.write(`No PC/SC binding: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
