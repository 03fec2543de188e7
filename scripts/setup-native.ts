/**
 * Builds the optional native image operations: opencv4nodejs against the system's OpenCV (Debian: libopencv-dev). The
 * result is kept outside node_modules, so that `npm ci` does not cost a compile of some minutes again. Linux only;
 * everywhere else, and without this step, the terminal uses the WebAssembly provider.
 *
 *   npm run setup:native
 */
import { spawn } from 'node:child_process';
import { copyFile, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { availableParallelism, setPriority } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const addonFolder = join(root, 'node_modules/opencv4nodejs');
const addon = join(addonFolder, 'build/Release/opencv4nodejs.node');
const HEADERS = '/usr/include/opencv4';
const BUILD_LIMIT_MS = 40 * 60_000;
const INSTALL_LIMIT_MS = 15 * 60_000;
/** What the bindings are built for: all that the system's OpenCV has of the modules which they know. */
const MODULES =
  'core highgui imgcodecs imgproc features2d calib3d photo objdetect ml video videoio dnn'.split(' ');
/** Debian's header claims these contrib modules; the bindings to them do not compile against OpenCV 4.6. */
const LEFT_OUT = /HAVE_OPENCV_(TRACKING|FACE|TEXT|XIMGPROC|XFEATURES2D|IMG_HASH)\b/;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

function run(
  program: string,
  args: readonly string[],
  limitMs: number,
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      timeout: limitMs,
      killSignal: 'SIGKILL',
      ...options,
    });
    child.once('error', fail);
    child.once('close', (code, signal) =>
      code === 0 ? done() : fail(new Error(`${program} ended with ${code ?? signal}`)),
    );
  });
}

async function installHeaders(): Promise<void> {
  if (await exists(join(HEADERS, 'opencv2/core/version.hpp'))) return;
  const line = ['install', '-y', '--no-install-recommends', 'libopencv-dev'];
  if (process.getuid?.() !== 0)
    throw new Error(`OpenCV's headers are missing. Run: sudo apt-get ${line.join(' ')}`);
  say('Installing libopencv-dev (about 120 MB)');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', line, INSTALL_LIMIT_MS, { env }).catch(async () => {
    await run('apt-get', ['update'], INSTALL_LIMIT_MS, { env });
    await run('apt-get', line, INSTALL_LIMIT_MS, { env });
  });
}

async function openCvVersion(): Promise<string> {
  const text = await readFile(join(HEADERS, 'opencv2/core/version.hpp'), 'utf8');
  const part = (name: string): string =>
    new RegExp(`#define CV_VERSION_${name}\\s+(\\d+)`).exec(text)?.[1] ?? '?';
  return `${part('MAJOR')}.${part('MINOR')}.${part('REVISION')}`;
}

/** A node-gyp that fits comes with npm. */
async function nodeGyp(): Promise<string> {
  const npm = process.env.npm_execpath;
  const candidates = [
    process.env.npm_config_node_gyp,
    npm ? join(dirname(npm), '../node_modules/node-gyp/bin/node-gyp.js') : undefined,
    '/usr/lib/node_modules/npm/node_modules/node-gyp/bin/node-gyp.js',
    '/usr/local/lib/node_modules/npm/node_modules/node-gyp/bin/node-gyp.js',
    '/usr/share/nodejs/node-gyp/bin/node-gyp.js',
  ];
  for (const path of candidates) if (path && (await exists(path))) return path;
  throw new Error('node-gyp was not found; run this through `npm run setup:native`');
}

async function build(): Promise<void> {
  const shim = join(root, 'node_modules/.cache/opencv-shim');
  await mkdir(join(shim, 'opencv2'), { recursive: true });
  const modules = await readFile(join(HEADERS, 'opencv2/opencv_modules.hpp'), 'utf8');
  const kept = modules.split('\n').filter((line) => !LEFT_OUT.test(line));
  await writeFile(join(shim, 'opencv2/opencv_modules.hpp'), kept.join('\n'));
  // The headers must be those of the Node that runs this, whatever ~/.npmrc says: a NAN addon fits one ABI only.
  const headers = join(root, 'node_modules', `node-linux-${process.arch}`);
  const env = {
    ...process.env,
    PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ''}`,
    OPENCV4NODEJS_DEFINES: MODULES.map((name) => `OPENCV4NODEJS_FOUND_LIBRARY_${name.toUpperCase()}`).join(
      '\n',
    ),
    OPENCV4NODEJS_INCLUDES: `${shim}\n${HEADERS}`,
    OPENCV4NODEJS_LIBRARIES: MODULES.map((name) => `-lopencv_${name}`).join('\n'),
    CXXFLAGS: '-w',
    // A `nodedir` in somebody's npmrc reaches npm's children as this variable and wins over the argument below.
    npm_config_nodedir: headers,
  };
  const jobs = String(availableParallelism());
  const args = [await nodeGyp(), 'rebuild', '--jobs', jobs, `--nodedir=${headers}`];
  say('Compiling opencv4nodejs (4 to 15 minutes)');
  await run(process.execPath, args, BUILD_LIMIT_MS, { cwd: addonFolder, env });
}

/** Loads the addon in a process of its own, as a crash in it must be a message and not the end of this program. */
async function smokeTest(): Promise<void> {
  const provider = join(root, 'drivers/kit/image/opencv4nodejs.ts');
  const script = `
    const { loadOpenCv4NodeJs } = await import(${JSON.stringify(provider)});
    const ops = await loadOpenCv4NodeJs();
    if (!ops) throw new Error('the addon does not load');
    const image = { width: 2, height: 2, channels: 3, data: new Uint8Array(12).fill(90) };
    if (ops.toGray(image).data[0] !== 90) throw new Error('the addon computes nonsense');
  `;
  await run(process.execPath, ['--input-type=module', '-e', script], 60_000);
}

async function main(): Promise<void> {
  if (process.platform !== 'linux') throw new Error('the native image operations are built on Linux only');
  if (!(await exists(addonFolder)))
    throw new Error('the optional package opencv4nodejs is not installed: npm ci');
  setPriority(19);
  await installHeaders();
  const require = createRequire(import.meta.url);
  const { version } = require(join(addonFolder, 'package.json')) as { version: string };
  const key = `opencv4nodejs-${version}-abi${process.versions.modules}-opencv${await openCvVersion()}-${process.arch}`;
  const kept = join(root, '.cache/native', `${key}.node`);
  if (await exists(kept)) {
    await mkdir(dirname(addon), { recursive: true });
    await copyFile(kept, addon);
    say(`taken from ${kept}`);
  } else {
    await build();
    await mkdir(dirname(kept), { recursive: true });
    await copyFile(addon, `${kept}.part`);
    await rename(`${kept}.part`, kept);
  }
  await smokeTest().catch(async (error: unknown) => {
    await rm(kept, { force: true });
    throw error;
  });
  say(`opencv4nodejs works: ${key}`);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
