import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** A child process that waits for `go`, tells lines on stdout, and is killed while it works. */
export interface Killable {
  readonly child: ChildProcess;
  /** Waits until it has told so many lines, or died. */
  says(lines: number): Promise<void>;
  /** What it has told, in whole lines. */
  told(): string[];
}

/** Starts one ahead: it loads the program, says `ready` and waits for its turn. `cacheDir`: for compiled code. */
export function startKillable(
  entry: string,
  args: readonly string[],
  cacheDir: string,
  onMessage: (message: unknown, child: ChildProcess) => void,
): Killable {
  const child = spawn(process.execPath, [entry, ...args], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(cacheDir, 'cache') },
  });
  child.on('message', (message) => onMessage(message, child));
  child.on('error', () => {});
  let text = '';
  child.stdout?.on('data', (data) => {
    text += data;
  });
  return {
    child,
    says: (lines) =>
      new Promise<void>((resolve) => {
        const look = () => text.split('\n').length > lines && resolve();
        child.stdout?.on('data', look);
        child.once('close', () => resolve());
        look();
      }),
    told: () => text.split('\n').slice(0, -1),
  };
}

/**
 * Lets it go and kills it at a random instant: one in four while it opens and closes what the last one left, the others
 * somewhere in their first `lines` lines, counted in lines told, so that a slow machine kills at the same places as a fast
 * one. True when it died of the kill.
 */
export async function killSomewhere(
  killable: Killable,
  turn: number,
  lines: number,
  go: object,
): Promise<boolean> {
  const { child, says } = killable;
  await says(1);
  const closed = once(child, 'close');
  child.send(go, () => {});
  const opening = turn % 4 === 0;
  if (!opening) await says(2 + Math.floor(Math.random() * lines));
  await wait(Math.random() * (opening ? 80 : 12));
  if (child.exitCode === null) child.kill('SIGKILL');
  const [, signal] = await closed;
  return signal === 'SIGKILL';
}
