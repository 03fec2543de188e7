import { existsSync } from 'node:fs';
import { pause } from '../../drivers/kit/pause.ts';

const LOOK_EVERY_MS = 20;

/**
 * Looks again and again until there is something, for what the kernel does not announce. Rejects with `what` after `limitMs`: in
 * the guest everything is 20 to 50 times slower.
 */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  limitMs = 60_000,
): Promise<Exclude<T, false | null | undefined | '' | 0>> {
  const endsAt = performance.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found) return found as Exclude<T, false | null | undefined | '' | 0>;
    if (performance.now() > endsAt) throw new Error(`no ${what} in ${limitMs} ms`);
    await pause(LOOK_EVERY_MS);
  }
}

/** Until a node or link is there, udev's permissions may still be on the way: see `settled`. */
export const nodeThere = (node: string): Promise<true> => until(node, () => existsSync(node));
export const nodeGone = (node: string): Promise<true> => until(`end of ${node}`, () => !existsSync(node));
