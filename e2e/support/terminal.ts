import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

const root = path.join(import.meta.dirname, '..', '..');
/** A machine that starts two terminals and two browsers at once is slow about it. */
const START_LIMIT_MS = 120_000;

/** A whole terminal as `npm start` runs it without a display: core, workers, simulated devices, own state folder. */
export interface Terminal {
  /** Address with the one-time token. */
  readonly url: string;
  readonly stateDir: string;
  /** Everything the terminal has written to its log so far. */
  log(): string;
  stop(): Promise<void>;
}

/** Starts a terminal with `config` laid over the demo configuration; rejects when it says no address in time. */
export function startTerminal(config: Readonly<Record<string, unknown>> = {}): Promise<Terminal> {
  const stateDir = mkdtempSync(path.join(tmpdir(), 'yinling-e2e-'));
  const configFile = path.join(stateDir, 'config.json');
  writeFileSync(configFile, JSON.stringify({ ...config, stateDir }));
  const child = spawn(
    process.execPath,
    [path.join(root, 'main', 'shell', 'start.ts'), '--no-screen', '--config', configFile],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    const fail = (why: string): void => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(new Error(`${why}\n${said.join('\n')}`));
    };
    const timer = setTimeout(() => fail('the terminal said no address'), START_LIMIT_MS);
    const onExit = (): void => fail('the terminal ended');
    child.once('exit', onExit);
    createInterface({ input: child.stdout }).on('line', (line) => {
      said.push(line);
      const url = /http:\/\/127\.0\.0\.1:\d+\/\S*#token=\S+/.exec(line)?.[0];
      if (!url) return;
      clearTimeout(timer);
      child.off('exit', onExit);
      resolve({
        url,
        stateDir,
        log: () => readFileSync(path.join(stateDir, 'log', 'yinling.log'), 'utf8'),
        stop: () => stop(child, stateDir),
      });
    });
  });
}

function stop(child: ChildProcess, stateDir: string): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      rmSync(stateDir, { recursive: true, force: true });
      resolve();
    };
    const timer = setTimeout(() => child.kill('SIGKILL'), 8000);
    if (child.exitCode !== null || child.signalCode !== null) done();
    else {
      child.once('exit', done);
      child.kill('SIGTERM');
    }
  });
}
