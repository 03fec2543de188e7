import { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { ok } from '../../contract/failure.ts';
import { type Log, noLog } from '../../log/log.ts';
import { type FakeCore, fakeCore } from '../testing/fake-core.ts';
import { fakeElectron, fakeWindow } from '../testing/fake-electron.ts';
import { channels, kioskUrl } from './app-address.ts';
import { appProtocol, schemePrivileges } from './app-protocol.ts';
import { keepPageAlive } from './kiosk-window.ts';
import { preloadBridge } from './preload-bridge.ts';
import { connectScreen } from './screen-ipc.ts';
import { startElectronShell } from './start.ts';
import { platformVault } from './platform-vault.ts';
import { utilityLauncher } from './utility-launcher.ts';

const rendererDir = mkdtempSync(path.join(tmpdir(), 'yinling-electron-'));
mkdirSync(path.join(rendererDir, 'kiosk'));
writeFileSync(path.join(rendererDir, 'kiosk', 'index.html'), '<!doctype html>');
writeFileSync(path.join(rendererDir, 'kiosk', 'index.js.map'), '{}');

describe('app://', () => {
  const core = fakeCore();
  const handle = appProtocol(rendererDir, core, noLog);
  const status = async (url: string, method = 'GET'): Promise<number> =>
    (await handle({ url, method } as Request)).status;

  it('is a secure standard scheme that does not go round the policy', () => {
    expect(schemePrivileges.privileges).toMatchObject({ standard: true, secure: true });
    expect(schemePrivileges.privileges?.bypassCSP).toBeUndefined();
    expect(schemePrivileges.privileges?.corsEnabled).toBeUndefined();
  });

  it('serves the page with the content policy', async () => {
    const page = await handle({ url: kioskUrl, method: 'GET' } as Request);
    expect(page.status).toBe(200);
    expect(page.headers.get('Content-Security-Policy')).toContain("script-src 'self'");
    expect(page.headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(await page.text()).toBe('<!doctype html>');
  });

  it('serves clips and slips', async () => {
    expect(await status('app://yinling/clips/hello.wav')).toBe(200);
    expect(await status('app://yinling/slips/slip-1.png')).toBe(200);
    expect(await status('app://yinling/slips/none.png')).toBe(404);
    expect(await status('app://yinling/clips/..%2f..%2fetc')).toBe(404);
  });

  it.each([
    ['app://yinling/../../etc/passwd', 404],
    ['app://yinling/%2e%2e/%2e%2e/etc/passwd', 404],
    ['app://yinling/..%5c..%5cetc', 404],
    ['app://yinling/kiosk/index.js.map', 404],
    ['app://yinling/kiosk', 404],
    ['app://other/kiosk/index.html', 403],
    ['app://yinling.evil/kiosk/index.html', 403],
    ['file:///etc/passwd', 403],
    ['nonsense', 403],
  ])('refuses %s with %i', async (url, expected) => {
    expect(await status(url)).toBe(expected);
  });

  it('answers GET only', async () => {
    expect(await status(kioskUrl, 'POST')).toBe(405);
  });
});

describe('messages of the page', () => {
  function connected(withDock = true) {
    const electron = fakeElectron();
    const window = fakeWindow();
    const core: FakeCore = fakeCore(withDock);
    const refused: string[] = [];
    let now = 0;
    const log: Log = (_event, fields) => void refused.push((fields as { reason: string }).reason);
    const stop = connectScreen(electron.real, window.real, core, log, () => now);
    const frame = { url: kioskUrl, parent: null };
    const send = (payload: unknown, event: object = {}): void => {
      electron.ipcMain.emit(
        channels.toCore,
        { sender: window.webContents, senderFrame: frame, ...event },
        payload,
      );
    };
    const hello = (event: object = {}): void => {
      electron.ipcMain.emit(channels.hello, { sender: window.webContents, senderFrame: frame, ...event });
    };
    return { electron, window, core, refused, send, hello, stop, tick: (ms: number) => (now += ms) };
  }
  const begin = { kind: 'intent', intent: { type: 'begin' } };

  it('reach the core with the role of the screen', () => {
    const { core, send } = connected();
    send(begin);
    send({ kind: 'dock', operation: { type: 'takeSlip' } });
    expect(core.intents).toEqual([{ role: 'kiosk', intent: { type: 'begin' } }]);
    expect(core.operations).toEqual([{ type: 'takeSlip' }]);
  });

  it.each([
    ['another page', { sender: {} }],
    ['no frame', { senderFrame: null }],
    ['a frame inside the page', { senderFrame: { url: kioskUrl, parent: {} } }],
    ['another address', { senderFrame: { url: 'https://example.com/', parent: null } }],
    ['a look-alike address', { senderFrame: { url: 'app://yinling.evil/kiosk/', parent: null } }],
  ])('are dropped when they come from %s', (_who, event) => {
    const { core, send, hello, window, refused } = connected();
    send(begin, event);
    hello(event);
    expect(core.intents).toEqual([]);
    expect(window.webContents.sent).toEqual([]);
    expect(refused).toEqual(['sender', 'sender']);
  });

  it.each([undefined, null, 7, 'x', {}, { kind: 'eval' }, { kind: 'intent', intent: { type: 'openSafe' } }])(
    'are dropped when they are garbage: %j',
    (payload) => {
      const { core, send, refused } = connected();
      send(payload);
      expect(core.intents).toEqual([]);
      expect(refused).toEqual(['message']);
    },
  );

  it('are limited in number and get through again later', () => {
    const { core, send, refused, tick } = connected();
    for (let n = 0; n < 200; n += 1) send(begin);
    expect(core.intents).toHaveLength(60);
    expect(refused).toContain('flood');
    tick(10_000);
    send(begin);
    expect(core.intents).toHaveLength(61);
  });

  it('cannot work a dock that is not configured', () => {
    const { core, send, refused } = connected(false);
    send({ kind: 'dock', operation: { type: 'takeSlip' } });
    expect(core.operations).toEqual([]);
    expect(refused).toEqual(['dock']);
  });

  it('are answered with the whole picture at hello, then with changes, and with nothing after a crash', () => {
    const { core, hello, window, stop } = connected();
    hello();
    expect(window.webContents.sent.map(([, frame]) => (frame as { kind: string }).kind)).toEqual([
      'hello',
      'snapshot',
      'dock',
    ]);
    core.tellSnapshot(2);
    core.tellPreview(new Uint8Array([1]));
    expect(window.webContents.sent.at(-1)?.[0]).toBe(channels.preview);
    window.webContents.crashed = true;
    core.tellSnapshot(3);
    expect(window.webContents.sent).toHaveLength(5);
    stop();
    expect(core.listeners()).toBe(0);
  });

  it('drop pictures that come faster than a screen shows them', () => {
    const { core, window, tick } = connected();
    for (let n = 0; n < 100; n += 1) core.tellPreview(new Uint8Array([n]));
    expect(window.webContents.sent).toHaveLength(2);
    tick(1000);
    core.tellPreview(new Uint8Array([1]));
    expect(window.webContents.sent).toHaveLength(3);
  });
});

describe('the preload', () => {
  it('exposes these functions and nothing of Electron', () => {
    const ipc = Object.assign(new EventEmitter(), { send: () => undefined });
    const bridge = preloadBridge(ipc as never, true);
    expect(Object.keys(bridge).sort()).toEqual([
      'dock',
      'onConnection',
      'onPreview',
      'onSnapshot',
      'onSpeech',
      'sendIntent',
    ]);
    expect(Object.keys(bridge.dock ?? {}).sort()).toEqual(['onState', 'send']);
    expect(preloadBridge(ipc as never, false).dock).toBeNull();
  });

  it('sends on two fixed channels only, and hands listeners plain data without the event', () => {
    const sent: unknown[][] = [];
    const ipc = Object.assign(new EventEmitter(), { send: (...args: unknown[]) => void sent.push(args) });
    const bridge = preloadBridge(ipc as never, true);
    const seen: unknown[][] = [];
    ipc.emit(channels.toScreen, { sender: 'secret' }, { kind: 'snapshot', snapshot: { revision: 1 } });
    const stop = bridge.onSnapshot((...args) => void seen.push(args));
    ipc.emit(channels.toScreen, { sender: 'secret' }, { kind: 'snapshot', snapshot: { revision: 2 } });
    stop();
    ipc.emit(channels.toScreen, { sender: 'secret' }, { kind: 'snapshot', snapshot: { revision: 3 } });
    expect(seen).toEqual([[{ revision: 1 }], [{ revision: 2 }]]);
    bridge.sendIntent({ type: 'begin' });
    bridge.dock?.send({ type: 'takeSlip' });
    expect(sent).toEqual([
      [channels.hello],
      [channels.toCore, { kind: 'intent', intent: { type: 'begin' } }],
      [channels.toCore, { kind: 'dock', operation: { type: 'takeSlip' } }],
    ]);
  });

  it('connects to the core through the checks above', () => {
    const electron = fakeElectron();
    const window = fakeWindow();
    const core = fakeCore();
    connectScreen(electron.real, window.real, core, noLog);
    const ipc = Object.assign(new EventEmitter(), {
      send: (channel: string, payload: unknown) => {
        const event = { sender: window.webContents, senderFrame: { url: kioskUrl, parent: null } };
        electron.ipcMain.emit(channel, event, structuredClone(payload));
        for (const [to, frame] of window.webContents.sent.splice(0)) ipc.emit(to, {}, structuredClone(frame));
      },
    });
    const bridge = preloadBridge(ipc as never, true);
    const revisions: number[] = [];
    bridge.onSnapshot((snapshot) => revisions.push(snapshot.revision));
    bridge.sendIntent({ type: 'help' });
    expect(revisions).toEqual([1]);
    expect(core.intents).toEqual([{ role: 'kiosk', intent: { type: 'help' } }]);
  });
});

describe('a page that dies', () => {
  const what =
    (lines: string[]): Log =>
    (_event, fields) =>
      void lines.push(Object.values(fields as Record<string, string>)[0] ?? '');
  const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

  it('is loaded again after a crash, a hang and a failed load, then slower', async () => {
    const window = fakeWindow();
    const lines: string[] = [];
    keepPageAlive(window.real, kioskUrl, what(lines), 60_000);
    expect(window.called('loadURL')).toEqual([[kioskUrl]]);
    window.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
    await nextTurn();
    expect(window.called('loadURL')).toHaveLength(2);
    window.emit('unresponsive');
    expect(window.webContents.called('forcefullyCrashRenderer')).toHaveLength(1);
    window.webContents.emit('did-fail-load', {}, -2, 'failed', kioskUrl, true);
    window.webContents.emit('did-fail-load', {}, -2, 'failed', 'app://yinling/frame', false);
    await nextTurn();
    expect(window.called('loadURL')).toHaveLength(3);
    for (let n = 0; n < 4; n += 1) {
      window.webContents.emit('render-process-gone', {}, { reason: 'oom', exitCode: 5 });
      await nextTurn();
    }
    const reloads = ['crashed', 'load-failed', 'crashed', 'crashed', 'crashed'];
    expect(lines).toEqual([...reloads.flatMap((why) => [why, 'E9030']), 'slow-reload', 'E9031']);
    expect(window.called('loadURL')).toHaveLength(6);
    window.webContents.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 });
    expect(lines).toHaveLength(12);
    window.emit('closed');
  });
});

