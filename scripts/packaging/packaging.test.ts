import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noLog } from '../../main/log/log.ts';
import { connectWorker } from '../../main/workers/connect-worker.ts';
import { forkLauncher } from '../../main/workers/fork-launcher.ts';

const root = path.join(import.meta.dirname, '..', '..');
const bin = (name: string): string => path.join(root, 'node_modules', '.bin', name);
/** The parts of electron-builder that it does not export itself. */
const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
const { load } = builder('js-yaml') as { load(text: string): object };
const config = (): Record<string, unknown> => ({
  ...load(readFileSync(path.join(root, 'electron-builder.yml'), 'utf8')),
});

describe('electron-builder.yml', { timeout: 60_000 }, () => {
  const { validateConfiguration } = builder('app-builder-lib/out/util/config/config') as {
    validateConfiguration(config: object, logger: object): Promise<void>;
  };
  const { DebugLogger } = builder('builder-util') as {
    DebugLogger: new (enabled: boolean) => object;
  };

  it('is valid, and the check would find a mistyped key', async () => {
    await validateConfiguration(config(), new DebugLogger(false));
    await expect(
      validateConfiguration({ ...config(), asarUnpak: [] }, new DebugLogger(false)),
    ).rejects.toThrow(/asarUnpak/);
  });

  it('compiles nothing and flips the fuses before signing', () => {
    expect(config()).toMatchObject({ npmRebuild: false, asar: true });
    expect(existsSync(path.join(root, String(config().afterPack)))).toBe(true);
  });
});

/** Electron's binary carries its fuses behind this mark: one byte version, one byte count, one character each. */
const fuseMark = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const fuseCount = 9;

/**
 * Packs the real project around a stub of Electron: it proves which files ship and that the fuses are flipped in the
 * binary that ships. It proves nothing about Electron.
 */
