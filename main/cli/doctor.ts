import path from 'node:path';
import { type Config, loadConfig, simulatedParts } from '../app/config.ts';
import { appFailure } from '../contract/errors/app-codes.ts';
import { fileKeyStore } from '../ledger/key-store.ts';
import { inspectLedger } from '../ledger/inspect.ts';
import { readArguments } from './arguments.ts';
import type { Command } from './command.ts';
import { checkDevices } from './doctor-devices.ts';
import { checkClock, checkDisk, checkModels, checkPrograms, checkVoice } from './doctor-machine.ts';
import { explained } from './explain.ts';
import { type Finding, fine, warning, wrong } from './findings.ts';
import { UsageError } from './usage.ts';

/** `yinling doctor`: what stands in the way of a terminal, each with the next step. Not ok when any of it is a failure (E9040). */
export const doctorCommand: Command = async (args) => {
  const { values, positionals } = readArguments(args, { config: 'string' });
  if (positionals.length > 0) throw new UsageError('doctor takes no words');
  return examine(values.config);
};

/** Looks at everything and changes nothing. */
export async function examine(configFile: string | undefined) {
  const loaded = loadConfig(configFile);
  const findings: Finding[] = [];
  if (loaded.ok) findings.push(...(await examineTerminal(loaded.value)));
  else
    findings.push(
      wrong(
        'configuration',
        `${loaded.error.message} (${loaded.error.code})`,
        explained(loaded.error).explanation,
      ),
      ...checkModels(),
      checkClock(new Date(), []),
    );
  const failures = findings.filter(({ state }) => state === 'failure');
  const error = appFailure('E9040', `doctor: ${failures.map(({ check }) => check).join(', ')}`);
  return { ok: failures.length === 0, ...(failures.length > 0 ? { error } : {}), findings };
}

async function examineTerminal(config: Config): Promise<Finding[]> {
  const simulated = simulatedParts(config);
  const ledgerFile = path.join(config.stateDir, 'ledger.sqlite');
  return [
    simulated.length === 0
      ? fine('configuration', 'valid')
      : warning(
          'configuration',
          `valid, but not for the public; simulated: ${simulated.join(', ')}`,
          'configure the real ones where this terminal is to have them',
        ),
    ...(await checkDevices(config)),
    checkDisk(config.stateDir),
    checkClock(new Date(), [ledgerFile, path.join(config.stateDir, 'log', 'yinling.log')]),
    ...checkModels(),
    ...checkPrograms(config),
    ledgerFinding(ledgerFile, config.stateDir),
    ...(await checkVoice(config)),
  ];
}

function ledgerFinding(file: string, stateDir: string): Finding {
  const inspected = inspectLedger(file, fileKeyStore(path.join(stateDir, 'keys', 'ledger.key')));
  if (inspected.ok)
    return fine('ledger', inspected.value ? `${inspected.value.entries} entries, unbroken` : 'none yet');
  const { code, message } = inspected.error;
  if (code === 'E7003')
    return warning(
      'ledger',
      'not checked: a terminal is running and holds it',
      'stop the terminal to have it checked',
    );
  // Under Electron the key is sealed by the platform's key chain, which this program cannot ask.
  if (code === 'E7007')
    return warning('ledger', `not checked: ${message} (${code})`, explained(inspected.error).explanation);
  return wrong('ledger', `${message} (${code})`, explained(inspected.error).explanation);
}
