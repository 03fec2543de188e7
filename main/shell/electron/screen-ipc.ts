import { type ToScreen, toCoreSchema } from '../../contract/bridge.ts';
import type { Log } from '../../log/log.ts';
import type { Core } from '../core.ts';
import { MessageLimit } from '../message-limit.ts';
import { appOrigin, channels } from './app-address.ts';
import type { BrowserWindow, Electron } from './electron-api.ts';

/** Limits of one page, as in the browser shell. */
const messagesPerSecond = 30;
const burst = 60;
/** Pictures handed to the page and not yet taken are not known here; this many a second is more than the camera makes. */
const previewsPerSecond = 30;

/**
 * Connects the page of `window` with the core. A message counts only when it comes from that page's main frame at its own
 * address (facts: item 17) and is of the contract; everything else is dropped and logged. Returns the function that stops.
 */
export function connectScreen(
  { ipcMain }: Pick<Electron, 'ipcMain'>,
  window: BrowserWindow,
  core: Core,
  log: Log,
  now: () => number = () => performance.now(),
): () => void {
  const contents = window.webContents;
  const limit = new MessageLimit(messagesPerSecond, burst, now());
  const pictures = new MessageLimit(previewsPerSecond, 2, now());
  const refuse = (reason: string): void => log('screen-refused', { reason });

  const fromOwnPage = (event: Electron.IpcMainEvent): boolean => {
    const frame = event.senderFrame;
    const own =
      event.sender === contents &&
      frame !== null &&
      frame.parent === null &&
      frame.url.startsWith(`${appOrigin}/`);
    if (!own) refuse('sender');
    return own;
  };
  const send = (channel: string, payload: unknown): void => {
    if (!window.isDestroyed() && !contents.isCrashed()) contents.send(channel, payload);
  };
  const tell = (frame: ToScreen): void => send(channels.toScreen, frame);

  const onHello = (event: Electron.IpcMainEvent): void => {
    if (!fromOwnPage(event) || !limit.take(now())) return;
    tell({ kind: 'hello', dock: core.dock !== null });
    tell({ kind: 'snapshot', snapshot: core.snapshot() });
    stopDock?.();
    stopDock = core.dock?.onState((state) => tell({ kind: 'dock', state }));
  };
  const onMessage = (event: Electron.IpcMainEvent, payload: unknown): void => {
    if (!fromOwnPage(event)) return;
    if (!limit.take(now())) {
      refuse('flood');
      return;
    }
    const message = toCoreSchema.safeParse(payload);
    if (!message.success) refuse('message');
    else if (message.data.kind === 'intent') core.intent('kiosk', message.data.intent);
    else if (core.dock) core.dock.operate(message.data.operation);
    else refuse('dock');
  };
  let stopDock: (() => void) | undefined;
  ipcMain.on(channels.hello, onHello);
  ipcMain.on(channels.toCore, onMessage);
  const stops = [
    core.onSnapshot((snapshot) => tell({ kind: 'snapshot', snapshot })),
    core.onSpeech((speech) => tell({ kind: 'speech', speech })),
    core.onPreview((jpeg) => {
      if (pictures.take(now())) send(channels.preview, jpeg);
    }),
  ];
  return () => {
    ipcMain.off(channels.hello, onHello);
    ipcMain.off(channels.toCore, onMessage);
    for (const stop of stops) stop();
    stopDock?.();
  };
}
