import type { Log } from '../../log/log.ts';
import { isKioskUrl } from './app-address.ts';
import type { WebContents } from './electron-api.ts';
import { isAllowedKey } from './keys.ts';

/** Keeps one page where it is: no navigation, window, webview, escape key, zoom, context menu or question at leaving. */
export function lockContents(contents: WebContents, log: Log): void {
  const denied = (what: string, detail: string): void => log('screen-denied', { what, detail });
  const stay = (event: { preventDefault(): void; readonly url: string }): void => {
    // A reload of the page itself is how a crashed screen comes back.
    if (isKioskUrl(event.url)) return;
    event.preventDefault();
    denied('navigation', URL.parse(event.url)?.protocol.replace(':', '') ?? 'unknown');
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.setWindowOpenHandler(() => {
    denied('window', 'open');
    return { action: 'deny' };
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
    denied('webview', 'attach');
  });
  contents.on('before-input-event', (event, input) => {
    if (isAllowedKey(input)) return;
    event.preventDefault();
    // Only that a key was refused: which keys a person presses is nobody's business.
    if (input.type === 'keyDown' && !input.isAutoRepeat) denied('key', 'escape');
  });
  contents.on('context-menu', (event) => event.preventDefault());
  contents.on('zoom-changed', () => contents.setZoomFactor(1));
  contents.on('dom-ready', () => {
    contents.setZoomFactor(1);
    contents.setVisualZoomLevelLimits(1, 1).catch(() => undefined);
  });
  // "Leave this page?" must not be asked: the reload after a crash would wait for an answer for ever.
  contents.on('will-prevent-unload', (event) => event.preventDefault());
  contents.on('select-bluetooth-device', (event, _devices, answer) => {
    event.preventDefault();
    answer('');
  });
  contents.on('certificate-error', (event, _url, _error, _certificate, answer) => {
    event.preventDefault();
    answer(false);
  });
  contents.on('login', (event) => event.preventDefault());
  contents.on('devtools-opened', () => {
    contents.closeDevTools();
    denied('devtools', 'open');
  });
}
