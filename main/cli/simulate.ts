import { runIdCardSimulation } from '../../drivers/id-card/sdt/simulator/run-script.ts';
import { runPrinterSimulation } from '../../drivers/printer/escpos/simulator/run.ts';
import { readArguments, required } from './arguments.ts';
import { UsageError } from './usage.ts';
import type { Command } from './yinling.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** `yinling simulate`: a simulated device on a pty, for any other program; serves until it is stopped. */
export const simulateCommand: Command = async (args, signal) => {
  const [device, ...rest] = args;
  if (device === 'id-card') {
    const { values } = readArguments(rest, { script: 'string' });
    await runIdCardSimulation({ scriptFile: required(values.script, 'script'), print, signal });
    return { ok: true };
  }
  if (device === 'printer') {
    const { values } = readArguments(rest, { out: 'string', profile: 'string' });
    return runPrinterSimulation({
      outDir: required(values.out, 'out'),
      profile: values.profile ?? 'custom-vkp80',
      print,
      signal,
    });
  }
  throw new UsageError('simulate takes a device: id-card or printer');
};
