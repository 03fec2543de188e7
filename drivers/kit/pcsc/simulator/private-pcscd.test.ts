import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, watch } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { openPrivatePcscd } from './private-pcscd.ts';

describe('a PC/SC service of its own', { timeout: 30_000 }, () => {
  it('runs beside others, stops, starts again at the same place, and leaves nothing', async () => {
    const all = await Promise.all([1, 2, 3].map(() => openPrivatePcscd(['SSC Reader', 'PSAM Reader'])));
    const ports = all.flatMap(({ readers }) => readers.map(({ port }) => port));
    expect(new Set(ports).size).toBe(6);
    const [one] = all;
    await one?.stop();
    expect(existsSync(one?.socket ?? '')).toBe(false);
    await one?.start();
    expect(existsSync(one?.socket ?? '')).toBe(true);
    for (const { close } of all) await close();
    for (const { socket } of all) expect(existsSync(path.dirname(path.dirname(socket)))).toBe(false);
  });

  it('ends with its owner, even when that is killed', async () => {
    const owner = spawn(process.execPath, [path.join(import.meta.dirname, 'pcscd-owner.child.ts')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [socket] = (await once(createInterface({ input: owner.stdout }), 'line')) as [string];
    const folder = path.dirname(path.dirname(socket));
    expect(existsSync(folder)).toBe(true);
    const gone = new Promise<void>((resolve) => {
      const watcher = watch(path.dirname(folder), () => {
        if (existsSync(folder)) return;
        watcher.close();
        resolve();
      });
    });
    owner.kill('SIGKILL');
    await gone;
  });
});
