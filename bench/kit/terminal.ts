import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

const program = path.join(import.meta.dirname, '..', '..', 'main', 'shell', 'start.ts');
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 8000;

/** A whole terminal in processes of its own, as `npm start` runs it, without a window. */
export interface Terminal {
  /** Address with the one-time token. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a terminal with `config` laid over the demo configuration; rejects when it says no address within a minute. */
export async function startTerminal(config: Readonly<Record<string, unknown>> = {}): Promise<Terminal> {
  const stateDir = mkdtempSync(path.join(tmpdir(), 'yinling-bench-'));
  const configFile = path.join(stateDir, 'config.json');
  writeFileSync(configFile, JSON.stringify({ ...config, stateDir }));
  const child = spawn(process.execPath, [program, '--no-screen', '--config', configFile], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  const stop = async (): Promise<void> => {
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
    child.kill('SIGTERM');
    await gone;
    clearTimeout(timer);
    rmSync(stateDir, { recursive: true, force: true });
  };
  const said: string[] = [];
  const limit = setTimeout(() => child.kill('SIGKILL'), START_LIMIT_MS);
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    const url = /http:\/\/127\.0\.0\.1:\d+\/\S*#token=\S+/.exec(line)?.[0];
    if (!url) continue;
    clearTimeout(limit);
    child.stdout.resume();
    return { url, stop };
  }
  clearTimeout(limit);
  await stop();
  throw new Error(`the terminal said no address\n${said.join('\n')}`);
}
