import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts CPU time in hundredths of a second (USER_HZ). */
const TICK_MS = 10;

/** What the programs below this process are, by a word of their command line. */
const programs: readonly (readonly [string, string])[] = [
  ['--type=renderer', 'Chromium page'],
  ['--type=gpu-process', 'Chromium painting'],
  ['chromium', 'Chromium rest'],
  ['vision-worker', 'vision'],
  ['drivers-worker', 'drivers'],
  ['simulators-worker', 'simulators'],
  ['ffmpeg', 'ffmpeg'],
  ['start.ts', 'core'],
];

/** CPU time in ms that the programs started by this process have used so far, by name. Empty where there is no /proc. */
export function cpuByProgram(): Map<string, number> {
  const used = new Map<string, number>();
  const all = processes();
  for (const [pid, { command, ticks }] of all) {
    if (!isBelow(pid, all)) continue;
    const name = programs.find(([word]) => command.includes(word))?.[1] ?? 'others';
    used.set(name, (used.get(name) ?? 0) + ticks * TICK_MS);
  }
  return used;
}

/** Shares of one core between two readings `ms` apart, the greatest first, in words. */
export function cpuInWords(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
  ms: number,
): string {
  return [...after]
    .map(([name, used]) => [name, (100 * (used - (before.get(name) ?? 0))) / ms] as const)
    .filter(([, share]) => share >= 1)
    .sort((a, b) => b[1] - a[1])
    .map(([name, share]) => `${name} ${share.toFixed(0)} %`)
    .join(', ');
}

interface Running {
  readonly parent: number;
  readonly command: string;
  readonly ticks: number;
}

function processes(): Map<number, Running> {
  const all = new Map<number, Running>();
  let entries: string[] = [];
  try {
    entries = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    // No /proc on this system.
  }
  for (const pid of entries) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The name in brackets may hold anything; fields are counted behind it (proc(5): state is field 3).
      const fields = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .map(Number);
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      all.set(Number(pid), { parent: fields[1] ?? 0, command, ticks: (fields[11] ?? 0) + (fields[12] ?? 0) });
    } catch {
      // It has ended meanwhile.
    }
  }
  return all;
}

function isBelow(pid: number, all: ReadonlyMap<number, Running>): boolean {
  for (let at = all.get(pid)?.parent ?? 0; at > 1; at = all.get(at)?.parent ?? 0)
    if (at === process.pid) return true;
  return false;
}
