import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { ToScreen } from '../../contract/bridge.ts';
import { toScreenSchema } from '../../contract/bridge.ts';
import { noLog } from '../../log/log.ts';
import { type FakeCore, fakeCore } from '../testing/fake-core.ts';
import { bridgeLimits } from './bridge-socket.ts';
import { type BrowserShell, startBrowserShell } from './start.ts';

const rendererDir = mkdtempSync(path.join(tmpdir(), 'yinling-renderer-'));
mkdirSync(path.join(rendererDir, 'kiosk'));
mkdirSync(path.join(rendererDir, 'assets'));
writeFileSync(path.join(rendererDir, 'kiosk', 'index.html'), '<!doctype html><title>screen</title>');
writeFileSync(path.join(rendererDir, 'assets', 'main-1a2b.js'), 'export {};');
writeFileSync(path.join(rendererDir, 'assets', 'main-1a2b.js.map'), '{}');
writeFileSync(path.join(rendererDir, '.secret.json'), '{}');
writeFileSync(path.join(tmpdir(), 'yinling-outside.json'), '{"outside":true}');
symlinkSync(path.join(tmpdir(), 'yinling-outside.json'), path.join(rendererDir, 'assets', 'link.json'));

let core: FakeCore;
let shell: BrowserShell;
const sockets: WebSocket[] = [];

async function start(withDock = true): Promise<void> {
  core = fakeCore(withDock);
  const started = await startBrowserShell({
    panelPitchMm: 0.248,
    core,
    rendererDir,
    log: noLog,
    screen: 'none',
  });
  if (!started.ok) throw new Error(started.error.code);
  shell = started.value;
}

beforeEach(() => start());
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await shell.stop();
});

interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  body: string;
}

/** A raw request: fetch() would tidy the path up before it is sent. */
function get(urlPath: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port: shell.port, path: urlPath, method, headers },
      (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          body += chunk;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        );
      },
    );
    request.once('error', reject).end();
  });
}

const token = (): string => new URL(shell.url).hash.replace('#token=', '');

interface Screen {
  readonly socket: WebSocket;
  readonly cookie: string;
  readonly frames: ToScreen[];
  readonly binary: Buffer[];
  frame(kind: ToScreen['kind']): Promise<ToScreen>;
  closed(): Promise<[number, string]>;
}

/** Resolves with the connected screen, or with the HTTP status that refused it. */
function openScreen(
  options: {
    token?: string | null;
    cookie?: string;
    origin?: string | null;
    host?: string;
    path?: string;
  } = {},
): Promise<Screen | number> {
  const query = options.token === null ? '' : `?token=${options.token ?? token()}`;
  const headers: Record<string, string> = {};
  if (options.cookie) headers.Cookie = options.cookie;
  if (options.host) headers.Host = options.host;
  if (options.origin !== null) headers.Origin = options.origin ?? `http://127.0.0.1:${shell.port}`;
  const socket = new WebSocket(`ws://127.0.0.1:${shell.port}${options.path ?? '/bridge'}${query}`, {
    headers,
  });
  sockets.push(socket);
  const frames: ToScreen[] = [];
  const binary: Buffer[] = [];
  const waiting = new Set<() => void>();
  let cookie = options.cookie ?? '';
  socket.on('upgrade', (response) => {
    cookie = response.headers['set-cookie']?.[0]?.split(';')[0] ?? cookie;
  });
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) binary.push(data);
    else frames.push(toScreenSchema.parse(JSON.parse(String(data))));
    for (const check of [...waiting]) check();
  });
  return new Promise((resolve) => {
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.once('error', () => resolve(0));
    socket.once('open', () =>
      resolve({
        socket,
        get cookie() {
          return cookie;
        },
        frames,
        binary,
        frame: (kind) =>
          new Promise((found) => {
            const check = (): void => {
              const at = frames.findIndex((frame) => frame.kind === kind);
              if (at < 0) return;
              waiting.delete(check);
              found(frames.splice(at, 1)[0] as ToScreen);
            };
            waiting.add(check);
            check();
          }),
        closed: async () => {
          const [code, reason] = (await once(socket, 'close')) as [number, Buffer];
          return [code, String(reason)];
        },
      }),
    );
  });
}

