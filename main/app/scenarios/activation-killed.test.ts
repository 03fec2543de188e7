import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { activate } from '../testing/activation-customer.ts';
import { verified, visitsIn } from '../testing/ledger-file.ts';
import { startLiveCore } from '../testing/live-core.ts';

/**
 * The plug is pulled in the middle of an activation. The same two cards go on at the next start: what is done is not done
 * again, what nobody knows is not told as done nor as failed, and only the passwords that are still needed are asked for.
 */

const stateDir = mkdtempSync(path.join(tmpdir(), 'yinling-activation-killed-'));
afterAll(() => rmSync(stateDir, { recursive: true, force: true }));

/** Which item is under way when the process dies, and up to how many ms later. */
const deaths = [
  { card: 'wang-guizhi', at: 'item social working', within: 40 },
  { card: 'zhao-xiulan', at: 'item cardPin working', within: 200 },
  { card: 'li-changshun', at: 'item bank working', within: 200 },
] as const;

async function killedAt({ card, at, within }: (typeof deaths)[number]): Promise<void> {
  const child = spawn(
    process.execPath,
    [path.join(import.meta.dirname, 'activation.child.ts'), stateDir, card],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const told: string[] = [];
  const arrival = new Promise<void>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      told.push(line);
      if (line === at || line === 'over') resolve();
    });
  });
  const closed = once(child, 'close');
  await Promise.race([arrival, closed]);
  await wait(Math.random() * within);
  child.kill('SIGKILL');
  await closed;
  expect(told, told.join('\n')).toContain(at);
  const workers = told[0]?.split(' ').slice(1).map(Number) ?? [];
  // Nobody else ends them: they see that the core is gone.
  while (workers.some(alive)) await wait(50);
}

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** How often each key was really applied, on the other side's own books. */
function applied(file: string, table: string): Map<string, number> {
  const db = new DatabaseSync(path.join(stateDir, file), { readOnly: true });
  try {
    const rows = db.prepare(`SELECT key, count(*) AS n FROM ${table} GROUP BY key`).all();
    return new Map(rows.map((row) => [row.key as string, row.n as number]));
  } finally {
    db.close();
  }
}

it('goes on where it was broken off, and nothing is done twice', { timeout: 600_000 }, async () => {
  for (const death of deaths) await killedAt(death);
  const live = await startLiveCore({ stateDir });
  try {
    for (const { card, at } of deaths) {
      const told = await activate(live, { card });
      await live.until('clean terminal', ({ view }) => view.step === 'welcome' && view.open);
      const { social, cardPin, bank } = told.items;
      // Both systems can be asked, so after the restart both halves are known; of the chip nobody could say.
      expect(social, at).toMatchObject({ state: 'done' });
      expect(bank, at).toMatchObject({ state: 'done' });
      expect(['done', 'unknown', undefined], at).toContain(cardPin?.state);
      if (at === 'item cardPin working') expect(told.places).not.toContain('sign');
    }
  } finally {
    await live.stop();
  }
  for (const counts of [
    applied('authority.sqlite', 'card_application'),
    applied('bank.sqlite', 'application'),
  ]) {
    expect(counts.size).toBe(deaths.length);
    for (const [key, times] of counts) expect(times, key).toBe(1);
  }
  expect(visitsIn(stateDir).map(({ ends }) => ends)).toEqual([
    ...deaths.map(() => ['interrupted']),
    ...deaths.map(() => ['done']),
  ]);
  expect((await verified(stateDir)).pending).toBe(0);
});
