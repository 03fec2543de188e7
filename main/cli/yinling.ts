import { appFailure } from '../contract/errors/app-codes.ts';
import { fail } from '../contract/failure.ts';
import type { Command } from './command.ts';
import { bundleCommand } from './bundle.ts';
import { captureCommand } from './capture.ts';
import { compareFacesCommand } from './compare-faces.ts';
import { devicesCommand } from './devices.ts';
import { doctorCommand } from './doctor.ts';
import { evaluateCommand } from './evaluate.ts';
import { importSealedCommand } from './import-sealed.ts';
import { printTestCommand } from './print-test.ts';
import { printCommand } from './print.ts';
import { readCardCommand } from './read-card.ts';
import { readSocialCardCommand } from './read-social-card.ts';
import { scanCodeCommand } from './scan-code.ts';
import { selftestCommand } from './selftest.ts';
import { simulateCommand } from './simulate.ts';
import { UsageError, usage } from './usage.ts';

const commands: Readonly<Record<string, Command>> = {
  devices: devicesCommand,
  'read-card': readCardCommand,
  'read-social-card': readSocialCardCommand,
  'scan-code': scanCodeCommand,
  print: printCommand,
  'print-test': printTestCommand,
  capture: captureCommand,
  bundle: bundleCommand,
  doctor: doctorCommand,
  selftest: selftestCommand,
  'compare-faces': compareFacesCommand,
  evaluate: evaluateCommand,
  'import-sealed': importSealedCommand,
  simulate: simulateCommand,
};

async function main(): Promise<number> {
  const [name, ...args] = process.argv.slice(2);
  if (name === '--help' || name === '-h') {
    process.stdout.write(usage);
    return 0;
  }
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  try {
    const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!command) throw new UsageError(name === undefined ? 'a command is needed' : `no command ${name}`);
    const answer = await command(args, stop.signal);
    process.stdout.write(`${JSON.stringify(answer)}\n`);
    return answer.ok ? 0 : 1;
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\n\n${usage}`);
      return 2;
    }
    // A program that reads our answers must get one for a bug of ours too; the trace is for whoever mends it.
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    const told = fail(appFailure('E9050', error instanceof Error ? error.name : 'not an error'));
    process.stdout.write(`${JSON.stringify(told)}\n`);
    return 1;
  }
}

process.exit(await main());
