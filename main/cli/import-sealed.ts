import { importSealedList } from '../authority/sealed-list/import-sealed-list.ts';
import { systemClock } from '../ports/clock.ts';
import { readArguments, required } from './arguments.ts';
import type { Command } from './command.ts';
import { UsageError } from './usage.ts';

/** Seconds between two lines of progress on stderr. */
const TELL_EVERY_MS = 1_000;

/** `yinling import-sealed`: replaces the terminal's list of sealed cards by the bureau's file. */
export const importSealedCommand: Command = async (args, signal) => {
  const { values, positionals } = readArguments(args, { state: 'string', report: 'string' });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UsageError('one file is needed');
  let told = performance.now();
  return importSealedList({
    file,
    stateDir: required(values.state, 'state'),
    clock: systemClock,
    reportFile: values.report,
    onProgress: ({ rows, done }) => {
      if (performance.now() - told < TELL_EVERY_MS) return;
      told = performance.now();
      process.stderr.write(`${Math.round(done * 100)} %, ${rows} rows\n`);
    },
    signal,
  });
};
