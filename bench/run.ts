import { fork } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Figure, ratioOf, verdictOf } from './kit/figure.ts';
import { machine, machineLine } from './kit/machine.ts';
import { tableOf } from './kit/table.ts';

/**
 * `npm run bench`: node bench/run.ts [--only NAME,NAME] [--json]. Prints medians, goals and ratios. A missed goal is
 * printed as MISS and is no error; exit 1 only when something could not be measured, 2 for a wrong command line. What takes
 * an hour is measured only when it is named.
 */

/** In the order in which they run: the short ones first, the one that takes minutes last. */
const measurements: Readonly<
  Record<string, { readonly title: string; readonly limitS: number; readonly onlyByName?: true }>
> = {
  'id-card-read': { title: 'ID card: a read against the time its bytes take on the wire', limitS: 120 },
  'social-card-read': {
    title: 'Social-security card: a read against the time its commands take',
    limitS: 180,
  },
  replug: { title: 'Devices back after a re-plug', limitS: 120 },
  face: { title: 'Face check: steps of one camera picture', limitS: 240 },
  vein: { title: 'Finger vein: one frame to a score', limitS: 120 },
  'vein-enrol': { title: 'Finger vein: enrolling two fingers and trying one', limitS: 180 },
  touch: { title: "Touch to paint on the senior's screen", limitS: 240 },
  'cold-start': { title: 'Cold start to the first usable screen', limitS: 240 },
  preview: { title: 'Preview: what the person sees of the camera', limitS: 180 },
  visit: { title: 'A whole visit without the human', limitS: 300 },
  'sealed-list': { title: 'List of sealed cards: a million rows', limitS: 300 },
  enrolment: { title: 'A whole enrolment of two fingers', limitS: 300 },
  activation: { title: 'A whole activation of a social-security card without the human', limitS: 300 },
  'enrolment-day': { title: 'A hundred enrolments in a row', limitS: 7200, onlyByName: true },
  'sdt-fuzz': { title: 'Fuzz of the SDT codec', limitS: 600 },
  memory: { title: 'Memory after many visits', limitS: 1500 },
};

interface Measured {
  readonly name: string;
  readonly figures: readonly Figure[];
  readonly error?: string;
  readonly seconds: number;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const { chosen, json } = commandLine();
const on = machine();
if (!json) {
  say(machineLine(on));
  if (on.busy)
    say('The machine is busy with something else: times below are upper bounds, not the best it can do.');
}
const all: Measured[] = [];
for (const name of chosen) {
  const { title, limitS } = measurements[name] as { title: string; limitS: number };
  if (!json) say(`\n${title} [${name}]`);
  const measured = await run(name, limitS);
  all.push(measured);
  if (json) continue;
  if (measured.figures.length > 0) say(tableOf(measured.figures));
  if (measured.error !== undefined) say(`  NOT MEASURED: ${measured.error}`);
  say(`  (${measured.seconds} s)`);
}
const figures = all.flatMap((measured) => measured.figures);
const missed = figures.filter((figure) => verdictOf(figure) === 'MISS');
const failed = all.filter(({ error }) => error !== undefined);
if (json) {
  const told = all.map((measured) => ({
    ...measured,
    figures: measured.figures.map((figure) => ({
      ...figure,
      ratio: ratioOf(figure),
      verdict: verdictOf(figure),
    })),
  }));
  say(JSON.stringify({ machine: on, measurements: told }));
} else {
  const passed = figures.filter((figure) => verdictOf(figure) === 'pass').length;
  say(`\n${passed} goals met, ${missed.length} missed, ${failed.length} not measured`);
  for (const figure of missed) say(`MISS ${figure.name}: ${figure.goal?.words}`);
}
process.exitCode = failed.length > 0 ? 1 : 0;

function commandLine(): { chosen: string[]; json: boolean } {
  const usage = (why: string): never => {
    process.stderr.write(
      `${why}\nnode bench/run.ts [--only ${Object.keys(measurements).join(',')}] [--json]\n`,
    );
    process.exit(2);
  };
  try {
    const { values } = parseArgs({ options: { only: { type: 'string' }, json: { type: 'boolean' } } });
    const wanted = values.only?.split(',').map((name) => name.trim());
    const unknown = wanted?.find((name) => !Object.hasOwn(measurements, name));
    if (unknown !== undefined) return usage(`There is no measurement "${unknown}".`);
    const names = Object.entries(measurements).flatMap(([name, { onlyByName = false }]) =>
      (wanted?.includes(name) ?? !onlyByName) ? [name] : [],
    );
    return { chosen: names, json: values.json ?? false };
  } catch (error) {
    return usage(error instanceof Error ? error.message : String(error));
  }
}

/** Runs one measurement in a process of its own; one that fails or hangs does not end the others. */
function run(name: string, limitS: number): Promise<Measured> {
  return new Promise((resolve) => {
    const startedAt = performance.now();
    const child = fork(path.join(import.meta.dirname, 'kit', 'child.ts'), [name], {
      execArgv: ['--expose-gc'],
      stdio: ['ignore', 2, 'pipe', 'ipc'],
    });
    let measured: readonly Figure[] = [];
    let told = '';
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, limitS * 1000);
    child.stderr?.on('data', (chunk: Buffer) => {
      told = `${told}${chunk.toString()}`.slice(-4000);
    });
    child.on('message', (message) => {
      measured = message as readonly Figure[];
    });
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
      const why = late ? `no end within ${limitS} s` : `ended with ${signal ?? code}`;
      const bad = code !== 0 || measured.length === 0;
      resolve({ name, figures: measured, seconds, ...(bad ? { error: `${why}\n${told.trim()}` } : {}) });
    });
  });
}
