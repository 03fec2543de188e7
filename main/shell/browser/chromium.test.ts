import { chmodSync, mkdtempSync, readFileSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { Log } from '../../log/log.ts';
import { findChromium, hasDisplay, kioskArguments, keepScreenOpen } from './chromium.ts';

const dir = mkdtempSync(path.join(tmpdir(), 'yinling-chromium-'));

it('finds a browser on PATH and knows when there is none', () => {
  writeFileSync(path.join(dir, 'chromium'), '#!/bin/sh\n');
  expect(findChromium(dir)).toBeNull();
  chmodSync(path.join(dir, 'chromium'), 0o755);
  expect(findChromium(`/nowhere${path.delimiter}${dir}`)).toBe(path.join(dir, 'chromium'));
  expect(findChromium(undefined)).toBeNull();
});

it('opens a window only where there is a display', () => {
  expect(hasDisplay({})).toBe(false);
  expect(hasDisplay({ DISPLAY: ':0' })).toBe(true);
  expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
});

it.each([
  '--kiosk',
  '--incognito',
  '--no-first-run',
  '--noerrdialogs',
  '--disable-pinch',
  '--overscroll-history-navigation=0',
  '--disable-extensions',
  '--deny-permission-prompts',
  '--block-new-web-contents',
  '--disable-background-networking',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
])('hardens the window with %s', (flag) => {
  expect(kioskArguments('http://127.0.0.1:1/', '/profile', false)).toContain(flag);
});

it('never opens a debugging port, and drops the sandbox for root only', () => {
  const user = kioskArguments('http://127.0.0.1:1/', '/profile', false);
  expect(user.join(' ')).not.toMatch(/remote-debugging|no-sandbox|disable-web-security/);
  expect(kioskArguments('http://127.0.0.1:1/', '/profile', true)).toContain('--no-sandbox');
  expect(user.find((flag) => flag.startsWith('--disable-features='))).toContain('Translate');
});

it('starts a dead browser again with a new address, slower when it keeps dying, and ends it at stop', {
  timeout: 30_000,
}, async () => {
  const script = path.join(dir, 'dies');
  const seen = path.join(dir, 'seen');
  writeFileSync(seen, '');
  // The last argument is the address; a browser that ends at once is one that crashed.
  writeFileSync(script, `#!/bin/sh\nfor last; do :; done\necho "$last" >> ${seen}\n`);
  chmodSync(script, 0o755);
  const logged: string[] = [];
  let slow: () => void = () => undefined;
  const becameSlow = new Promise<void>((resolve) => {
    slow = resolve;
  });
  const log: Log = (_event, fields) => {
    const { what, code } = fields as { what?: string; code?: string };
    logged.push(what ?? code ?? '');
    if (code === 'E9031') slow();
  };
  let n = 0;
  const nextUrl = (): string => {
    n += 1;
    return `http://127.0.0.1:1/#token=${n}`;
  };
  const window = keepScreenOpen({ executable: script, nextUrl, log, isRoot: false, slowRetryMs: 60_000 });
  await becameSlow;
  const five = Array.from({ length: 5 }, () => ['restarted', 'E9030']).flat();
  expect(logged).toEqual([...five, 'slow-restart', 'E9031']);
  expect(readFileSync(seen, 'utf8').trim().split('\n').at(-1)).toBe('http://127.0.0.1:1/#token=6');
  await window.stop();

  const stays = path.join(dir, 'stays');
  const started = path.join(dir, 'started');
  writeFileSync(stays, `#!/bin/sh\ntouch ${started}\nexec sleep 600\n`);
  chmodSync(stays, 0o755);
  const begun = new Promise<void>((resolve) => {
    const watcher = watch(dir, (_type, file) => {
      if (file !== 'started') return;
      watcher.close();
      resolve();
    });
  });
  const other = keepScreenOpen({ executable: stays, nextUrl, log, isRoot: false });
  await begun;
  await other.stop();
  expect(other.restarts).toBe(0);
});
