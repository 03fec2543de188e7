import { appFailure } from '../../contract/errors/app-codes.ts';
import type { Log } from '../../log/log.ts';
import { RestartBudget } from '../restart-budget.ts';
import { dockFlag } from './app-address.ts';
import type { BrowserWindow } from './electron-api.ts';

/** The window of the senior's screen. `kioskMode` false is for a developer's desktop: the same window, not full screen. */
export function kioskWindowOptions(
  preload: string,
  withDock: boolean,
  kioskMode: boolean,
): Electron.BrowserWindowConstructorOptions {
  return {
    width: 1080,
    height: 1920,
    kiosk: kioskMode,
    fullscreen: kioskMode,
    frame: !kioskMode,
    resizable: !kioskMode,
    movable: !kioskMode,
    minimizable: !kioskMode,
    closable: !kioskMode,
    alwaysOnTop: kioskMode,
    skipTaskbar: kioskMode,
    autoHideMenuBar: true,
    backgroundColor: '#ffffff',
    webPreferences: {
      preload,
      additionalArguments: withDock ? [dockFlag] : [],
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      disableDialogs: true,
      spellcheck: false,
      devTools: false,
      autoplayPolicy: 'no-user-gesture-required',
      backgroundThrottling: false,
    },
  };
}

/** Waits before a page that crashed more than five times in a minute is loaded again. */
const slowReloadMs = 10_000;

/** Shows the page and loads it again whenever it crashes, hangs or does not load; slower when it keeps doing so. */
export function keepPageAlive(
  window: BrowserWindow,
  address: string,
  log: Log,
  slowMs: number = slowReloadMs,
): void {
  const budget = new RestartBudget(5, 60_000);
  const { webContents } = window;
  let timer: NodeJS.Timeout | undefined;
  const load = (): void => {
    if (!window.isDestroyed()) window.loadURL(address).catch(() => undefined);
  };
  const again = (what: string): void => {
    const quick = budget.take(performance.now());
    log('screen-window', { what: quick ? what : 'slow-reload', restarts: budget.total });
    const { code, action } = appFailure(quick ? 'E9030' : 'E9031');
    log('failure', { code, action, where: 'screen' });
    clearTimeout(timer);
    timer = setTimeout(load, quick ? 0 : slowMs);
  };
  webContents.on('render-process-gone', (_event, details) => {
    if (details.reason !== 'clean-exit') again('crashed');
  });
  // A hung page cannot be reloaded; ending its process leads to 'render-process-gone' above.
  window.on('unresponsive', () => webContents.forcefullyCrashRenderer());
  webContents.on('did-fail-load', (_event, _code, _text, _url, isMainFrame) => {
    if (isMainFrame) again('load-failed');
  });
  window.once('closed', () => clearTimeout(timer));
  load();
}
