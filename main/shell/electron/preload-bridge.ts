import type { Bridge, Speech, ToCore, ToScreen } from '../../contract/bridge.ts';
import type { DockState } from '../../contract/dock.ts';
import type { KioskSnapshot } from '../../contract/snapshot.ts';
import { channels } from './app-address.ts';

type Ipc = Pick<Electron.IpcRenderer, 'on' | 'send'>;

/**
 * The hand-written list of functions the page gets. Nothing of Electron is handed on: no channel name can be chosen by
 * the page, and listeners get plain data without the event that carries the sender.
 */
export function preloadBridge(ipc: Ipc, withDock: boolean): Bridge {
  const snapshots = newest<KioskSnapshot>();
  const docks = newest<DockState>();
  const speeches = newest<Speech>(false);
  const previews = newest<Uint8Array>(false);
  const send = (message: ToCore): void => ipc.send(channels.toCore, message);

  ipc.on(channels.toScreen, (_event, frame: ToScreen) => {
    if (frame.kind === 'snapshot') snapshots.tell(frame.snapshot);
    else if (frame.kind === 'dock') docks.tell(frame.state);
    else if (frame.kind === 'speech') speeches.tell(frame.speech);
  });
  ipc.on(channels.preview, (_event, jpeg: Uint8Array) => previews.tell(jpeg));
  ipc.send(channels.hello);

  return {
    onSnapshot: (listener) => snapshots.listen(listener),
    sendIntent: (intent) => send({ kind: 'intent', intent }),
    onPreview: (listener) => previews.listen(listener),
    onSpeech: (listener) => speeches.listen(listener),
    // Page and core live and die together here: when the core is gone, so is the window.
    onConnection: (listener) => {
      listener(true);
      return () => undefined;
    },
    dock: withDock
      ? {
          onState: (listener) => docks.listen(listener),
          send: (operation) => send({ kind: 'dock', operation }),
        }
      : null,
  };
}

/** Listeners of one kind of news; `keep` gives a late listener the newest at once. */
function newest<T>(keep = true): { tell(news: T): void; listen(listener: (news: T) => void): () => void } {
  const listeners = new Set<(news: T) => void>();
  let last: { news: T } | null = null;
  return {
    tell: (news) => {
      if (keep) last = { news };
      for (const listener of [...listeners]) listener(news);
    },
    listen: (listener) => {
      listeners.add(listener);
      if (last) listener(last.news);
      return () => void listeners.delete(listener);
    },
  };
}
