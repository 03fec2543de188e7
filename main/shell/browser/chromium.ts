import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { appFailure } from '../../contract/errors/app-codes.ts';
import type { Log } from '../../log/log.ts';
import { RestartBudget } from '../restart-budget.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'];

/** The system's Chromium by the usual names on PATH, or null. */
export function findChromium(searchPath: string | undefined): string | null {
  for (const folder of (searchPath ?? '').split(path.delimiter).filter(Boolean)) {
    for (const name of names) {
      const file = path.join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // Not in this folder; the next one.
      }
    }
  }
  return null;
}

/** True when there is a screen to open a window on. */
export function hasDisplay(environment: NodeJS.ProcessEnv): boolean {
  return Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
}

/**
 * The flags of a kiosk window. They are one layer: the managed policy and the window manager's settings (docs/lockdown.md)
 * are the others. `--no-sandbox` only for root, where Chromium does not start with its sandbox.
 */
export function kioskArguments(url: string, profileDir: string, isRoot: boolean): string[] {
  return [
    '--kiosk',
    '--incognito',
    `--user-data-dir=${profileDir}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--noerrdialogs',
    '--disable-session-crashed-bubble',
    '--hide-crash-restore-bubble',
    '--disable-infobars',
    '--disable-pinch',
    '--overscroll-history-navigation=0',
    '--disable-extensions',
    '--disable-component-update',
    '--disable-background-networking',
    '--disable-sync',
    '--disable-default-apps',
    '--disable-domain-reliability',
    '--disable-breakpad',
    '--metrics-recording-only',
    '--password-store=basic',
    '--deny-permission-prompts',
    '--block-new-web-contents',
    '--autoplay-policy=no-user-gesture-required',
    '--disable-features=Translate,MediaRouter,OptimizationHints,AutofillServerCommunication,GlobalMediaControls,InterestFeedContentSuggestions',
    // The page talks to this terminal and to nothing else.
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ...(isRoot ? ['--no-sandbox'] : []),
    url,
  ];
}

interface ScreenOptions {
  readonly executable: string;
  /** Asked before each start: a new browser process needs a new token. */
  readonly nextUrl: () => string;
  readonly log: Log;
  readonly isRoot: boolean;
  /** Longest wait before a restart when it keeps dying. Default 10 s. */
  readonly slowRetryMs?: number;
}

/** Keeps a kiosk window open: when Chromium dies it is started again, slower once it has died five times in a minute. */
export function keepScreenOpen(options: ScreenOptions): { stop(): Promise<void>; readonly restarts: number } {
  const budget = new RestartBudget(5, 60_000);
  let child: ChildProcess | null = null;
  let timer: NodeJS.Timeout | undefined;
  let stopping = false;
  let onStopped: () => void = () => undefined;

  const start = (): void => {
    const profileDir = mkdtempSync(path.join(tmpdir(), 'yinling-screen-'));
    const started = spawn(options.executable, kioskArguments(options.nextUrl(), profileDir, options.isRoot), {
      stdio: 'ignore',
    });
    child = started;
    let over = false;
    const ended = (): void => {
      if (over) return;
      over = true;
      child = null;
      // The profile of a killed Chromium may still be written to by a helper process for a moment.
      rmSync(profileDir, { recursive: true, force: true, maxRetries: 5 });
      if (stopping) {
        onStopped();
        return;
      }
      const quick = budget.take(performance.now());
      options.log('screen-window', { what: quick ? 'restarted' : 'slow-restart', restarts: budget.total });
      const { code, action } = appFailure(quick ? 'E9030' : 'E9031');
      options.log('failure', { code, action, where: 'screen' });
      timer = setTimeout(start, quick ? 200 : (options.slowRetryMs ?? 10_000));
    };
    started.once('exit', ended);
    started.once('error', ended);
  };
  start();
  return {
    get restarts() {
      return budget.total;
    },
    stop: () =>
      new Promise((resolve) => {
        stopping = true;
        clearTimeout(timer);
        if (!child) return resolve();
        const running = child;
        const hard = setTimeout(() => running.kill('SIGKILL'), 2000);
        onStopped = () => {
          clearTimeout(hard);
          resolve();
        };
        running.kill('SIGTERM');
      }),
  };
}
