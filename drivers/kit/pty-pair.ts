import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Two ends of one virtual serial cable, made by `socat`: the driver opens one, the simulator the other. */
export interface PtyPair {
  readonly driverEnd: string;
  readonly deviceEnd: string;
  /** Cuts the cable, as an unplugged USB-serial bridge would. */
  close(): Promise<void>;
}

const START_LIMIT_MS = 5000;

/** Starts `socat` and resolves when both ends exist; rejects when socat is missing or silent for 5 s. */
export function openPtyPair(): Promise<PtyPair> {
  const dir = mkdtempSync(path.join(tmpdir(), 'yinling-pty-'));
  const driverEnd = path.join(dir, 'driver');
  const deviceEnd = path.join(dir, 'device');
  const end = (link: string): string => `pty,raw,echo=0,link=${link}`;
  return new Promise((resolve, reject) => {
    const watcher = watch(dir, check);
    const socat = spawn('socat', [end(driverEnd), end(deviceEnd)], { stdio: 'ignore' });
    const timer = setTimeout(() => fail(new Error('socat made no pty pair in 5 s')), START_LIMIT_MS);
    socat.once('error', (error) => fail(new Error(`socat could not be started: ${error.message}`)));
    check();

    function settle(): void {
      clearTimeout(timer);
      watcher.close();
    }
    function fail(error: Error): void {
      settle();
      socat.kill('SIGKILL');
      rmSync(dir, { recursive: true, force: true });
      reject(error);
    }
    function check(): void {
      if (!existsSync(driverEnd) || !existsSync(deviceEnd)) return;
      settle();
      resolve({ driverEnd, deviceEnd, close: () => stop(socat, dir) });
    }
  });
}

function stop(socat: ChildProcess, dir: string): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      rmSync(dir, { recursive: true, force: true });
      resolve();
    };
    if (socat.exitCode !== null || socat.signalCode !== null) done();
    else {
      socat.once('exit', done);
      socat.kill('SIGKILL');
    }
  });
}
