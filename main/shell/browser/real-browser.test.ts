import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { noLog } from '../../log/log.ts';
import { type FakeCore, fakeCore } from '../testing/fake-core.ts';
import { findChromium } from './chromium.ts';
import { type BrowserShell, startBrowserShell } from './start.ts';

/** What only a real browser decides: whether it keeps the cookie of a WebSocket answer, obeys the policy, and reloads. */
const page = `<!doctype html><meta charset="utf-8"><title>screen</title>
<script>document.title = 'inline script ran';</script>
<body onload="document.title = 'inline handler ran'"><img id="slip"><script type="module" src="./main.js"></script>`;
const script = `
const fromAddress = new URLSearchParams(location.hash.slice(1)).get('token');
if (fromAddress) { sessionStorage.setItem('t', fromAddress); history.replaceState(null, '', location.pathname); }
const socket = new WebSocket('ws://' + location.host + '/bridge?token=' + sessionStorage.getItem('t'));
socket.onmessage = ({ data }) => {
  const frame = JSON.parse(data);
  if (frame.kind === 'snapshot') document.body.dataset.revision = frame.snapshot.revision;
  if (frame.kind === 'hello') document.getElementById('slip').src = '/slips/slip-1.png';
};
socket.onclose = () => { document.body.dataset.closed = 'yes'; };
try { new Function('return 1')(); } catch { document.body.dataset.eval = 'refused'; }
document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
  document.body.setAttribute('data-' + effectiveDirective, 'refused');
});
fetch('http://127.0.0.1:9/').catch(() => undefined);
new Image().src = 'http://127.0.0.1:9/x.png';
`;

let browser: Browser;
let shell: BrowserShell;
let core: FakeCore;

beforeAll(async () => {
  const rendererDir = mkdtempSync(path.join(tmpdir(), 'yinling-page-'));
  mkdirSync(path.join(rendererDir, 'kiosk'));
  writeFileSync(path.join(rendererDir, 'kiosk', 'index.html'), page);
  writeFileSync(path.join(rendererDir, 'kiosk', 'main.js'), script);
  core = fakeCore();
  const started = await startBrowserShell({
    panelPitchMm: 0.248,
    core,
    rendererDir,
    log: noLog,
    screen: 'none',
  });
  if (!started.ok) throw new Error(started.error.code);
  shell = started.value;
  browser = await chromium.launch({
    executablePath: findChromium(process.env.PATH) ?? 'chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await shell?.stop();
});

it('shows the page to the browser of the token, lets it reload, refuses another, and obeys the policy', async () => {
  const context = await browser.newContext();
  const screen = await context.newPage();
  const slip = screen.waitForResponse((response) => response.url().endsWith('/slips/slip-1.png'));
  await screen.goto(shell.url);
  await screen.waitForSelector('body[data-revision="1"]');
  expect((await slip).status()).toBe(200);
  expect(await screen.title()).toBe('screen');
  await screen.waitForSelector(
    'body[data-eval="refused"][data-connect-src="refused"][data-img-src="refused"]',
  );
  // The cookie is there and no script of the page can read it.
  expect(await screen.evaluate('document.cookie')).toBe('');
  expect((await context.cookies()).map(({ httpOnly, sameSite }) => [httpOnly, sameSite])).toEqual([
    [true, 'Strict'],
  ]);
  expect(screen.url()).not.toContain('token');

  core.tellSnapshot(2);
  await screen.waitForSelector('body[data-revision="2"]');
  await screen.reload();
  await screen.waitForSelector('body[data-revision="2"]');

  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(shell.url);
  await stranger.waitForSelector('body[data-closed="yes"]');
  expect(await stranger.getAttribute('body', 'data-revision')).toBeNull();
}, 60_000);
