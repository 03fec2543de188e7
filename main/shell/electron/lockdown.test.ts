import { describe, expect, it } from 'vitest';
import { noLog } from '../../log/log.ts';
import { fakeContents, fakeElectron, fakeSession } from '../testing/fake-electron.ts';
import { kioskUrl } from './app-address.ts';
import { isAllowedKey, type KeyInput } from './keys.ts';
import { kioskWindowOptions } from './kiosk-window.ts';
import { chromiumSwitches, lockApp } from './lock-app.ts';
import { lockContents } from './lock-contents.ts';
import { lockSession } from './lock-session.ts';

const answered = (): { answer: (value?: unknown) => void; values: unknown[] } => {
  const values: unknown[] = [];
  return { answer: (value) => void values.push(value), values };
};

describe('the session', () => {
  const session = fakeSession();
  lockSession(session.real, noLog);

  it.each([
    'media',
    'geolocation',
    'notifications',
    'clipboard-read',
    'fullscreen',
    'openExternal',
    'fileSystem',
  ])('denies the permission %s, asked for and checked', (permission) => {
    const { answer, values } = answered();
    session.ask('setPermissionRequestHandler', null, permission, answer, {});
    expect(values).toEqual([false]);
    expect(session.ask('setPermissionCheckHandler', null, permission, kioskUrl, {})).toBe(false);
  });

  it.each(['hid', 'serial', 'usb'])('denies %s devices', (deviceType) => {
    expect(session.ask('setDevicePermissionHandler', { deviceType, origin: kioskUrl, device: {} })).toBe(
      false,
    );
  });

  it('offers no device in any chooser', () => {
    for (const [event, none] of [
      ['select-hid-device', null],
      ['select-usb-device', undefined],
    ] as const) {
      const { answer, values } = answered();
      expect(session.prevents(event, {}, { deviceList: [{ deviceId: '1' }] }, answer)).toBe(true);
      expect(values).toEqual([none]);
    }
    const { answer, values } = answered();
    expect(session.prevents('select-serial-port', {}, [{ portId: '1' }], null, answer)).toBe(true);
    expect(values).toEqual(['']);
  });

  it('gives no screen capture, keeps USB classes protected and pairs nothing', () => {
    const capture = answered();
    session.ask('setDisplayMediaRequestHandler', {}, capture.answer);
    expect(capture.values).toEqual([null]);
    expect(session.ask('setUSBProtectedClassesHandler', { protectedClasses: ['audio', 'hid'] })).toEqual([
      'audio',
      'hid',
    ]);
    const pairing = answered();
    session.ask('setBluetoothPairingHandler', { pairingKind: 'confirm' }, pairing.answer);
    expect(pairing.values).toEqual([{ confirmed: false }]);
  });

  it('cancels downloads', () => {
    let cancelled = false;
    expect(session.prevents('will-download', {}, { cancel: () => (cancelled = true) }, null)).toBe(true);
    expect(cancelled).toBe(true);
  });

  it.each([
    ['app://yinling/assets/main.js', false],
    ['blob:app://yinling/1234', false],
    ['data:image/png;base64,AA', false],
    ['https://example.com/', true],
    ['http://127.0.0.1:1/', true],
    ['ws://127.0.0.1:1/', true],
    ['file:///etc/passwd', true],
    ['app://other/', true],
    ['app://yinling.evil/', true],
    ['devtools://devtools/', true],
    ['chrome://settings/', true],
  ])('lets a request for %s out: cancelled is %s', (url, cancel) => {
    const { answer, values } = answered();
    session.webRequest.ask('onBeforeRequest', { url }, answer);
    expect(values).toEqual([{ cancel }]);
  });

  it('accepts no certificate and switches the spell checker off', () => {
    const { answer, values } = answered();
    session.ask('setCertificateVerifyProc', { hostname: 'example.com' }, answer);
    expect(values).toEqual([-2]);
    expect(session.called('setSpellCheckerEnabled')).toEqual([[false]]);
  });
});

