import { readFile } from 'node:fs/promises';
import type { Log } from '../../log/log.ts';
import type { Core } from '../core.ts';
import { contentTypeOf, pageFile } from '../page-files.ts';
import { securityHeaders } from '../security-headers.ts';
import { appOrigin, appScheme } from './app-address.ts';

/** What `app://` may do; to be registered before Electron is ready. */
export const schemePrivileges: Electron.CustomScheme = {
  scheme: appScheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true },
};

/** Answers `app://yinling/...` with the renderer's files, voice clips and slips; anything else is 404. */
export function appProtocol(
  rendererDir: string,
  core: Pick<Core, 'clip' | 'dock'>,
  log: Log,
): (request: Request) => Promise<Response> {
  const headers = securityHeaders("'self'");
  const refuse = (status: number, reason: string): Response => {
    log('screen-refused', { reason });
    return new Response('refused\n', { status, headers: { ...headers, 'Content-Type': 'text/plain' } });
  };
  return async (request) => {
    const url = URL.parse(request.url);
    if (!url || `${url.protocol}//${url.host}` !== appOrigin) return refuse(403, 'origin');
    if (request.method !== 'GET') return refuse(405, 'method');
    const visitPart = /^\/(clips|slips)\/([\w-][\w.-]{0,80})$/.exec(url.pathname);
    if (visitPart) {
      const [, kind, name] = visitPart as unknown as [string, string, string];
      const bytes =
        kind === 'clips' ? core.clip(name) : (core.dock?.slipPng(name.replace(/\.png$/, '')) ?? null);
      const type = contentTypeOf(name);
      if (!bytes || !type) return refuse(404, kind);
      return new Response(Uint8Array.from(bytes), {
        headers: { ...headers, 'Content-Type': type, 'Cache-Control': 'no-store' },
      });
    }
    const page = pageFile(rendererDir, url.pathname);
    if (!page) return refuse(404, 'path');
    return new Response(await readFile(page.file), { headers: { ...headers, 'Content-Type': page.type } });
  };
}