describe('the start', () => {
  const options = (core: FakeCore) => ({
    makeCore: () => Promise.resolve(ok(core)),
    rendererDir,
    preload: '/preload.cjs',
    workerEntries: { drivers: 'd', vision: 'v', simulators: 's' },
    log: noLog,
    panelPitchMm: 0.248,
    kioskMode: true,
  });

  it('ends at once as a second instance, having touched nothing', async () => {
    const electron = fakeElectron();
    electron.app.instanceLock = false;
    expect((await startElectronShell(electron.real, options(fakeCore()))).ok).toBe(false);
    expect(electron.app.called('exit')).toEqual([[0]]);
    expect(electron.windows).toHaveLength(0);
    expect(electron.app.order).toEqual([]);
  });

  it('ends with the reason when there can be no core', async () => {
    const electron = fakeElectron();
    const error = { code: 'E7001', action: 'maintenance', message: 'no ledger' } as const;
    const makeCore = () => Promise.resolve({ ok: false as const, error });
    expect(await startElectronShell(electron.real, { ...options(fakeCore()), makeCore })).toEqual({
      ok: false,
      error,
    });
    expect(electron.windows).toHaveLength(0);
    expect(electron.app.called('exit')).toEqual([[1]]);
  });

  it('registers the scheme and locks before ready, then keeps the display on and shows one window', async () => {
    const electron = fakeElectron();
    const core = fakeCore();
    expect((await startElectronShell(electron.real, options(core))).ok).toBe(true);
    expect(electron.app.order).toEqual(['sandbox', 'ready']);
    expect(electron.protocol.called('registerSchemesAsPrivileged')).toEqual([[[schemePrivileges]]]);
    expect(electron.protocol.called('handle')[0]?.[0]).toBe('app');
    expect(electron.powerSaveBlocker.called('start')).toEqual([['prevent-display-sleep']]);
    expect(electron.session.ask('setPermissionCheckHandler', null, 'media', kioskUrl, {})).toBe(false);
    const [window] = electron.windows;
    expect(electron.windows).toHaveLength(1);
    expect(window?.options.kiosk).toBe(true);
    expect(window?.called('loadURL')).toEqual([[`${kioskUrl}?pitch=0.248`]]);
    electron.app.emit('second-instance');
    expect(window?.called('focus')).toHaveLength(1);
    // Alt-F4 first, then the orderly end: the core is stopped before the program exits.
    expect(window?.prevents('close')).toBe(true);
    expect(electron.app.prevents('before-quit')).toBe(true);
    await new Promise((resolve) => setImmediate(resolve));
    expect(electron.app.called('exit')).toEqual([[0]]);
    expect(window?.prevents('close')).toBe(false);
    expect(core.listeners()).toBe(0);
  });
});

