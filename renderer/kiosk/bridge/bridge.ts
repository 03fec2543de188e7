import type { Bridge } from '../../../main/contract/bridge.ts';
import type { Socket } from './web-socket-bridge.ts';
import { webSocketBridge } from './web-socket-bridge.ts';

declare global {
  interface Window {
    /** Put there by the preload of the electron shell. */
    yinling?: Bridge;
  }
}

const tokenKey = 'yinling.token';

/** The one-time token of the browser shell: out of the address bar at once, kept for a reload of this window. */
const takeToken = (): string => {
  const inAddress = new URLSearchParams(location.hash.slice(1)).get('token');
  if (inAddress !== null) {
    sessionStorage.setItem(tokenKey, inAddress);
    history.replaceState(null, '', location.pathname + location.search);
  }
  return sessionStorage.getItem(tokenKey) ?? '';
};

/** The way to the core: the electron shell's when there is one, else the browser shell's WebSocket. */
export const bridgeOfShell = (): Bridge => {
  if (window.yinling !== undefined) return window.yinling;
  const token = takeToken();
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const address = `${scheme}://${location.host}/bridge?token=${encodeURIComponent(token)}`;
  return webSocketBridge(
    () => new WebSocket(address) as Socket,
    (task, ms) => {
      setTimeout(task, ms);
    },
  );
};
