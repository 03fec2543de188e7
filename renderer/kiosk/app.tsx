import { useEffect, useState } from 'react';
import type { Bridge } from '../../main/contract/bridge.ts';
import type { KioskSnapshot } from '../../main/contract/snapshot.ts';
import { useLatest } from './bridge/use-latest.ts';
import { Dock } from './dock/dock.tsx';
import { ConnectionLost } from './screens/connection-lost.tsx';
import { Shell } from './shell/shell.tsx';

/** A break shorter than this is not worth a word: the same screen just goes on. */
const patienceMs = 1200;

/** False only once the core has been away for a while. */
const useConnected = (bridge: Bridge): boolean => {
  const connected = useLatest<boolean, boolean>(bridge.onConnection, false);
  const [lost, setLost] = useState(false);
  useEffect(() => {
    if (connected) {
      setLost(false);
      return;
    }
    const timer = setTimeout(() => setLost(true), patienceMs);
    return () => clearTimeout(timer);
  }, [connected]);
  return connected || !lost;
};

/** Comfort settings are looks of the whole page. */
const useLooks = (snapshot: KioskSnapshot | null) => {
  const comfort = snapshot?.comfort;
  useEffect(() => {
    const root = document.documentElement;
    root.dataset.size = comfort?.textSize ?? 'large';
    root.dataset.contrast = comfort?.contrast ?? 'normal';
  }, [comfort?.textSize, comfort?.contrast]);
};

/** The senior's terminal: the newest snapshot, or that the core cannot be reached. */
export const App = ({ bridge }: { readonly bridge: Bridge }) => {
  const snapshot = useLatest<KioskSnapshot, null>(bridge.onSnapshot, null);
  const connected = useConnected(bridge);
  useLooks(snapshot);
  return (
    <div className="terminal">
      {!connected ? (
        <ConnectionLost terminal={snapshot?.terminal ?? null} />
      ) : snapshot === null ? (
        <div className="shell alone" aria-busy="true" />
      ) : (
        <Shell snapshot={snapshot} bridge={bridge} />
      )}
      {bridge.dock !== null && <Dock dock={bridge.dock} />}
    </div>
  );
};
