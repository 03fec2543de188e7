import { readFile } from 'node:fs/promises';
import { pause } from '../../kit/pause.ts';
import { H1eSimulator } from '../hitachi-h1e/simulator/h1e-simulator.ts';
import { XgSimulator } from '../xg/simulator/xg-simulator.ts';
import type { SimulatedScanner } from './far-end.ts';
import { obligingPerson } from './obliging-person.ts';
import { fingerVeinScriptSchema, type ScannerStep, type ScriptStep } from './script.ts';

interface FingerVeinSimulationOptions {
  /** JSON file, see `fingerVeinScriptSchema`. */
  readonly scriptFile: string;
  /** Takes one line of JSON at a time, first `{"port":"/tmp/…/driver"}`. */
  readonly print: (line: string) => void;
  /** Ends the simulation. */
  readonly signal: AbortSignal;
}

/**
 * Serves a simulated finger-vein scanner on a pty, following a script, until it is told to end. Rejects when the script is not
 * readable or not valid, or when socat is missing.
 */
export async function runFingerVeinSimulation(options: FingerVeinSimulationOptions): Promise<void> {
  const { print, signal } = options;
  const script: unknown = JSON.parse(await readFile(options.scriptFile, 'utf8'));
  const [scanner, ...steps] = fingerVeinScriptSchema.parse(script);
  const simulator = simulatorOf(scanner);
  await simulator.start();
  try {
    print(JSON.stringify({ port: simulator.path }));
    simulator.onEvent((event) => print(JSON.stringify(event)));
    await follow(simulator, steps, signal);
    await aborted(signal);
  } finally {
    await simulator.stop();
  }
}

function simulatorOf(step: ScannerStep): SimulatedScanner {
  const { do: _do, scanner, ...traits } = step;
  const given = Object.fromEntries(Object.entries(traits).filter(([, value]) => value !== undefined));
  return scanner === 'xg' ? new XgSimulator(given) : new H1eSimulator(given);
}

async function follow(
  simulator: SimulatedScanner,
  steps: readonly ScriptStep[],
  signal: AbortSignal,
): Promise<void> {
  let started = performance.now();
  let stopObliging = (): void => undefined;
  for (let index = 0; index < steps.length && !signal.aborted; index += 1) {
    const step = steps[index] as ScriptStep;
    if (step.after) await answered(simulator, step.after, signal);
    if (step.at !== undefined) await pause(Math.max(0, started + step.at - performance.now()), signal);
    if (signal.aborted) break;
    if (step.do === 'repeat') {
      // At least one turn of the event loop, or a script of nothing but this step would stop the process.
      await pause(1, signal);
      index = -1;
      started = performance.now();
    } else if (step.do === 'oblige') {
      stopObliging();
      stopObliging = obligingPerson(simulator, () => ({ finger: step.finger, pose: step.pose }), AT_ONCE);
    } else if (step.do === 'place') simulator.placeFinger({ finger: step.finger, pose: step.pose });
    else if (step.do === 'lift') simulator.liftFinger();
    else if (step.do === 'fault') simulator.inject(step.fault);
    else if (step.do === 'clearFaults') simulator.clearFaults();
    else if (step.do === 'wait') await pause(step.ms, signal);
    else await simulator[step.do]();
  }
}

const AT_ONCE = { layAfterMs: 0, liftAfterMs: 0 } as const;

/** Resolves at the next answer to such a command, or when the signal aborts. */
function answered(simulator: SimulatedScanner, operation: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      stop();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const stop = simulator.onEvent((event) => {
      if (event.operation === operation) done();
    });
    signal.addEventListener('abort', done, { once: true });
  });
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
