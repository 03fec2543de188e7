import { z } from 'zod';
import { appFailure } from '../contract/errors/app-codes.ts';
import { fail, ok, type Result } from '../contract/failure.ts';
import { runFingerVeinSimulation } from '../../drivers/finger-vein/simulator/run-script.ts';
import { runIdCardSimulation } from '../../drivers/id-card/sdt/simulator/run-script.ts';
import {
  loadSocialCardScript,
  runSocialCardSimulation,
  socialCardSteps,
} from '../../drivers/social-card/ldt32/simulator/run-script.ts';
import { runPrinterSimulation } from '../../drivers/printer/escpos/simulator/run.ts';
import { readArguments, required } from './arguments.ts';
import { UsageError } from './usage.ts';
import type { Command } from './command.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** `yinling simulate`: a simulated device on a pty, for any other program; serves until it is stopped. */
export const simulateCommand: Command = async (args, signal) => {
  const [device, ...rest] = args;
  if (device === 'id-card') return simulateScript(rest, signal, runIdCardSimulation);
  if (device === 'finger-vein') return simulateScript(rest, signal, runFingerVeinSimulation);
  if (device === 'printer') {
    const { values } = readArguments(rest, { out: 'string', profile: 'string' });
    return runPrinterSimulation({
      outDir: required(values.out, 'out'),
      profile: values.profile ?? 'custom-vkp80',
      print,
      signal,
    });
  }
  if (device === 'social-card') return simulateSocialCard(rest, signal);
  throw new UsageError('simulate takes a device: id-card, finger-vein, social-card or printer');
};

type RunScript = (options: {
  readonly scriptFile: string;
  readonly print: (line: string) => void;
  readonly signal: AbortSignal;
}) => Promise<void>;

async function simulateScript(
  args: readonly string[],
  signal: AbortSignal,
  run: RunScript,
): Promise<Result<void>> {
  const { values } = readArguments(args, { script: 'string' });
  const scriptFile = required(values.script, 'script');
  try {
    await run({ scriptFile, print, signal });
    return ok(undefined);
  } catch (error) {
    const why = whyNoScript(error);
    if (why === null) throw error;
    return fail(appFailure('E9040', `${scriptFile}: ${why}`));
  }
}

/** Where the vpcd of a machine listens as its package sets it up. */
const USUAL_VPCD = '127.0.0.1:35963';

async function simulateSocialCard(args: readonly string[], signal: AbortSignal): Promise<Result<void>> {
  const { values } = readArguments(args, { id: 'string', script: 'string', vpcd: 'string' });
  const { id, script } = values;
  if ((id === undefined) === (script === undefined)) throw new UsageError('--id or --script is needed');
  const address = /^([\w.-]+|\[[0-9a-f:]+\]):(\d{1,5})$/i.exec(values.vpcd ?? USUAL_VPCD);
  const port = Number(address?.[2]);
  if (!address || port < 1 || port > 65_535) throw new UsageError('--vpcd takes HOST:PORT');
  try {
    const steps = script === undefined ? socialCardSteps(id ?? '') : await loadSocialCardScript(script);
    const host = (address[1] as string).replace(/^\[|\]$/g, '');
    await runSocialCardSimulation({ host, port, steps, print, signal });
    return ok(undefined);
  } catch (error) {
    const why = whyNoScript(error);
    if (why === null) throw error;
    return fail(appFailure('E9040', `${script ?? id}: ${why}`));
  }
}

/** What is wrong with the script file (or a file that it names), or null when it was something else. */
function whyNoScript(error: unknown): string | null {
  if (error instanceof SyntaxError) return 'not JSON';
  if (error instanceof z.ZodError)
    return `${error.issues[0]?.path.join('.') ?? ''} ${error.issues[0]?.message ?? 'not valid'}`.trim();
  const { code, syscall } = error as NodeJS.ErrnoException;
  return code !== undefined && (syscall === 'open' || syscall === 'read') ? `cannot be read, ${code}` : null;
}
