/**
 * `node lab/run.ts [--report file] [filter ...]`: boots the guest, runs the hardware tests whose file names contain one of the
 * filters, and ends with their exit code. What went wrong is tried once more in a new guest, and said. 98 when the lab itself did not do its work: a lab that ran nothing is a failure.
 * `node lab/run.ts -- program argument ...` runs something else in the guest.
 */
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type GuestEnd, runInGuest } from './machine/guest.ts';
import { GUEST_OUT } from './machine/guest-script.ts';
import { filesForSecondTry, merged } from './second-try.ts';
import { isReport, LAB_FAILED, type LabReport, type Verdict, verdictOf } from './verdict.ts';

const root = path.join(import.meta.dirname, '..');
const cache = path.join(root, '.cache', 'lab');
/** Compiled code of Node in the guest, whose processor is another one than the host's. */
const compiled = path.join(cache, 'compiled');
const out = mkdtempSync(path.join(tmpdir(), 'yinling-lab-'));
const REPORT = 'report.json';
const say = (line: string): void => void process.stdout.write(`lab: ${line}\n`);

const dashes = process.argv.indexOf('--');
const command = dashes < 0 ? null : process.argv.slice(dashes + 1);
const { values: options, positionals: filters } = parseArgs({
  args: process.argv.slice(2, dashes < 0 ? undefined : dashes),
  options: { report: { type: 'string' } },
  allowPositionals: true,
});
const files = globSync('lab/tests/*.lab.test.ts', { cwd: root })
  .filter((file) => filters.length === 0 || filters.some((filter) => file.includes(filter)))
  .sort();

const testCommand = (chosen: readonly string[]): string[] => [
  ...['node', 'node_modules/vitest/vitest.mjs', 'run', '--config', 'lab/vitest.config.ts'],
  ...['--reporter=verbose', '--reporter=json', `--outputFile.json=${GUEST_OUT}/${REPORT}`],
  ...chosen,
];

async function main(): Promise<number> {
  if (!command && files.length === 0) {
    say(`no test file in lab/tests fits ${filters.join(' ') || 'at all'}`);
    return LAB_FAILED;
  }
  const startedAt = Date.now();
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort());
  const verdict = command ? await other(command, stop.signal) : await tests(stop.signal);
  say(`${verdict.line} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
  return verdict.code;
}

async function other(words: readonly string[], signal: AbortSignal): Promise<Verdict> {
  const { code } = await boot(words, signal);
  return { code: code ?? LAB_FAILED, line: `exit code ${code ?? 'none'}` };
}

async function tests(signal: AbortSignal): Promise<Verdict> {
  if (files.some((file) => file.includes('visit'))) await (await import('./visit/visitor.ts')).drawVisitor();
  let end = await boot(testCommand(files), signal);
  let report = readReport();
  const again = filesForSecondTry(report, files, root);
  if (again.length > 0 && !signal.aborted) {
    say(`tried once more in a new guest: ${again.join(', ')}`);
    rmSync(path.join(out, REPORT), { force: true });
    end = await boot(testCommand(again), signal);
    const second = readReport();
    // Without a word from the second guest, the first one's failures stand.
    report = merged(report, second);
  }
  if (options.report && report) {
    mkdirSync(path.dirname(options.report), { recursive: true });
    writeFileSync(options.report, JSON.stringify(report));
  }
  const { line, code } = verdictOf(end, report, files, root);
  return { code, line: `${line}, ${end.accelerator}` };
}

/** Runs a command in a guest of its own, from power on to power off. */
function boot(words: readonly string[], signal: AbortSignal): Promise<GuestEnd> {
  return runInGuest(
    {
      command: words,
      folder: root,
      environment: {
        CI: 'true',
        HOME: '/root',
        LANG: 'C.UTF-8',
        NODE_COMPILE_CACHE: compiled,
        NO_COLOR: '1',
        PATH: `${path.join(root, 'node_modules', '.bin')}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
        // udevadm does nothing in a changed root unless it is told so; there is no other root in the guest.
        SYSTEMD_IGNORE_CHROOT: '1',
        TMPDIR: '/run/lab-tmp',
        YINLING_LAB: '1',
        ...passedOn(),
      },
      machine: path.join(cache, 'machine'),
      out,
      keep: compiled,
      memoryMb: Number(process.env.LAB_MEMORY_MB ?? 2048),
      limitMs: Number(process.env.LAB_LIMIT_S ?? 1500) * 1000,
      signal,
    },
    (text) => process.stdout.write(text),
  );
}

/** Variables for experiments: LAB_ENV_X=1 is X=1 in the guest. */
function passedOn(): Record<string, string> {
  const prefix = 'LAB_ENV_';
  const given = Object.entries(process.env).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(given.map(([name, value]) => [name.slice(prefix.length), value ?? '']));
}

/** The report that the guest has left; null without one. */
function readReport(): LabReport | null {
  try {
    const report: unknown = JSON.parse(readFileSync(path.join(out, REPORT), 'utf8'));
    return isReport(report) ? report : null;
  } catch {
    return null;
  }
}

try {
  process.exitCode = await main();
} finally {
  rmSync(out, { recursive: true, force: true });
}