describe('workers in Electron', () => {
  it('are utility processes that get their configuration, can be killed hard, and whose output is logged', async () => {
    const electron = fakeElectron();
    const child = Object.assign(new EventEmitter(), {
      pid: undefined as number | undefined,
      stdout: new PassThrough(),
      stderr: new PassThrough(),
      posted: [] as unknown[],
      killed: 0,
      postMessage(message: unknown) {
        this.posted.push(message);
      },
      kill() {
        this.killed += 1;
        return true;
      },
    });
    const forked: unknown[][] = [];
    const utilityProcess = {
      fork: (...args: unknown[]) => {
        forked.push(args);
        return child;
      },
    };
    const output: string[] = [];
    let onLine: () => void = () => undefined;
    const line = new Promise<void>((resolve) => {
      onLine = resolve;
    });
    const launch = utilityLauncher(
      { ...electron.real, utilityProcess: utilityProcess as never },
      {
        entries: { drivers: '/d.mjs', vision: '/v.mjs', simulators: '/s.mjs' },
        onOutput: (name, text) => {
          output.push(`${name} ${text}`);
          onLine();
        },
      },
    );
    const worker = launch('vision', '{"a":1}');
    expect(forked[0]?.slice(0, 2)).toEqual(['/v.mjs', ['--yinling-worker={"a":1}']]);
    child.stderr.write('out of memory\n');
    await line;
    expect(output).toEqual(['vision out of memory']);
    const messages: unknown[] = [];
    worker.onMessage((message) => messages.push(message));
    child.emit('message', { t: 's' });
    worker.post({ t: 'q' });
    expect([messages, child.posted]).toEqual([[{ t: 's' }], [{ t: 'q' }]]);
    worker.kill('SIGTERM');
    worker.kill('SIGKILL');
    // A process id that cannot exist: the kill of a worker that is already gone must not throw.
    child.pid = 2 ** 30;
    worker.kill('SIGKILL');
    expect(child.killed).toBe(1);
    const exits: unknown[] = [];
    worker.onExit((info) => exits.push(info));
    child.emit('exit', 9);
    expect(exits).toEqual([{ code: 9, signal: null }]);
  });
});

describe('the vault', () => {
  const storage = (backend: string, available = true) => ({
    isEncryptionAvailable: () => available,
    encryptString: (text: string) => Buffer.from(`sealed:${text}`),
    decryptString: (sealed: Buffer) => sealed.toString().slice(7),
    getSelectedStorageBackend: () => backend as 'gnome_libsecret',
  });

  it('seals with what the platform offers', () => {
    const vault = platformVault(storage('gnome_libsecret'), 'linux');
    expect(vault.isEncryptionAvailable()).toBe(true);
    expect(vault.decryptString(vault.encryptString('key'))).toBe('key');
    expect(platformVault(storage('basic_text'), 'win32').isEncryptionAvailable()).toBe(true);
  });

  it.each([
    ['nothing protects it', storage('gnome_libsecret', false)],
    ['Linux would use a fixed password', storage('basic_text')],
    ['the backend is unknown', storage('unknown')],
  ])('is not there when %s', (_why, safeStorage) => {
    expect(platformVault(safeStorage, 'linux').isEncryptionAvailable()).toBe(false);
  });
});
