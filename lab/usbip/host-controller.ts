import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { pause } from '../../drivers/kit/pause.ts';

/** The kernel's virtual host controller: ports into which a simulated device is plugged by handing over a socket. */
const FOLDER = '/sys/devices/platform/vhci_hcd.0';
const FREE = 4;
const PAUSE_MS = 20;
/** A port that was pulled out is free again only when the kernel has taken the device's drivers down. */
const FREE_LIMIT_MS = 30_000;

export const speedCodes = { low: 1, full: 2, high: 3 } as const;

interface Port {
  readonly port: number;
  readonly state: number;
  /** Where the kernel says that the device is ("1-1"), empty while it has not looked at it. */
  readonly path: string;
}

/** True inside the lab's guest. */
export const hasHostController = (): boolean => existsSync(`${FOLDER}/attach`);

/** The ports for devices of up to high speed. @param status the kernel's table, one line per port */
export function parsePorts(status: string): Port[] {
  return status
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([hub]) => hub === 'hs')
    .map(([, port, state, , , , path]) => ({
      port: Number(port),
      state: Number(state),
      path: path === undefined || path === '0-0' ? '' : path,
    }));
}

export const portPath = (port: number): string =>
  parsePorts(readFileSync(`${FOLDER}/status`, 'utf8')).find((item) => item.port === port)?.path ?? '';

/** A free port, never `notThis`. Rejects when none becomes free. */
export async function freePort(notThis: number | null): Promise<number> {
  const until = Date.now() + FREE_LIMIT_MS;
  for (;;) {
    const ports = parsePorts(readFileSync(`${FOLDER}/status`, 'utf8'));
    const found = ports.find(({ port, state }) => state === FREE && port !== notThis);
    if (found) return found.port;
    if (Date.now() > until) throw new Error('no port of the virtual host controller becomes free');
    await pause(PAUSE_MS);
  }
}

/** Waits until this port can be used again after its device was pulled out. */
export async function untilFree(wanted: number): Promise<void> {
  const until = Date.now() + FREE_LIMIT_MS;
  while (
    !parsePorts(readFileSync(`${FOLDER}/status`, 'utf8')).some((p) => p.port === wanted && p.state === FREE)
  ) {
    if (Date.now() > until)
      throw new Error(`port ${wanted} of the virtual host controller does not become free`);
    await pause(PAUSE_MS);
  }
}

/** Plugs in whatever answers at the other end of the socket `fd`. */
export function attach(port: number, fd: number, speed: keyof typeof speedCodes): void {
  const deviceId = 0x10000 + port + 1;
  writeFileSync(`${FOLDER}/attach`, `${port} ${fd} ${deviceId} ${speedCodes[speed]}`);
}
