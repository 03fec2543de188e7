import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pause } from '../../../kit/pause.ts';
import { encodeSimulatedWlt } from '../../photo/simulated-wlt.ts';
import type { Operation } from './faults.ts';
import { idCardScriptSchema, type ScriptStep } from './script.ts';
import { SdtSimulator } from './sdt-simulator.ts';

interface IdCardSimulationOptions {
  /** JSON file, see `idCardScriptSchema`; without one a module without a card is served. */
  readonly scriptFile?: string;
  /** Takes one line of JSON at a time, first `{"port":"/tmp/…/driver"}`. */
  readonly print: (line: string) => void;
  /** Ends the simulation; without it SIGINT and SIGTERM do. */
  readonly signal?: AbortSignal;
}

/**
 * Serves a simulated ID-card reader on a pty, following a script, until it is told to end. Rejects when the script is not
 * readable or not valid, or when socat is missing.
 */
export async function runIdCardSimulation(options: IdCardSimulationOptions): Promise<void> {
  const { scriptFile, print } = options;
  const steps = scriptFile === undefined ? [] : await loadScript(scriptFile);
  const first = steps[0];
  const { do: _kind, ...traits } = first?.do === 'module' ? first : { do: 'module' as const };
  const simulator = new SdtSimulator(dropUndefined(traits));
  const ended = new AbortController();
  const end = (): void => ended.abort();
  options.signal?.addEventListener('abort', end, { once: true });
  if (options.signal?.aborted) end();
  if (!options.signal) {
    process.once('SIGINT', end);
    process.once('SIGTERM', end);
  }
  await simulator.start();
  try {
    print(JSON.stringify({ port: simulator.path }));
    simulator.onEvent((event) => print(JSON.stringify({ ...event, sw3: event.sw3?.toString(16) ?? null })));
    const folder = scriptFile === undefined ? '.' : path.dirname(scriptFile);
    await follow(simulator, steps, folder, ended.signal);
    await aborted(ended.signal);
  } finally {
    await simulator.stop();
    process.off('SIGINT', end);
    process.off('SIGTERM', end);
  }
}

async function loadScript(file: string): Promise<ScriptStep[]> {
  return idCardScriptSchema.parse(JSON.parse(await readFile(file, 'utf8')));
}

async function follow(
  simulator: SdtSimulator,
  steps: readonly ScriptStep[],
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  let started = performance.now();
  for (let index = 0; index < steps.length && !signal.aborted; index += 1) {
    const step = steps[index] as ScriptStep;
    if (step.do === 'module') continue;
    if (step.after) await answered(simulator, step.after, signal);
    if (step.at !== undefined) await pause(started + step.at - performance.now(), signal);
    if (signal.aborted) return;
    if (step.do === 'repeat') {
      // At least one turn of the event loop, or a script of nothing but this step would stop the process.
      await pause(1, signal);
      index = -1;
      started = performance.now();
    } else await act(simulator, step, folder, signal);
  }
}

async function act(
  simulator: SdtSimulator,
  step: Exclude<ScriptStep, { do: 'module' | 'repeat' }>,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  switch (step.do) {
    case 'place': {
      const { portrait, ...card } = step.card;
      const picture = portrait === undefined ? null : await readFile(path.resolve(folder, portrait));
      simulator.placeCard(
        dropUndefined({ ...card, portraitWlt: picture && (await encodeSimulatedWlt(picture)) }),
      );
      return;
    }
    case 'remove':
      simulator.removeCard();
      return;
    case 'fault':
      simulator.inject(step.fault);
      return;
    case 'clearFaults':
      simulator.clearFaults();
      return;
    case 'unplug':
      return simulator.unplug();
    case 'replug':
      return simulator.replug();
    case 'wait':
      await pause(step.ms, signal);
  }
}

/** Resolves at the next answer to such a command, or when the signal aborts. */
function answered(simulator: SdtSimulator, operation: Operation, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      stop();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const stop = simulator.onEvent((event) => event.operation === operation && done());
    signal.addEventListener('abort', done, { once: true });
  });
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

type Dropped<T> = { [K in keyof T]: Exclude<T[K], null> };

/** Optional fields that a schema left as `undefined` (or null) are taken for absent. */
function dropUndefined<T extends object>(value: T): Dropped<T> {
  return Object.fromEntries(
    Object.entries(value).filter(([, entry]) => entry !== undefined && entry !== null),
  ) as Dropped<T>;
}
