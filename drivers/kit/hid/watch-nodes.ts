import { readdirSync, readlinkSync } from 'node:fs';

const CLASS = '/sys/class/hidraw';
const LOOK_EVERY_MS = 250;

/**
 * Calls `onChange` when a HID device came or went: the kernel tells HID nodes to nobody but udev, so the list of nodes is looked
 * at, which costs microseconds. Listens without keeping the process alive. Returns what stops it.
 */
export function watchHidNodes(onChange: () => void, folder = CLASS): () => void {
  let before = nodes(folder);
  const timer = setInterval(() => {
    const now = nodes(folder);
    if (now === before) return;
    before = now;
    onChange();
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** A link leads to the device by a number that is never given twice: a re-plug between two looks shows, too. */
function nodes(folder: string): string {
  try {
    return readdirSync(folder)
      .map((name) => `${name} ${target(`${folder}/${name}`)}`)
      .join('\n');
  } catch {
    return '';
  }
}

function target(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    return '';
  }
}