describe('a page', () => {
  const contents = fakeContents();
  lockContents(contents.real, noLog);

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('stays where it is at %s', (event) => {
    for (const url of [
      'https://example.com/',
      'file:///etc/passwd',
      'app://yinling/',
      'javascript:1',
      'chrome://gpu',
    ]) {
      expect(contents.prevents(event, { url }), url).toBe(true);
    }
    expect(contents.prevents(event, { url: kioskUrl })).toBe(false);
    expect(contents.prevents(event, { url: `${kioskUrl}?pitch=0.248` })).toBe(false);
    expect(contents.prevents(event, { url: `${kioskUrl}x` })).toBe(true);
  });

  it('opens no window', () => {
    for (const url of ['https://example.com/', kioskUrl, 'about:blank']) {
      expect(contents.ask('setWindowOpenHandler', { url })).toEqual({ action: 'deny' });
    }
  });

  it('has no webview, context menu, login, leave question or bluetooth chooser', () => {
    for (const event of ['will-attach-webview', 'context-menu', 'login', 'will-prevent-unload']) {
      expect(contents.prevents(event), event).toBe(true);
    }
    const { answer, values } = answered();
    expect(contents.prevents('select-bluetooth-device', {}, [{ deviceId: '1' }], answer)).toBe(true);
    expect(values).toEqual(['']);
  });

  it('refuses certificates', () => {
    const { answer, values } = answered();
    expect(contents.prevents('certificate-error', {}, 'https://x/', 'net::ERR', {}, answer)).toBe(true);
    expect(values).toEqual([false]);
  });

  it('cannot be zoomed', () => {
    contents.emit('dom-ready');
    contents.emit('zoom-changed', {}, 'in');
    expect(contents.called('setZoomFactor')).toEqual([[1], [1]]);
    expect(contents.called('setVisualZoomLevelLimits')).toEqual([[1, 1]]);
  });

  it('closes developer tools that something opened', () => {
    contents.emit('devtools-opened');
    expect(contents.called('closeDevTools')).toHaveLength(1);
  });

  const plain = { type: 'keyDown', isAutoRepeat: false, control: false, alt: false, meta: false };
  const escapes: readonly (readonly [string, KeyInput & { readonly shift?: boolean }])[] = [
    ['Alt+Tab', { ...plain, alt: true, key: 'Tab' }],
    ['Alt+F4', { ...plain, alt: true, key: 'F4' }],
    ['Alt+Left', { ...plain, alt: true, key: 'ArrowLeft' }],
    ['Super', { ...plain, meta: true, key: 'Meta' }],
    ['Ctrl+Alt+Delete', { ...plain, control: true, alt: true, key: 'Delete' }],
    ['Ctrl+Alt+F1', { ...plain, control: true, alt: true, key: 'F1' }],
    ...['r', 'w', 'n', 't', 'p', 's', 'o', '+', '-', '0', 'a', 'c', 'f', 'g', 'j', 'h', 'u', 'q'].map(
      (key) => [`Ctrl+${key}`, { ...plain, control: true, key }] as const,
    ),
    ['Ctrl+Shift+I', { ...plain, control: true, shift: true, key: 'I' }],
    ...Array.from({ length: 24 }, (_, n) => [`F${n + 1}`, { ...plain, key: `F${n + 1}` }] as const),
    ...[
      'Escape',
      'PrintScreen',
      'ContextMenu',
      'BrowserBack',
      'BrowserHome',
      'LaunchApplication1',
      'Alt',
      'Control',
    ].map((key) => [key, { ...plain, key }] as const),
    ...['MediaPlayPause', 'AudioVolumeMute', 'Power', 'Insert', 'Pause', 'CapsLock', 'Unidentified', ''].map(
      (key) => [key || 'no name', { ...plain, key }] as const,
    ),
  ];
  it.each(escapes)('never sees %s', (_name, input) => {
    expect(contents.prevents('before-input-event', {}, input)).toBe(true);
  });

  it.each(['a', '7', ' ', '张', 'Tab', 'Enter', 'ArrowDown', 'Backspace', 'Shift'])('sees %s', (key) => {
    expect(contents.prevents('before-input-event', {}, { ...plain, key })).toBe(false);
    expect(isAllowedKey({ ...plain, key })).toBe(true);
  });
});

describe('the program', () => {
  const electron = fakeElectron();
  lockApp(electron.real, noLog);

  it('has no menu, a sandbox for every page and the hardening switches', () => {
    expect(electron.menu.called('setApplicationMenu')).toEqual([[null]]);
    expect(electron.app.order).toEqual(['sandbox']);
    for (const [name, value] of chromiumSwitches) expect(electron.app.switches[name], name).toBe(value ?? '');
    expect(Object.keys(electron.app.switches)).toContain('disable-pinch');
    expect(Object.keys(electron.app.switches).join()).not.toMatch(
      /no-sandbox|remote-debugging|disable-web-security/,
    );
  });

  it('locks every page at its birth, whoever made it', () => {
    const contents = fakeContents();
    electron.app.emit('web-contents-created', {}, contents);
    expect(contents.ask('setWindowOpenHandler', { url: kioskUrl })).toEqual({ action: 'deny' });
    expect(contents.prevents('will-navigate', { url: 'https://example.com/' })).toBe(true);
  });

  it('refuses certificates and logins', () => {
    const { answer, values } = answered();
    expect(electron.app.prevents('certificate-error', {}, null, 'https://x/', 'net::ERR', {}, answer)).toBe(
      true,
    );
    expect(values).toEqual([false]);
    expect(electron.app.prevents('login')).toBe(true);
  });
});

describe('the window', () => {
  const options = kioskWindowOptions('/preload.cjs', false, true);

  it.each([
    ['nodeIntegration', false],
    ['nodeIntegrationInWorker', false],
    ['nodeIntegrationInSubFrames', false],
    ['contextIsolation', true],
    ['sandbox', true],
    ['webSecurity', true],
    ['allowRunningInsecureContent', false],
    ['experimentalFeatures', false],
    ['webviewTag', false],
    ['navigateOnDragDrop', false],
    ['disableDialogs', true],
    ['spellcheck', false],
    ['devTools', false],
  ] as const)('has %s %s', (name, value) => {
    expect(options.webPreferences?.[name]).toBe(value);
  });

  it('covers the screen, without a frame, and cannot be closed, moved or minimised', () => {
    expect(options).toMatchObject({
      kiosk: true,
      fullscreen: true,
      frame: false,
      closable: false,
      movable: false,
      minimizable: false,
      alwaysOnTop: true,
    });
    expect(options.webPreferences?.enableBlinkFeatures).toBeUndefined();
  });

  it('tells the page of a dock only when there is one', () => {
    expect(options.webPreferences?.additionalArguments).toEqual([]);
    expect(kioskWindowOptions('/p', true, true).webPreferences?.additionalArguments).toEqual([
      '--yinling-dock',
    ]);
  });
});
