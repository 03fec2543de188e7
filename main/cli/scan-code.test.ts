import { execFile } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';

/** `yinling scan-code` as another program uses it; reading a code is tested with simulated scanners beside the driver. */
const program = path.join(import.meta.dirname, 'yinling.ts');
const scanCode = (...args: string[]): Promise<{ readonly code: number; readonly stdout: string }> =>
  new Promise((resolve) => {
    const child = execFile(process.execPath, [program, 'scan-code', ...args], (_error, stdout) => {
      resolve({ code: child.exitCode ?? -1, stdout });
    });
  });

it('without such a scanner is E1012 and exit code 1', async () => {
  for (const port of ['usb:ffff:fffe', 'hid:ffff:fffe']) {
    const { code, stdout } = await scanCode('--port', port, '--timeout', '500', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { code: 'E1012' } });
  }
});

it.each([
  [['--port', '/dev/ttyUSB0']],
  [['--port', 'usb:xyz']],
  [['--timeout', 'soon']],
  [['--end', 'bell']],
  [['--data-at', '3']],
  [['--nonsense']],
])('wrong usage: %j', async (args) => {
  expect(await scanCode(...args)).toEqual({ code: 2, stdout: '' });
});
