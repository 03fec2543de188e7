import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Log } from '../../log/log.ts';
import type { Core } from '../core.ts';
import { contentTypeOf, pageFile } from '../page-files.ts';
import { securityHeaders } from '../security-headers.ts';
import type { Access } from './access.ts';

interface PageServerOptions {
  readonly core: Core;
  readonly rendererDir: string;
  readonly access: Access;
  readonly log: Log;
  readonly port: () => number;
}

/** Serves the renderer's files to anybody on loopback, and what belongs to a visit (clips, slips) with the cookie only. */
export function pageServer(options: PageServerOptions): Server {
  const server = createServer({ maxHeaderSize: 8192, requestTimeout: 10_000 }, (request, response) => {
    const port = options.port();
    const sources = `'self' ws://127.0.0.1:${port} ws://localhost:${port}`;
    for (const [name, value] of Object.entries(securityHeaders(sources))) response.setHeader(name, value);
    answer(request, response, options);
  });
  server.maxConnections = 64;
  return server;
}

function answer(request: IncomingMessage, response: ServerResponse, options: PageServerOptions): void {
  const refuse = (status: number, reason: string): void => {
    options.log('screen-refused', { reason });
    response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end('refused\n');
  };
  const foreign = options.access.foreign(request, false);
  if (foreign) {
    refuse(403, foreign);
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    refuse(405, 'method');
    return;
  }
  const urlPath = (request.url ?? '/').split('?')[0] as string;

  const visitPart = /^\/(clips|slips)\/([\w.-]{1,80})$/.exec(urlPath);
  if (visitPart) {
    if (!options.access.hasCookie(request)) {
      refuse(403, 'cookie');
      return;
    }
    const [, kind, name] = visitPart as unknown as [string, 'clips' | 'slips', string];
    const bytes = kind === 'clips' ? options.core.clip(name) : slip(options.core, name);
    const type = contentTypeOf(name);
    if (!bytes || !type) {
      refuse(404, kind);
      return;
    }
    response.writeHead(200, {
      'Content-Type': type,
      'Content-Length': bytes.length,
      'Cache-Control': kind === 'clips' ? 'private, max-age=3600' : 'no-store',
    });
    response.end(request.method === 'HEAD' ? undefined : bytes);
    return;
  }

  if (urlPath === '/') {
    // The browser keeps the fragment with the token across this.
    response.writeHead(302, { Location: '/kiosk/' }).end();
    return;
  }
  const page = pageFile(options.rendererDir, urlPath);
  if (!page) {
    refuse(404, 'path');
    return;
  }
  response.writeHead(200, {
    'Content-Type': page.type,
    // Built assets carry a hash in their name; the page that names them must be fresh.
    'Cache-Control': urlPath.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-store',
  });
  if (request.method === 'HEAD') response.end();
  else
    createReadStream(page.file)
      .once('error', () => response.destroy())
      .pipe(response);
}

function slip(core: Core, name: string): Uint8Array | null {
  const id = /^(.+)\.png$/.exec(name)?.[1];
  return id ? (core.dock?.slipPng(id) ?? null) : null;
}
