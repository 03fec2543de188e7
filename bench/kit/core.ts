import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseConfig } from '../../main/app/config.ts';
import { startCore } from '../../main/app/core.ts';
import type { DockState } from '../../main/contract/dock.ts';
import type { KioskIntentType } from '../../main/contract/intent.ts';
import type { KioskSnapshot, KioskStep, KioskView } from '../../main/contract/snapshot.ts';
import { fileKeyStore } from '../../main/ledger/key-store.ts';
import { openLog } from '../../main/log/log.ts';
import type { WorkerLauncher, WorkerName } from '../../main/ports/worker.ts';
import type { Core, CoreDock } from '../../main/shell/core.ts';
import { workerEntries } from '../../main/workers/entries.ts';
import { forkLauncher } from '../../main/workers/fork-launcher.ts';

export const root = path.join(import.meta.dirname, '..', '..');

/** A terminal's core in this process, as main/shell/start.ts starts it, with its workers and a state folder of its own. */
export interface BenchCore {
  readonly core: Core;
  readonly dock: CoreDock;
  readonly stateDir: string;
  /** Process ids of the workers that run now. */
  readonly pids: ReadonlyMap<WorkerName, number>;
  /** The first snapshot that fits, perhaps the present one. Rejects after `limitMs`. */
  until(what: string, fits: (snapshot: KioskSnapshot) => boolean, limitMs?: number): Promise<KioskSnapshot>;
  untilStep(step: KioskStep, limitMs?: number): Promise<KioskSnapshot>;
  untilDock(what: string, fits: (state: DockState) => boolean, limitMs?: number): Promise<DockState>;
  /** Sends the intent as soon as it does something: a hand that is always ready. */
  press(
    intent: Extract<
      KioskIntentType,
      'beginActivation' | 'beginEnrolment' | 'continue' | 'agree' | 'leave' | 'confirmLeave'
    >,
  ): Promise<void>;
  stop(): Promise<void>;
}

const LIMIT_MS = 30_000;

/** Starts it with `config` laid over the demo configuration and waits until a visit can begin, with paper. */
export async function startBenchCore(config: Readonly<Record<string, unknown>> = {}): Promise<BenchCore> {
  const stateDir = mkdtempSync(path.join(tmpdir(), 'yinling-bench-'));
  const parsed = parseConfig({ ...config, stateDir });
  if (!parsed.ok) throw new Error(parsed.error.message);
  const logFile = path.join(stateDir, 'log', 'yinling.log');
  const log = openLog({ to: { file: logFile } });
  const pids = new Map<WorkerName, number>();
  const launch = forkLauncher({
    entries: workerEntries(),
    onOutput: (worker, line) => log('worker-output', { worker, line }),
  });
  const launcher: WorkerLauncher = (name, argument) => {
    const worker = launch(name, argument);
    if (worker.pid !== undefined) pids.set(name, worker.pid);
    return worker;
  };
  const started = await startCore({
    config: parsed.value,
    log,
    launcher,
    keyStore: fileKeyStore(path.join(stateDir, 'keys', 'ledger.key')),
    fixturesDir: path.join(root, 'fixtures'),
  });
  if (!started.ok) throw new Error(`${started.error.code} ${started.error.message}`);
  const core = started.value;
  const { dock } = core;
  if (!dock) throw new Error('the bench needs simulated devices');

  const until: BenchCore['until'] = (what, fits, limitMs = LIMIT_MS) =>
    first(
      (listener) => core.onSnapshot(listener),
      fits,
      limitMs,
      () => {
        const { view, notice } = core.snapshot();
        const why = view.step === 'handover' ? ` (${view.reason} ${view.errorCode ?? ''})` : slipOf(view);
        const shown = `step ${view.step}${why}, notice ${notice?.code ?? 'none'}`;
        const log = readFileSync(logFile, 'utf8').trim().split('\n').slice(-12).join('\n');
        return `no ${what} within ${limitMs} ms; ${shown}; the last of the log:\n${log}`;
      },
    );
  const bench: BenchCore = {
    core,
    dock,
    stateDir,
    pids,
    until,
    untilStep: (step, limitMs) => until(`step ${step}`, ({ view }) => view.step === step, limitMs),
    untilDock: (what, fits, limitMs = LIMIT_MS) =>
      first(
        (listener) => dock.onState(listener),
        fits,
        limitMs,
        () => `the dock shows no ${what}`,
      ),
    press: async (type) => {
      await until(`intent ${type}`, ({ allowed }) => allowed.includes(type));
      core.intent('kiosk', { type });
    },
    stop: async () => {
      await core.stop();
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
  try {
    await bench.untilDock('cards', ({ cards }) => cards.length > 0, 60_000);
    await until(
      'open terminal with paper',
      ({ view, notice }) => view.step === 'welcome' && view.open && view.slipPossible && notice === null,
      60_000,
    );
    return bench;
  } catch (error) {
    await bench.stop();
    throw error;
  }
}

const slipOf = (view: KioskView): string => ('slip' in view ? ` (slip ${view.slip.state})` : '');

/** `listen` tells the present value at once or not, and every later one. */
function first<T>(
  listen: (listener: (value: T) => void) => () => void,
  fits: (value: T) => boolean,
  limitMs: number,
  why: () => string,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let stop: (() => void) | null = null;
    let done = false;
    const timer = setTimeout(() => {
      stop?.();
      reject(new Error(why()));
    }, limitMs);
    stop = listen((value) => {
      if (done || !fits(value)) return;
      done = true;
      clearTimeout(timer);
      stop?.();
      resolve(value);
    });
    if (done) stop();
  });
}
