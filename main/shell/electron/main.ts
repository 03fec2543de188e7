import path from 'node:path';
import {
  app,
  BrowserWindow,
  ipcMain,
  Menu,
  powerSaveBlocker,
  protocol,
  safeStorage,
  session,
  utilityProcess,
} from 'electron';
import { loadConfig } from '../../app/config.ts';
import { startCore } from '../../app/core.ts';
import { platformKeyStore } from '../../ledger/key-store.ts';
import { bugPlace } from '../../log/bug-place.ts';
import { openLog } from '../../log/log.ts';
import { workerEntries } from '../../workers/entries.ts';
import { launchSettings } from '../launch.ts';
import { platformVault } from './platform-vault.ts';
import { startElectronShell } from './start.ts';

/** The only file that takes Electron's values; everything it calls gets them handed in. Runs built, from dist/electron. */
const built = path.join(import.meta.dirname, '..', '..', '..');
const installed =
  process.platform === 'win32' ? 'C:\\ProgramData\\Yinling\\config.json' : '/etc/yinling/config.json';
const settings = launchSettings(process.argv.slice(1), process.env);
// What ships has no simulators: without a configuration it must not fall back to the demo terminal.
const config = loadConfig(settings.configFile ?? (app.isPackaged ? installed : undefined));
if (!config.ok) {
  process.stderr.write(`${config.error.code} ${config.error.message}\n`);
  app.exit(1);
} else {
  const { stateDir } = config.value;
  const startedAt = performance.now();
  const log = openLog({ to: { file: path.join(stateDir, 'log', 'yinling.log') } });
  const onBug = (error: unknown): void => {
    log('program-bug', bugPlace(error));
    app.exit(70);
  };
  process.on('uncaughtException', onBug);
  process.on('unhandledRejection', onBug);
  // Not awaited: Electron is ready only after this module has run.
  void startElectronShell(
    { app, BrowserWindow, ipcMain, Menu, powerSaveBlocker, protocol, session, utilityProcess },
    {
      makeCore: (launcher) =>
        startCore({
          config: config.value,
          log,
          launcher,
          keyStore: platformKeyStore(path.join(stateDir, 'keys', 'ledger.key'), platformVault(safeStorage)),
          fixturesDir: app.isPackaged
            ? path.join(process.resourcesPath, 'data')
            : path.join(app.getAppPath(), 'fixtures'),
        }),
      rendererDir: path.join(built, '..', 'renderer'),
      preload: path.join(built, 'preload.cjs'),
      workerEntries: workerEntries(),
      log,
      panelPitchMm: config.value.panelPitchMm,
      kioskMode: !settings.windowed,
    },
  ).then((started) => {
    if (!started.ok) return;
    log('program-started', {
      shell: 'electron',
      version: app.getVersion(),
      simulated: config.value.mode === 'demo',
      startMs: Math.round(performance.now() - startedAt),
    });
  }, onBug);
}