async function screen(options: Parameters<typeof openScreen>[0] = {}): Promise<Screen> {
  const opened = await openScreen(options);
  if (typeof opened === 'number') throw new Error(`refused with ${opened}`);
  return opened;
}

describe('pages', { timeout: 30_000 }, () => {
  it('serves the screen with strict headers', async () => {
    const page = await get('/kiosk/');
    expect(page.status).toBe(200);
    expect(page.body).toContain('screen');
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['x-content-type-options']).toBe('nosniff');
    expect(page.headers['x-frame-options']).toBe('DENY');
    expect(page.headers['cache-control']).toBe('no-store');
    const csp = String(page.headers['content-security-policy']);
    expect(csp).toContain("default-src 'none'");
    expect(csp).toMatch(/script-src 'self';/);
    expect(csp).toContain("frame-ancestors 'none'");
    expect(csp).toContain(`ws://127.0.0.1:${shell.port}`);
    expect(csp).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|\*/);
    expect((await get('/')).headers.location).toBe('/kiosk/');
  });

  it('lets a hashed asset be cached and gives a script its type', async () => {
    const asset = await get('/assets/main-1a2b.js');
    expect(asset.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(asset.headers['cache-control']).toContain('immutable');
    expect((await get('/assets/main-1a2b.js', {}, 'HEAD')).body).toBe('');
  });

  it.each([
    '/../yinling-outside.json',
    '/assets/../../yinling-outside.json',
    '/%2e%2e/yinling-outside.json',
    '/assets/%2e%2e%2f%2e%2e%2fyinling-outside.json',
    '/assets/..%5c..%5cyinling-outside.json',
    '/assets/link.json',
    '/.secret.json',
    '/assets/main-1a2b.js.map',
    '/assets',
    '/assets/',
    '//etc/passwd',
    '/%00',
    '/%zz',
    '/kiosk/index.html%00.png',
    `/${'a'.repeat(300)}.js`,
  ])('has nothing at %s', async (urlPath) => {
    const answer = await get(urlPath);
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain('outside');
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE'])('refuses %s', async (method) => {
    expect((await get('/kiosk/', {}, method)).status).toBe(405);
  });

  it('refuses other hosts, origins and sites', async () => {
    const host = `127.0.0.1:${shell.port}`;
    expect((await get('/kiosk/', { Host: 'evil.example' })).status).toBe(403);
    expect((await get('/kiosk/', { Host: '127.0.0.1:1' })).status).toBe(403);
    expect((await get('/kiosk/', { Host: host, Origin: 'http://evil.example' })).status).toBe(403);
    expect((await get('/kiosk/', { Host: host, Origin: 'null' })).status).toBe(403);
    expect((await get('/kiosk/', { Host: host, 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
    expect((await get('/kiosk/', { Host: host, 'Sec-Fetch-Site': 'same-site' })).status).toBe(403);
    expect((await get('/kiosk/', { Host: `localhost:${shell.port}` })).status).toBe(200);
  });

  it('listens on loopback only', async () => {
    const other = connect({ host: '127.0.0.2', port: shell.port });
    const outcome = await new Promise((resolve) => {
      other.once('connect', () => resolve('connected'));
      other.once('error', () => resolve('refused'));
    });
    other.destroy();
    expect(outcome).toBe('refused');
  });

  it('gives clips and slips to the screen with the cookie only', async () => {
    expect((await get('/clips/hello.wav')).status).toBe(403);
    expect((await get('/slips/slip-1.png')).status).toBe(403);
    const { cookie } = await screen();
    const clip = await get('/clips/hello.wav', { Cookie: cookie });
    expect([clip.status, clip.headers['content-type'], clip.body.length]).toEqual([200, 'audio/wav', 3]);
    const slip = await get('/slips/slip-1.png', { Cookie: cookie });
    expect([slip.status, slip.headers['content-type']]).toEqual([200, 'image/png']);
    expect(slip.headers['cache-control']).toBe('no-store');
    expect((await get('/slips/other.png', { Cookie: cookie })).status).toBe(404);
    expect((await get('/slips/..%2f..%2fx.png', { Cookie: cookie })).status).toBe(404);
    expect((await get('/clips/hello.wav', { Cookie: `${cookie}x` })).status).toBe(403);
    expect((await get('/clips/hello.wav', { Cookie: `yinling-${shell.port}=` })).status).toBe(403);
  });
});

describe('who may connect', { timeout: 30_000 }, () => {
  it('admits the first browser with the token and that browser again, with HttpOnly and SameSite on its cookie', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${shell.port}/bridge?token=${token()}`, {
      headers: { Origin: `http://127.0.0.1:${shell.port}` },
    });
    sockets.push(socket);
    const [response] = (await once(socket, 'upgrade')) as [IncomingMessage];
    const set = response.headers['set-cookie']?.[0] ?? '';
    expect(set).toMatch(/^yinling-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/);
    expect(typeof (await openScreen({ cookie: set.split(';')[0] as string }))).toBe('object');
  });

  it('refuses the used token without its cookie, and a cookie without the token', async () => {
    const { cookie } = await screen();
    expect(await openScreen()).toBe(403);
    expect(await openScreen({ cookie: `yinling-${shell.port}=${'A'.repeat(43)}` })).toBe(403);
    expect(await openScreen({ cookie, token: null })).toBe(403);
    expect(await openScreen({ cookie, token: 'wrong' })).toBe(403);
    expect(await openScreen({ cookie, token: `${token().slice(0, -1)}%00` })).toBe(403);
  });

  it('refuses a foreign or missing origin, a foreign host and another path', async () => {
    expect(await openScreen({ origin: null })).toBe(403);
    expect(await openScreen({ origin: 'http://evil.example' })).toBe(403);
    expect(await openScreen({ origin: `https://127.0.0.1:${shell.port}` })).toBe(403);
    expect(await openScreen({ host: 'evil.example' })).toBe(403);
    expect(await openScreen({ path: '/other' })).toBe(404);
    // None of these used the token up.
    expect(typeof (await openScreen())).toBe('object');
  });

  it('holds a few screens and no more', async () => {
    const { cookie } = await screen();
    for (let n = 0; n < 3; n += 1) await screen({ cookie });
    expect(await openScreen({ cookie })).toBe(503);
  });

  it('survives broken handshakes', async () => {
    for (const text of [
      'GET /bridge HTTP/1.1\r\n\r\n',
      'GET http://[ HTTP/1.1\r\nUpgrade: websocket\r\n\r\n',
      '\0\0\0',
    ]) {
      const raw = connect({ host: '127.0.0.1', port: shell.port });
      raw.on('error', () => undefined).resume();
      raw.end(text);
      await once(raw, 'close');
    }
    expect((await get('/kiosk/')).status).toBe(200);
  });
});

