import { stat } from 'node:fs/promises';

const EVERY_MS = 150;

interface NodeIdentity {
  readonly dev: number;
  readonly ino: number;
  readonly rdev: number;
}

/**
 * Calls `onGone` once when the device node at `path` has vanished or has become another one, and returns the function
 * that stops watching. Needed because the close event of a serial port does not dependably come when a USB bridge is
 * pulled out while nothing is being written. Where a port is no file (COM3) nothing is watched: there the system tells.
 */
export function watchPort(path: string, onGone: () => void): () => void {
  let first: NodeIdentity | null = null;
  let stopped = false;
  let timer: NodeJS.Timeout | null = null;

  const look = async (): Promise<void> => {
    const now = await stat(path).catch(() => null);
    if (stopped) return;
    if (first === null) {
      if (now === null) return;
      first = { dev: now.dev, ino: now.ino, rdev: now.rdev };
    } else if (now === null || now.dev !== first.dev || now.ino !== first.ino || now.rdev !== first.rdev) {
      onGone();
      return;
    }
    timer = setTimeout(() => void look(), EVERY_MS);
    timer.unref();
  };
  void look();
  return () => {
    stopped = true;
    if (timer) clearTimeout(timer);
  };
}
