import { cpSync, globSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, type InlineConfig } from 'vite';

/**
 * `node scripts/build.ts renderer|electron|all`
 *   renderer  the screens                        -> dist/renderer
 *   electron  the program as JavaScript for Electron -> dist/electron (ships), dist/simulators (never ships)
 * The program keeps its file structure: files beside a module are found by the same relative path as in the sources.
 */
const root = path.join(import.meta.dirname, '..');

const shippedEntries = [
  'main/shell/electron/main.ts',
  'main/devices/drivers-worker.ts',
  'main/biometrics/vision-worker.ts',
  // Started as a process of its own by the driver of the vendor's photo library.
  'drivers/id-card/photo/vendor-process.ts',
  // Started as a process of its own by whatever uses PC/SC readers.
  'drivers/kit/pcsc/pcsc-process.ts',
];
const simulatorEntries = [
  'main/devices/simulators-worker.ts',
  'main/devices/simulated/clip-thread.ts',
  'drivers/finger-vein/simulator/draw-thread.ts',
];

function programConfig(entries: readonly string[], outDir: string): InlineConfig {
  return {
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    // Packages are not bundled: native ones cannot be, and the others are shipped beside as they are.
    ssr: { external: true, noExternal: [] },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: 'node24',
      minify: false,
      sourcemap: false,
      rolldownOptions: {
        input: entries.map((entry) => path.join(root, entry)),
        external: ['electron'],
        output: {
          format: 'es',
          preserveModules: true,
          preserveModulesRoot: root,
          entryFileNames: '[name].js',
          chunkFileNames: '[name].js',
        },
      },
    },
  };
}

/** A sandboxed preload is one CommonJS file that requires nothing but Electron. */
function preloadConfig(outDir: string): InlineConfig {
  return {
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true, external: ['electron'] },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: false,
      target: 'chrome140',
      minify: false,
      sourcemap: false,
      rolldownOptions: {
        input: path.join(root, 'main/shell/electron/preload.ts'),
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: 'preload.cjs', codeSplitting: false },
      },
    },
  };
}

/** Data files that modules read from beside themselves. */
function copyData(outDir: string): void {
  const pattern = '{main,drivers,models}/**/*.{json,bin}';
  for (const file of globSync(pattern, {
    cwd: root,
    exclude: ['**/weights/**', '**/testing/**', '**/convert/**'],
  })) {
    cpSync(path.join(root, file), path.join(outDir, file));
  }
}

/** Large generated folders are linked, not copied; packing takes them from their own place. */
function link(outDir: string, folder: string): void {
  const at = path.join(outDir, folder);
  mkdirSync(path.dirname(at), { recursive: true });
  rmSync(at, { recursive: true, force: true });
  symlinkSync(path.join(root, folder), at, 'junction');
}

async function buildElectron(): Promise<void> {
  const shipped = path.join(root, 'dist', 'electron');
  const simulators = path.join(root, 'dist', 'simulators');
  await build(programConfig(shippedEntries, shipped));
  await build(preloadConfig(shipped));
  await build(programConfig(simulatorEntries, simulators));
  // package.json names this file; Electron waits for the whole module graph before it is ready.
  writeFileSync(path.join(shipped, 'main.mjs'), "import './main/shell/electron/main.js';\n");
  for (const outDir of [shipped, simulators]) copyData(outDir);
  for (const weights of globSync('models/*/weights', { cwd: root })) link(shipped, weights);
  link(simulators, 'fixtures/generated');
}

const what = process.argv[2] ?? 'all';
if (!['renderer', 'electron', 'all'].includes(what)) {
  process.stderr.write('node scripts/build.ts renderer|electron|all\n');
  process.exit(2);
}
if (what !== 'electron')
  await build({ configFile: path.join(root, 'renderer', 'vite.config.ts'), logLevel: 'warn' });
if (what !== 'renderer') await buildElectron();