describe('frames', { timeout: 30_000 }, () => {
  it('says hello, gives the whole snapshot, and every change after it', async () => {
    const one = await screen();
    expect(await one.frame('hello')).toEqual({ kind: 'hello', dock: true });
    expect(await one.frame('snapshot')).toMatchObject({ snapshot: { revision: 1 } });
    expect(await one.frame('dock')).toMatchObject({ state: { readerPlugged: true } });
    core.tellSnapshot(2);
    expect(await one.frame('snapshot')).toMatchObject({ snapshot: { revision: 2 } });
    core.tellSpeech({ clipUrl: '/clips/hello.wav', promptId: 'welcome', gain: 1, words: [] });
    expect(await one.frame('speech')).toMatchObject({ speech: { promptId: 'welcome' } });
  });

  it('hands intents and dock operations to the core, with the role of the screen', async () => {
    const one = await screen();
    one.socket.send(JSON.stringify({ kind: 'dock', operation: { type: 'takeSlip' } }));
    one.socket.send(JSON.stringify({ kind: 'intent', intent: { type: 'begin' } }));
    await core.waitForIntents(1);
    expect(core.intents).toEqual([{ role: 'kiosk', intent: { type: 'begin' } }]);
    expect(core.operations).toEqual([{ type: 'takeSlip' }]);
  });

  it.each([
    ['no JSON', 'hello', 1008],
    ['no object', '7', 1008],
    ['an unknown kind', '{"kind":"eval","code":"1"}', 1008],
    ['an unknown intent', '{"kind":"intent","intent":{"type":"openSafe"}}', 1008],
    ['a prototype', '{"kind":"__proto__","__proto__":{"kind":"intent"}}', 1008],
    ['deep nesting', '['.repeat(8000), 1008],
    ['bytes', new Uint8Array([1, 2, 3]), 1003],
    ['too much', JSON.stringify({ kind: 'intent', pad: 'x'.repeat(bridgeLimits.maxMessageBytes) }), 1009],
  ])('closes a screen that sends %s', async (_what, message, expected) => {
    const one = await screen();
    const closed = one.closed();
    one.socket.send(message);
    const [code, reason] = await closed;
    expect(code).toBe(expected);
    if (expected !== 1009) expect(reason).toBe('E9020');
    expect(core.intents).toEqual([]);
    // The core and the other screens are not touched by it, and it may come back.
    expect(typeof (await openScreen({ cookie: one.cookie }))).toBe('object');
  });

  it('closes a flood, having handed on no more than the burst', async () => {
    const one = await screen();
    const closed = one.closed();
    for (let n = 0; n < 500; n += 1) one.socket.send('{"kind":"intent","intent":{"type":"touched"}}');
    expect(await closed).toEqual([1008, 'E9021']);
    expect(core.intents.length).toBeLessThanOrEqual(bridgeLimits.burst + bridgeLimits.messagesPerSecond);
  });

  it('has no dock for a production core', async () => {
    await shell.stop();
    await start(false);
    const one = await screen();
    expect(await one.frame('hello')).toEqual({ kind: 'hello', dock: false });
    const closed = one.closed();
    one.socket.send(JSON.stringify({ kind: 'dock', operation: { type: 'takeSlip' } }));
    expect(await closed).toEqual([1008, 'E9020']);
  });

  it('sends previews as binary frames and drops them for a screen that does not keep up', async () => {
    const one = await screen();
    await one.frame('snapshot');
    one.socket.pause();
    const picture = new Uint8Array(200_000).fill(7);
    for (let n = 0; n < 500; n += 1) {
      core.tellPreview(picture);
      // Gives the kernel the chance to take what it takes; the rest stays with the server.
      await new Promise((resolve) => setImmediate(resolve));
    }
    core.tellSnapshot(9);
    one.socket.resume();
    expect(await one.frame('snapshot')).toMatchObject({ snapshot: { revision: 9 } });
    expect(one.binary.length).toBeGreaterThan(0);
    expect(one.binary.length).toBeLessThan(100);
    expect(one.binary[0]).toHaveLength(picture.length);
  });

  it('stops listening to the core when the screen goes away', async () => {
    expect(core.listeners()).toBe(0);
    const one = await screen();
    await one.frame('snapshot');
    expect(core.listeners()).toBe(4);
    const closed = one.closed();
    one.socket.close();
    await closed;
    while (core.listeners() > 0) await new Promise((resolve) => setImmediate(resolve));
  });
});

describe('start', { timeout: 30_000 }, () => {
  it('says which port is taken and which screen is missing', async () => {
    const again = await startBrowserShell({
      panelPitchMm: 0.248,
      core,
      rendererDir,
      log: noLog,
      port: shell.port,
      screen: 'none',
    });
    expect(again).toMatchObject({ ok: false, error: { code: 'E9033' } });
    const empty = mkdtempSync(path.join(tmpdir(), 'yinling-empty-'));
    const unbuilt = await startBrowserShell({
      panelPitchMm: 0.248,
      core,
      rendererDir: empty,
      log: noLog,
      screen: 'none',
    });
    expect(unbuilt).toMatchObject({ ok: false, error: { code: 'E9034' } });
    rmSync(empty, { recursive: true });
  });

  it('prints the address with its token where there is no display', async () => {
    const lines: string[] = [];
    const started = await startBrowserShell({
      panelPitchMm: 0.248,
      core,
      rendererDir,
      log: noLog,
      environment: { PATH: process.env.PATH },
      announce: (line) => lines.push(line),
    });
    if (!started.ok) throw new Error('not started');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(started.value.url);
    await started.value.stop();
  });
});
