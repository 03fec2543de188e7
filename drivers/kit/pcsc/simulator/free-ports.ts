import { createServer } from 'node:net';

/** A free port whose next one is free too: vpcd takes both, one per slot. Even, and below where the system hands out its own. */
export async function freePortPair(taken: readonly number[]): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 6000) * 2;
    if (taken.includes(port)) continue;
    if ((await isFree(port)) && (await isFree(port + 1))) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '0.0.0.0', () => probe.close(() => resolve(true)));
  });
}
