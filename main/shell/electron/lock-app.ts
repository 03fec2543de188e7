import type { Log } from '../../log/log.ts';
import type { Electron } from './electron-api.ts';
import { lockContents } from './lock-contents.ts';

/** Switches that must be set before Electron is ready; each has its reason in docs/lockdown.md. */
export const chromiumSwitches: readonly (readonly [string, string?])[] = [
  ['disable-pinch'],
  ['overscroll-history-navigation', '0'],
  ['disable-features', 'Translate,HardwareMediaKeyHandling,GlobalMediaControls'],
  ['autoplay-policy', 'no-user-gesture-required'],
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
  ['disable-domain-reliability'],
  ['disable-background-networking'],
  ['disable-component-update'],
];

/** Before ready: switches, the sandbox for every page, no menu, and every page ever made is locked at its birth. */
export function lockApp({ app, Menu }: Pick<Electron, 'app' | 'Menu'>, log: Log): void {
  for (const [name, value] of chromiumSwitches) app.commandLine.appendSwitch(name, value);
  app.enableSandbox();
  Menu.setApplicationMenu(null);
  app.on('web-contents-created', (_event, contents) => lockContents(contents, log));
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, answer) => {
    event.preventDefault();
    answer(false);
  });
  app.on('login', (event) => event.preventDefault());
  app.on('child-process-gone', (_event, details) => {
    // Workers are utility processes and have their own supervision; Chromium restarts its GPU process by itself.
    if (details.type !== 'Utility')
      log('screen-window', { what: details.type.replace(/\W/g, '-'), restarts: 0 });
  });
}
