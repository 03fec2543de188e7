import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';

/** `yinling devices` as another program uses it. What is plugged in here is this machine's business. */
const program = path.join(import.meta.dirname, 'yinling.ts');
const dir = mkdtempSync(path.join(tmpdir(), 'yinling-devices-'));
afterAll(() => rmSync(dir, { recursive: true }));

interface Ran {
  readonly code: number;
  readonly stdout: string;
}
const devices = (...args: string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const child = execFile(process.execPath, [program, 'devices', ...args], (_error, stdout) => {
      resolve({ code: child.exitCode ?? -1, stdout });
    });
  });

it('lists what is plugged in', async () => {
  const { code, stdout } = await devices('--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    ...{ ok: true, devices: expect.any(Array), taken: expect.any(Array), refused: [] },
  });
});

it('is not ok when a fingerprint file is refused, or a needed kind is missing', async () => {
  writeFileSync(path.join(dir, 'broken.json'), '{');
  const refused = await devices('--fingerprints', dir);
  expect(refused.code).toBe(1);
  expect(JSON.parse(refused.stdout)).toMatchObject({
    ...{ ok: false, error: { code: 'E9040' }, refused: [{ why: 'not JSON' }], devices: expect.any(Array) },
  });
  // Nobody has a radar plugged in that is not behind a bridge.
  const missing = await devices('--need', 'proximity');
  expect(missing.code).toBe(1);
  expect(JSON.parse(missing.stdout)).toMatchObject({ ok: false, error: { code: 'E1012' } });
});

it.each([[['--need', 'toaster']], [['--need', 'serialBridge']], [['word']], [['--nonsense']]])(
  'wrong usage: %j',
  async (args) => {
    expect(await devices(...args)).toEqual({ code: 2, stdout: '' });
  },
);
