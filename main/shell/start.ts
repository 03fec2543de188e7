import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { type Config, loadConfig } from '../app/config.ts';
import { startCore } from '../app/core.ts';
import { fileKeyStore } from '../ledger/key-store.ts';
import { openLog } from '../log/log.ts';
import { workerEntries } from '../workers/entries.ts';
import { forkLauncher } from '../workers/fork-launcher.ts';
import { hasDisplay } from './browser/chromium.ts';
import { startBrowserShell } from './browser/start.ts';
import { bugPlace } from '../log/bug-place.ts';
import { electronBinary } from './electron-binary.ts';
import { type LaunchSettings, launchSettings } from './launch.ts';

/**
 * `npm start`: the terminal in Electron when its binary is here, else in the system's Chromium.
 *   node main/shell/start.ts [--config FILE] [--shell electron|browser] [--no-screen] [--windowed]
 */
const root = path.join(import.meta.dirname, '..', '..');
/** Longest orderly end. The journal is safe at any instant, so a device that does not close costs nothing. */
const stopLimitMs = 10_000;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const settings = launchSettings(process.argv.slice(2), process.env);
const config = loadConfig(settings.configFile);
if (!config.ok) {
  say(`${config.error.code} ${config.error.message}`);
  process.exit(1);
}
const electron = electronToUse(settings.shell ?? config.value.shell);
if (electron) runElectron(electron, settings);
else await runBrowser(config.value, settings);

function electronToUse(shell: Config['shell']): string | null {
  if (shell === 'browser' || settings.screen === 'none') return null;
  const binary = electronBinary(root, process.env);
  if (binary && hasDisplay(process.env)) return binary;
  const why = binary ? 'There is no display for Electron' : "Electron's program is not on this machine";
  say(`${why}; the terminal uses the browser shell instead.`);
  return null;
}

function runElectron(binary: string, { configFile, windowed }: LaunchSettings): void {
  const built = spawnSync(process.execPath, [path.join(root, 'scripts', 'build.ts'), 'electron'], {
    stdio: 'inherit',
  });
  if (built.status !== 0) process.exit(1);
  const words = [
    ...(configFile ? ['--config', path.resolve(configFile)] : []),
    ...(windowed ? ['--windowed'] : []),
  ];
  const child = spawn(binary, [root, ...words], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  child.once('exit', (code) => process.exit(code ?? 1));
}

async function runBrowser(config: Config, { screen }: LaunchSettings): Promise<void> {
  const startedAt = performance.now();
  const log = openLog({ to: { file: path.join(config.stateDir, 'log', 'yinling.log') } });
  const onBug = (error: unknown): void => {
    log('program-bug', bugPlace(error));
    // The journal is safe at any instant; going on with a broken state would not be.
    process.exit(70);
  };
  process.on('uncaughtException', onBug);
  process.on('unhandledRejection', onBug);

  const core = await startCore({
    config,
    log,
    launcher: forkLauncher({
      entries: workerEntries(),
      onOutput: (worker, line) => log('worker-output', { worker, line }),
    }),
    keyStore: fileKeyStore(path.join(config.stateDir, 'keys', 'ledger.key')),
    fixturesDir: path.join(root, 'fixtures'),
  });
  if (!core.ok) {
    say(`${core.error.code} ${core.error.message}`);
    process.exit(1);
  }
  const shell = await startBrowserShell({
    core: core.value,
    rendererDir: path.join(root, 'dist', 'renderer'),
    log,
    panelPitchMm: config.panelPitchMm,
    port: config.port,
    screen,
    announce: say,
  });
  if (!shell.ok) {
    say(`${shell.error.code} ${shell.error.message}`);
    await core.value.stop();
    process.exit(1);
  }
  // With --no-screen nobody else says where the screen is.
  if (screen === 'none') say(`The screen is at ${shell.value.url}`);
  log('program-started', {
    shell: 'browser',
    version: process.version,
    simulated: core.value.snapshot().simulated,
    startMs: Math.round(performance.now() - startedAt),
  });

  let ending = false;
  const end = (signal: string): void => {
    // A second Ctrl-C means it; a second SIGTERM is only a process group being told twice.
    if (ending && signal === 'SIGINT') process.exit(130);
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), stopLimitMs).unref();
    shell.value
      .stop()
      .then(() => core.value.stop())
      .then(() => {
        log('program-stopped', { reason: signal });
        process.exit(0);
      }, onBug);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => end(signal));
}
