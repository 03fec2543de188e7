import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Two ends of one virtual serial cable, made by `socat`: the driver opens one, the simulator the other. */
export interface PtyPair {
  readonly driverEnd: string;
  readonly deviceEnd: string;
  /** Cuts the cable, as pulling out a USB-serial bridge does: both paths are gone until `replug()`. */
  unplug(): Promise<void>;
  /** Lays a new cable under the same two paths. Does nothing when one is there. */
  replug(): Promise<void>;
  /** Cuts the cable for good and removes its folder. */
  close(): Promise<void>;
}

const START_LIMIT_MS = 5000;

// The shell stands between so that a cable never outlives its owner: when the owner is killed, `cat` reads the end of
// its standard input and the shell takes socat down.
const CABLE_SCRIPT =
  'command -v socat >/dev/null || exit 127; socat "$1" "$2" & p=$!; cat >/dev/null; kill -9 $p; wait $p';

/** Starts `socat` and resolves when both ends exist; rejects when socat is missing or silent for 5 s. */
export async function openPtyPair(): Promise<PtyPair> {
  const dir = mkdtempSync(path.join(tmpdir(), 'yinling-pty-'));
  const driverEnd = path.join(dir, 'driver');
  const deviceEnd = path.join(dir, 'device');
  let cable: ChildProcess | null = null;
  let turn: Promise<void> = Promise.resolve();

  const cut = async (): Promise<void> => {
    if (cable) await stop(cable);
    cable = null;
    rmSync(driverEnd, { force: true });
    rmSync(deviceEnd, { force: true });
  };
  const lay = async (): Promise<void> => {
    cable ??= await start(dir, driverEnd, deviceEnd);
  };
  // One step at a time: a script may unplug and replug without waiting in between.
  const inTurn = (step: () => Promise<void>): Promise<void> => {
    const next = turn.then(step);
    turn = next.catch(() => undefined);
    return next;
  };

  try {
    await inTurn(lay);
  } catch (error) {
    rmSync(dir, { recursive: true, force: true });
    throw error;
  }
  return {
    driverEnd,
    deviceEnd,
    unplug: () => inTurn(cut),
    replug: () => inTurn(lay),
    close: () =>
      inTurn(async () => {
        await cut();
        rmSync(dir, { recursive: true, force: true });
      }),
  };
}

function start(dir: string, driverEnd: string, deviceEnd: string): Promise<ChildProcess> {
  const end = (link: string): string => `pty,raw,echo=0,link=${link}`;
  return new Promise((resolve, reject) => {
    const cable = spawn('sh', ['-c', CABLE_SCRIPT, 'sh', end(driverEnd), end(deviceEnd)], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    const watcher = watch(dir, check);
    const timer = setTimeout(() => fail('socat made no pty pair in 5 s'), START_LIMIT_MS);
    cable.once('error', (error) => fail(error.message));
    cable.once('exit', onExit);
    check();

    function settle(): void {
      clearTimeout(timer);
      watcher.close();
      cable.off('exit', onExit);
    }
    function onExit(code: number | null): void {
      fail(code === 127 ? 'socat is not installed (apt-get install socat)' : `socat ended with ${code}`);
    }
    function fail(why: string): void {
      settle();
      cable.stdin?.destroy();
      reject(new Error(`no virtual serial cable: ${why}`));
    }
    function check(): void {
      if (!existsSync(driverEnd) || !existsSync(deviceEnd)) return;
      settle();
      resolve(cable);
    }
  });
}

function stop(cable: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (cable.exitCode !== null || cable.signalCode !== null) resolve();
    else {
      cable.once('exit', () => resolve());
      cable.stdin?.destroy();
    }
  });
}
