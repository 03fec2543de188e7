import { appFailure } from '../../contract/errors/app-codes.ts';
import { fail, ok, type Result } from '../../contract/failure.ts';
import type { Log } from '../../log/log.ts';
import type { WorkerLauncher, WorkerName } from '../../ports/worker.ts';
import type { Core } from '../core.ts';
import { appScheme, kioskUrlFor } from './app-address.ts';
import { appProtocol, schemePrivileges } from './app-protocol.ts';
import type { Electron } from './electron-api.ts';
import { keepPageAlive, kioskWindowOptions } from './kiosk-window.ts';
import { lockApp } from './lock-app.ts';
import { lockSession } from './lock-session.ts';
import { connectScreen } from './screen-ipc.ts';
import { utilityLauncher } from './utility-launcher.ts';

export interface ElectronShellOptions {
  /** Makes the core once Electron is ready, when workers can be started and the platform's vault can be opened. */
  readonly makeCore: (launcher: WorkerLauncher) => Promise<Result<Core>>;
  readonly rendererDir: string;
  /** The built preload (one CommonJS file: a sandboxed preload cannot import). */
  readonly preload: string;
  /** Built entry file of each worker. */
  readonly workerEntries: Readonly<Record<WorkerName, string>>;
  readonly log: Log;
  /** Size of one pixel of the panel, mm: the screen sizes everything by it. */
  readonly panelPitchMm: number;
  /** False on a developer's desktop. */
  readonly kioskMode: boolean;
}

/** Runs the terminal in Electron until the program is told to end. Not ok (and ending): a second instance, or no core. */
export async function startElectronShell(
  electron: Electron,
  options: ElectronShellOptions,
): Promise<Result<void>> {
  const { app, BrowserWindow, powerSaveBlocker, protocol, session } = electron;
  const { log } = options;
  if (!app.requestSingleInstanceLock()) {
    app.exit(0);
    return fail(appFailure('E9033', 'another instance runs'));
  }
  // Everything up to here and down to whenReady must happen before Electron is ready.
  protocol.registerSchemesAsPrivileged([schemePrivileges]);
  lockApp(electron, log);
  await app.whenReady();
  lockSession(session.defaultSession, log);
  powerSaveBlocker.start('prevent-display-sleep');

  const made = await options.makeCore(
    utilityLauncher(electron, {
      entries: options.workerEntries,
      onOutput: (worker, line) => log('worker-output', { worker, line }),
    }),
  );
  if (!made.ok) {
    log('failure', { code: made.error.code, action: made.error.action, where: 'start' });
    app.exit(1);
    return made;
  }
  const core = made.value;
  protocol.handle(appScheme, appProtocol(options.rendererDir, core, log));

  const window = new BrowserWindow(
    kioskWindowOptions(options.preload, core.dock !== null, options.kioskMode),
  );
  const disconnect = connectScreen(electron, window, core, log);
  keepPageAlive(window, kioskUrlFor(options.panelPitchMm), log);

  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    disconnect();
    core.stop().then(
      () => app.exit(0),
      () => app.exit(1),
    );
  };
  // Alt-F4 and the window manager's close button end nothing on a terminal.
  window.on('close', (event) => {
    if (options.kioskMode && !ending) event.preventDefault();
  });
  app.on('window-all-closed', end);
  app.on('before-quit', (event) => {
    event.preventDefault();
    end();
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, end);
  app.on('second-instance', () => {
    if (!window.isDestroyed()) window.focus();
  });
  return ok(undefined);
}
