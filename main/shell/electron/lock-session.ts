import type { Log } from '../../log/log.ts';
import { appOrigin } from './app-address.ts';
import type { Session } from './electron-api.ts';

/** Electron's own default grants every permission; this page needs none. Also no download, no network, no device. */
export function lockSession(session: Session, log: Log): void {
  const denied = (what: string, detail: string): void => log('screen-denied', { what, detail });
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    denied('permission', permission);
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => {
    denied('permission', 'display-media');
    answer(null);
  });
  session.setUSBProtectedClassesHandler(({ protectedClasses }) => protectedClasses);
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }));
  session.on('select-hid-device', (event, _details, answer) => {
    event.preventDefault();
    answer(null);
  });
  session.on('select-serial-port', (event, _ports, _contents, answer) => {
    event.preventDefault();
    answer('');
  });
  session.on('select-usb-device', (event, _details, answer) => {
    event.preventDefault();
    answer();
  });
  session.on('will-download', (event, item) => {
    event.preventDefault();
    item.cancel();
    denied('download', 'file');
  });
  // The page has one origin; whatever else it asks for does not leave the machine.
  session.webRequest.onBeforeRequest((details, answer) => {
    const own = details.url.startsWith(`${appOrigin}/`) || /^(blob|data):/.test(details.url);
    if (!own) denied('request', URL.parse(details.url)?.protocol.replace(':', '') ?? 'unknown');
    answer({ cancel: !own });
  });
  // -2: refuse, whatever the system's store says. No TLS server belongs to this page.
  session.setCertificateVerifyProc((_request, answer) => answer(-2));
  session.setSpellCheckerEnabled(false);
}
