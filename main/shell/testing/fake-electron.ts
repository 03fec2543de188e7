import { EventEmitter } from 'node:events';
import type { BrowserWindow, Electron, Session, WebContents } from '../electron/electron-api.ts';

/**
 * Stands where Electron's binary cannot be had: it records every handler it is given, so that a test can drive it and
 * look at the answer. It proves what we answer, not what Electron does with it.
 */
type Handler = (...args: never[]) => unknown;

class Recorder extends EventEmitter {
  readonly handlers = new Map<string, Handler>();
  readonly calls: [string, ...unknown[]][] = [];

  /** The answer of a recorded `setX` handler. */
  ask(name: string, ...args: unknown[]): unknown {
    const handler = this.handlers.get(name);
    if (!handler) throw new Error(`no handler ${name}`);
    return (handler as (...given: unknown[]) => unknown)(...args);
  }

  called(name: string): unknown[][] {
    return this.calls.filter(([called]) => called === name).map(([, ...args]) => args);
  }

  /** Emits an event and says whether a listener prevented its default. */
  prevents(name: string, details: object = {}, ...args: unknown[]): boolean {
    let prevented = false;
    this.emit(name, { ...details, preventDefault: () => (prevented = true) }, ...args);
    return prevented;
  }
}

/** Every method that is not there is recorded; `setX(handler)` is kept as a handler. */
function recording<T extends Recorder>(target: T): T {
  return new Proxy(target, {
    get(object, name, receiver) {
      const present = Reflect.get(object, name, receiver) as unknown;
      // `then` must stay absent, or awaiting the fake would call it.
      if (present !== undefined || typeof name !== 'string' || name === 'then') return present;
      return (...args: unknown[]) => {
        object.calls.push([name, ...args]);
        const handler = args.find((arg) => typeof arg === 'function');
        if (handler) object.handlers.set(name, handler as Handler);
        return name.endsWith('Limits') || name === 'loadURL' ? Promise.resolve() : undefined;
      };
    },
  });
}

class FakeContents extends Recorder {
  readonly sent: [string, unknown][] = [];
  crashed = false;
  isCrashed(): boolean {
    return this.crashed;
  }
  send(channel: string, payload: unknown): void {
    this.sent.push([channel, payload]);
  }
}

export class FakeWindow extends Recorder {
  readonly webContents = recording(new FakeContents());
  readonly options: Electron.BrowserWindowConstructorOptions;
  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super();
    this.options = options;
  }
  isDestroyed(): boolean {
    return false;
  }
  get real(): BrowserWindow {
    return this as unknown as BrowserWindow;
  }
}

export class FakeSession extends Recorder {
  readonly webRequest = recording(new Recorder());
  get real(): Session {
    return this as unknown as Session;
  }
}

export const fakeSession = (): FakeSession => recording(new FakeSession());
export const fakeWindow = (options?: Electron.BrowserWindowConstructorOptions): FakeWindow =>
  recording(new FakeWindow(options));
export const fakeContents = (): FakeContents & { real: WebContents } => {
  const contents = recording(new FakeContents());
  return Object.assign(contents, { real: contents as unknown as WebContents });
};

class FakeApp extends Recorder {
  readonly switches: Record<string, string | undefined> = {};
  readonly commandLine = {
    appendSwitch: (name: string, value?: string) => {
      this.switches[name] = value ?? '';
    },
  };
  readonly order: string[] = [];
  instanceLock = true;
  requestSingleInstanceLock(): boolean {
    return this.instanceLock;
  }
  whenReady(): Promise<void> {
    this.order.push('ready');
    return Promise.resolve();
  }
  enableSandbox(): void {
    this.order.push('sandbox');
  }
}

export interface FakeElectron {
  readonly app: FakeApp;
  readonly ipcMain: Recorder;
  readonly menu: Recorder;
  readonly powerSaveBlocker: Recorder;
  readonly protocol: Recorder;
  readonly session: FakeSession;
  readonly utilityProcess: Recorder;
  readonly windows: FakeWindow[];
  readonly real: Electron;
}

export function fakeElectron(): FakeElectron {
  const windows: FakeWindow[] = [];
  const app = recording(new FakeApp());
  const ipcMain = recording(new Recorder());
  const menu = recording(new Recorder());
  const powerSaveBlocker = recording(new Recorder());
  const protocol = recording(new Recorder());
  const session = fakeSession();
  const utilityProcess = recording(new Recorder());
  const real = {
    app,
    ipcMain,
    Menu: menu,
    powerSaveBlocker,
    protocol,
    session: { defaultSession: session },
    utilityProcess,
    BrowserWindow: recordWindows(windows),
  } as unknown as Electron;
  return { app, ipcMain, menu, powerSaveBlocker, protocol, session, utilityProcess, windows, real };
}

/** `new` must give the fake, so this is a function and not an arrow. */
function recordWindows(windows: FakeWindow[]): unknown {
  return function make(options: Electron.BrowserWindowConstructorOptions) {
    const window = fakeWindow(options);
    windows.push(window);
    return window;
  };
}
