import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { WebSocketServer } from 'ws';
import { appFailure } from '../../contract/errors/app-codes.ts';
import { fail, type Result } from '../../contract/failure.ts';
import type { Log } from '../../log/log.ts';
import type { Core } from '../core.ts';
import { Access } from './access.ts';
import { bridgeLimits, serveScreen } from './bridge-socket.ts';
import { findChromium, hasDisplay, keepScreenOpen } from './chromium.ts';
import { pageServer } from './page-server.ts';

export interface BrowserShellOptions {
  readonly core: Core;
  /** Folder of the built screens (dist/renderer). */
  readonly rendererDir: string;
  readonly log: Log;
  /** Size of one pixel of the panel, mm: the screen sizes everything by it. */
  readonly panelPitchMm: number;
  /** Loopback port; 0 (default) takes a free one. */
  readonly port?: number;
  /** `auto` opens Chromium when there is a display; `none` only serves. Default `auto`. */
  readonly screen?: 'auto' | 'none';
  /** Path of the browser when it is not found by itself. */
  readonly chromium?: string;
  /** One line for the person who started the program. */
  readonly announce?: (line: string) => void;
  readonly environment?: NodeJS.ProcessEnv;
}

export interface BrowserShell {
  readonly port: number;
  /** Address with the one-time token in its fragment (a fragment is never sent over the wire). */
  readonly url: string;
  /** Ends the window and the server. The core is stopped by whoever made it. */
  stop(): Promise<void>;
}

/** Screens at once: a reload overlaps with the page it replaces. */
const maxScreens = 4;

/** Serves the screen on loopback and opens it. Failures: E9033 port taken, E9034 screen not built, E9032 no browser. */
export async function startBrowserShell(options: BrowserShellOptions): Promise<Result<BrowserShell>> {
  const { core, log, rendererDir } = options;
  const announce = options.announce ?? (() => undefined);
  const environment = options.environment ?? process.env;
  if (!existsSync(path.join(rendererDir, 'kiosk', 'index.html'))) return fail(appFailure('E9034'));
  let port = options.port ?? 0;
  const access = new Access(() => port);
  const server = pageServer({ core, rendererDir, access, log, port: () => port });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: bridgeLimits.maxMessageBytes });

  server.on('upgrade', (request, stream, head) => {
    const refuse = (status: string, reason: string): void => {
      log('screen-refused', { reason });
      stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    };
    stream.on('error', () => stream.destroy());
    const foreign = access.foreign(request, true);
    if (foreign) {
      refuse('403 Forbidden', foreign);
      return;
    }
    const url = URL.parse(request.url ?? '', 'http://127.0.0.1');
    if (url?.pathname !== '/bridge') {
      refuse('404 Not Found', 'path');
      return;
    }
    if (sockets.clients.size >= maxScreens) {
      refuse('503 Service Unavailable', 'screens');
      return;
    }
    const admitted = access.admit(url.searchParams.get('token'), request);
    if ('refused' in admitted) {
      refuse('403 Forbidden', admitted.refused);
      return;
    }
    const addCookie = (headers: string[]): void => {
      if (admitted.setCookie) headers.push(`Set-Cookie: ${admitted.setCookie}`);
    };
    sockets.once('headers', addCookie);
    sockets.handleUpgrade(request, stream, head, (socket) => {
      log('screen-connected', { screens: sockets.clients.size });
      socket.once('close', (closeCode) =>
        log('screen-disconnected', { screens: sockets.clients.size, closeCode }),
      );
      serveScreen(socket, core, log);
    });
    // handleUpgrade answers at once or refuses a bad handshake without 'headers'.
    sockets.off('headers', addCookie);
  });

  const listening = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => resolve(true));
  });
  if (!listening) return fail(appFailure('E9033', `port ${port}`));
  port = (server.address() as AddressInfo).port;
  const address = (): string =>
    `http://127.0.0.1:${port}/kiosk/?pitch=${options.panelPitchMm}#token=${access.token}`;

  const window = openWindow();
  return {
    ok: true,
    value: {
      port,
      get url() {
        return address();
      },
      stop: async () => {
        await window?.stop();
        for (const socket of sockets.clients) socket.terminate();
        await new Promise<void>((resolve) => {
          server.close(() => resolve());
          server.closeAllConnections();
        });
      },
    },
  };

  function openWindow(): ReturnType<typeof keepScreenOpen> | null {
    if (options.screen === 'none') return null;
    const executable = options.chromium ?? findChromium(environment.PATH);
    if (!hasDisplay(environment) || !executable) {
      const why = executable ? 'There is no display here' : appFailure('E9032').message;
      announce(`${why}; open the screen in a browser on this machine: ${address()}`);
      return null;
    }
    const isRoot = process.getuid?.() === 0;
    if (isRoot)
      announce('Running as root: Chromium is started without its sandbox. Use an ordinary user in a branch.');
    let first = true;
    return keepScreenOpen({
      executable,
      isRoot,
      log,
      nextUrl: () => {
        if (!first) access.renew();
        first = false;
        return address();
      },
    });
  }
}