describe('the packed program', { timeout: 60_000 }, () => {
  const work = mkdtempSync(path.join(tmpdir(), 'yinling-pack-'));
  const unpacked = path.join(work, 'out', 'linux-unpacked');
  const asar = path.join(unpacked, 'resources', 'app.asar');
  let files: string[] = [];

  beforeAll(() => {
    execFileSync(process.execPath, [path.join(root, 'scripts', 'build.ts'), 'all'], {
      cwd: root,
      stdio: 'pipe',
    });
    const stub = path.join(work, 'electron');
    mkdirSync(path.join(stub, 'locales'), { recursive: true });
    mkdirSync(path.join(stub, 'resources'));
    const wire = Buffer.concat([
      Buffer.from(fuseMark),
      Buffer.from([1, fuseCount]),
      Buffer.alloc(fuseCount, '0'),
    ]);
    writeFileSync(path.join(stub, 'electron'), Buffer.concat([Buffer.alloc(64), wire, Buffer.alloc(64)]), {
      mode: 0o755,
    });
    writeFileSync(path.join(stub, 'version'), '45.4.1');
    for (const name of ['LICENSE', 'LICENSES.chromium.html']) writeFileSync(path.join(stub, name), 'stub');
    const packed = spawnSync(
      bin('electron-builder'),
      ['--dir', '--linux', `-c.electronDist=${stub}`, `-c.directories.output=${path.join(work, 'out')}`],
      {
        cwd: root,
        encoding: 'utf8',
        env: { ...process.env, PATH: `${path.dirname(bin('x'))}:${process.env.PATH}` },
      },
    );
    if (packed.status !== 0) throw new Error(packed.stdout + packed.stderr);
    files = execFileSync(bin('asar'), ['list', asar], { encoding: 'utf8', maxBuffer: 50_000_000 })
      .split('\n')
      .map((file) => file.replaceAll('\\', '/'));
  }, 300_000);
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  it('has workers that start from the built files and find what lies beside them', async () => {
    const main = path.join(root, 'dist', 'electron', 'main');
    const worker = (file: string): string => path.join(main, `${file}-worker.js`);
    const drivers = worker('devices/drivers');
    const launcher = forkLauncher({
      entries: { drivers, vision: worker('biometrics/vision'), simulators: drivers },
      onOutput: () => undefined,
    });
    for (const name of ['drivers', 'vision'] as const) {
      const connection = connectWorker({
        name,
        launcher,
        argument: name === 'vision' ? { imageOps: 'opencv-js' } : null,
        answers: {},
        events: {},
        log: noLog,
      });
      await new Promise<void>((resolve, reject) => {
        connection.onState((state) =>
          state === 'up' ? resolve() : reject(new Error(`${name} is ${state}`)),
        );
      });
      await connection.stop();
    }
  }, 60_000);

  it.each([
    '/package.json',
    '/dist/electron/main.mjs',
    '/dist/electron/preload.cjs',
    '/dist/electron/main/shell/electron/main.js',
    '/dist/electron/main/devices/drivers-worker.js',
    '/dist/electron/main/biometrics/vision-worker.js',
    '/dist/electron/main/authority/embedded/rules.json',
    '/dist/renderer/kiosk/index.html',
    '/node_modules/onnxruntime-node/package.json',
    '/node_modules/serialport/package.json',
    '/node_modules/xstate/package.json',
  ])('has %s', (file) => {
    expect(files).toContain(file);
  });

  it('has the weights of every model, as files and not as links', () => {
    const weights = files.filter((file) =>
      /^\/dist\/electron\/models\/[\w-]+\/weights\/[^/]+\.onnx$/.test(file),
    );
    expect(weights.length).toBeGreaterThanOrEqual(6);
    const out = path.join(work, 'one.onnx');
    execFileSync(bin('asar'), ['extract-file', asar, String(weights[0]).slice(1)], { cwd: work });
    const [extracted] = readdirSync(work).filter((name) => name.endsWith('.onnx'));
    cpSync(path.join(work, String(extracted)), out);
    expect(readFileSync(out).length).toBeGreaterThan(100_000);
  });

  it('has the fingerprints by which devices are found', () => {
    expect(files).toContain('/dist/electron/drivers/id-card/fingerprints/sdt-standard.json');
  });

  it.each([
    ['tests', /\.test\.|\/testing\/|\/__tests__\//],
    ['source maps', /\.map$/],
    ['TypeScript', /\.(ts|tsx|mts|cts)$/],
    ['simulators', /\/(simulator|simulated)\/|simulators-worker/],
    ['pictures of the fixtures', /\/fixtures\/(generated|heads|portraits|scripts)/],
    [
      'scripts, benches and documents',
      /^\/(scripts|bench|e2e|docs|lab|models|drivers|main|renderer|fixtures)(\/|$)/,
    ],
    [
      'development packages',
      /^\/node_modules\/(vite|vitest|typescript|electron|playwright|@playwright|@biomejs|knip|rolldown|electron-builder|react|react-dom|fast-check)(\/|$)/,
    ],
    ['another Node', /^\/node_modules\/(node-linux-|opencv4nodejs|opencv-build)/],
    [
      'binaries of other systems',
      /\/(HID-)?(darwin|win32|musl|android)[\w+-]*\/|-musl\/|\.(dll|dylib)$|linuxmusl/,
    ],
    ['the state of a terminal', /\.(sqlite|key|log|env)$/],
  ])('has no %s', (_what, pattern) => {
    expect(files.filter((file) => pattern.test(file))).toEqual([]);
  });

  it('keeps native libraries outside the archive, where the system can load them', () => {
    const outside = execFileSync('find', [`${asar}.unpacked`, '-type', 'f'], { encoding: 'utf8' });
    for (const name of [
      'onnxruntime_binding.node',
      'libonnxruntime.so',
      'bindings-cpp',
      'skia',
      'sharp',
      'koffi.node',
      'usb/prebuilds/linux-',
      'node-hid/prebuilds/HID_hidraw-linux-',
    ]) {
      expect(outside).toContain(name);
    }
  });

  it('has every fuse where it belongs', async () => {
    const wire = await getCurrentFuseWire(path.join(unpacked, 'yinling'));
    const on = FuseState.ENABLE;
    const off = FuseState.DISABLE;
    expect(wire[FuseV1Options.RunAsNode]).toBe(off);
    expect(wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable]).toBe(off);
    expect(wire[FuseV1Options.EnableNodeCliInspectArguments]).toBe(off);
    expect(wire[FuseV1Options.GrantFileProtocolExtraPrivileges]).toBe(off);
    expect(wire[FuseV1Options.EnableCookieEncryption]).toBe(on);
    expect(wire[FuseV1Options.OnlyLoadAppFromAsar]).toBe(on);
    expect(wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation]).toBe(on);
  });
});
