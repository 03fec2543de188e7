import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { startLiveCore } from '../testing/live-core.ts';
import { verified, visitsIn } from '../testing/ledger-file.ts';

/** The plug is pulled in the middle of a visit; the next start closes it, delivers what is owed and loses nothing. */

const stateDir = mkdtempSync(path.join(tmpdir(), 'yinling-killed-'));
afterAll(() => rmSync(stateDir, { recursive: true, force: true }));

/** Where in the visit the process dies: at the first sight of the place, and up to so many ms later. */
const deaths = [
  { at: 'readingCard', within: 30 },
  { at: 'consent', within: 30 },
  { at: 'face', within: 8000 },
  { at: 'submitting', within: 5 },
  { at: 'submitting', within: 60 },
  { at: 'result/printing', within: 400 },
  { at: 'takeCard', within: 100 },
] as const;

/** Starts a terminal and kills it there; what it had told, and whether its workers ended with it. */
async function killedAt({ at, within }: (typeof deaths)[number]) {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'core.child.ts'), stateDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const told: string[] = [];
  let arrived = (): void => undefined;
  const arrival = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    told.push(line);
    if (line === `place ${at}`) arrived();
  });
  const closed = once(child, 'close');
  await Promise.race([arrival, closed]);
  await wait(Math.random() * within);
  child.kill('SIGKILL');
  const [, signal] = await closed;
  expect(signal, told.join('\n')).toBe('SIGKILL');
  const workers =
    told
      .find((line) => line.startsWith('workers'))
      ?.split(' ')
      .slice(1)
      .map(Number) ?? [];
  expect(workers).toHaveLength(3);
  return { told, workers };
}

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

it(`survives ${deaths.length} SIGKILLs of the whole terminal in the middle of a visit`, {
  timeout: 600_000,
}, async () => {
  const accepted = new Set<string>();
  const places: string[] = [];
  for (const death of deaths) {
    const { told, workers } = await killedAt(death);
    places.push(told.filter((line) => line.startsWith('place')).at(-1) ?? '');
    for (const line of told) if (line.startsWith('accepted')) accepted.add(line.split(' ')[1] as string);
    // Nobody else ends them: they see that the core is gone.
    while (workers.some(alive)) await wait(50);
  }

  const last = await startLiveCore({ stateDir });
  await last.stop();
  const visits = visitsIn(stateDir);
  expect(visits).toHaveLength(deaths.length);
  for (const { ends } of visits) expect(ends).toEqual(['interrupted']);
  expect((await verified(stateDir)).pending).toBe(0);

  // What a person was told is done is done, once; nothing was applied twice or without a submission of the terminal.
  const authority = new DatabaseSync(path.join(stateDir, 'authority.sqlite'), { readOnly: true });
  const rows = authority.prepare('SELECT key, count(*) AS n FROM application GROUP BY key').all();
  const receipts = new Set(
    authority
      .prepare('SELECT answer FROM submission')
      .all()
      .map((row) => (JSON.parse(row.answer as string) as { receiptNumber?: string }).receiptNumber),
  );
  authority.close();
  for (const row of rows) expect(row.n).toBe(1);
  for (const number of accepted) expect(receipts).toContain(number);
  const ours = new Set(visits.map(({ id }) => `T-0001:${id}`));
  for (const row of rows) expect(ours).toContain(row.key);
  // The three that died behind the submission were certified; the two in it were when it had been written down.
  expect(rows.length).toBeGreaterThanOrEqual(2);
  expect(rows.length).toBeLessThanOrEqual(4);
});
