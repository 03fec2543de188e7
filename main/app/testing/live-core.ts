import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { DockOperation, DockState } from '../../contract/dock.ts';
import type { KioskIntent } from '../../contract/intent.ts';
import type { KioskSnapshot } from '../../contract/snapshot.ts';
import { fileKeyStore } from '../../ledger/key-store.ts';
import { openLog } from '../../log/log.ts';
import type { WorkerLauncher, WorkerName } from '../../ports/worker.ts';
import type { Core, CoreDock } from '../../shell/core.ts';
import { workerEntries } from '../../workers/entries.ts';
import { forkLauncher } from '../../workers/fork-launcher.ts';
import type { SupervisionTimes } from '../../workers/supervisor.ts';
import { parseConfig } from '../config.ts';
import { startCore } from '../core.ts';

const root = path.join(import.meta.dirname, '..', '..', '..');
/** A whole terminal on a machine that does much else at the same time. */
const START_LIMIT_MS = 120_000;

/** Intents that say nothing but their name. */
type PlainIntent = Exclude<
  KioskIntent,
  { type: 'comfort' | 'chooseReason' | 'chooseRelation' | 'padKey' | 'sign' }
>;
export type PlainIntentType = PlainIntent['type'];

/** The real core with real workers and simulated devices in this process, as main/shell/start.ts starts it, without a screen. */
export interface LiveCore {
  readonly core: Core;
  readonly dock: CoreDock;
  readonly stateDir: string;
  /** Everything the workers wrote to stdout and stderr, before the log scrubs it. */
  readonly workerOutput: readonly string[];
  readonly pids: ReadonlyMap<WorkerName, number>;
  /** The text of the log file so far. */
  log(): string;
  does(type: PlainIntentType): void;
  until(what: string, fits: (snapshot: KioskSnapshot) => boolean, limitMs?: number): Promise<KioskSnapshot>;
  untilDock(what: string, fits: (state: DockState) => boolean, limitMs?: number): Promise<DockState>;
  operate(operation: DockOperation): void;
  /** The pension year of everybody begins anew, so that the same person can certify again. */
  newYear(): void;
  /** How often the authority applied each idempotency key. */
  applications(): Map<string, number>;
  stop(): Promise<void>;
}

export interface LiveCoreOptions {
  /** Laid over the demo configuration. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Goes on where an earlier core ended; without one a new folder, removed at the end. */
  readonly stateDir?: string;
  readonly supervision?: Partial<SupervisionTimes>;
  /** Stands between the core and the real launcher. */
  readonly launcher?: (real: WorkerLauncher) => WorkerLauncher;
}

/** Starts it and waits until a visit can begin with paper. */
export async function startLiveCore(options: LiveCoreOptions = {}): Promise<LiveCore> {
  const stateDir = options.stateDir ?? mkdtempSync(path.join(tmpdir(), 'yinling-live-'));
  const { delays, ...config } = options.config ?? {};
  const parsed = parseConfig({
    voice: 'silent',
    // Fewer and smaller pictures: enough to see everything, and a third of the processor.
    cameraFormat: { width: 640, height: 480, fps: 6 },
    // The patience of a busy machine: with few pictures a second a check takes long, and no try is to be lost by that.
    // Nobody reads the last screen here.
    delays: { faceTry: 180_000, goodbye: 2_000, ...(delays as object | undefined) },
    ...config,
    stateDir,
  });
  if (!parsed.ok) throw new Error(parsed.error.message);
  const logFile = path.join(stateDir, 'log', 'yinling.log');
  const workerOutput: string[] = [];
  const pids = new Map<WorkerName, number>();
  const log = openLog({ to: { file: logFile } });
  const fork = forkLauncher({
    entries: workerEntries(),
    onOutput: (worker, line) => {
      workerOutput.push(`${worker}: ${line}`);
      log('worker-output', { worker, line });
    },
  });
  const real: WorkerLauncher = (name, argument) => {
    const worker = fork(name, argument);
    if (worker.pid !== undefined) pids.set(name, worker.pid);
    return worker;
  };
  const started = await startCore({
    config: parsed.value,
    log,
    launcher: options.launcher?.(real) ?? real,
    keyStore: fileKeyStore(path.join(stateDir, 'keys', 'ledger.key')),
    fixturesDir: path.join(root, 'fixtures'),
    ...(options.supervision ? { supervision: options.supervision } : {}),
  });
  if (!started.ok) throw new Error(`${started.error.code} ${started.error.message}`);
  const core = started.value;
  const { dock } = core;
  if (!dock) throw new Error('a live core needs simulated devices');

  const authority = <T>(work: (db: DatabaseSync) => T): T => {
    const db = new DatabaseSync(path.join(stateDir, 'authority.sqlite'), { timeout: 5000 });
    try {
      return work(db);
    } finally {
      db.close();
    }
  };
  const live: LiveCore = {
    core,
    dock,
    stateDir,
    workerOutput,
    pids,
    log: () => readFileSync(logFile, 'utf8'),
    does: (type) => core.intent('kiosk', { type } as PlainIntent),
    until: (what, fits, limitMs = 60_000) =>
      first(
        (listener) => core.onSnapshot(listener),
        fits,
        limitMs,
        () => `no ${what} in ${limitMs} ms, but ${JSON.stringify(core.snapshot())}`,
      ),
    untilDock: (what, fits, limitMs = 60_000) =>
      first(
        (listener) => dock.onState(listener),
        fits,
        limitMs,
        () => `the dock shows no ${what} in ${limitMs} ms`,
      ),
    operate: (operation) => dock.operate(operation),
    newYear: () => authority((db) => db.exec('UPDATE person SET certified_until = NULL')),
    applications: () =>
      authority(
        (db) =>
          new Map(
            db
              .prepare('SELECT key, count(*) AS n FROM application GROUP BY key')
              .all()
              .map((row) => [row.key as string, row.n as number]),
          ),
      ),
    stop: async () => {
      await core.stop();
      if (options.stateDir === undefined) rmSync(stateDir, { recursive: true, force: true });
    },
  };
  try {
    await live.untilDock('cards', ({ cards }) => cards.length > 0, START_LIMIT_MS);
    await live.until(
      'open terminal with paper',
      ({ view, notice }) => view.step === 'welcome' && view.open && view.slipPossible && !notice,
      START_LIMIT_MS,
    );
  } catch (error) {
    await live.stop();
    throw error;
  }
  return live;
}

/** The first value that fits of a source that may tell its present one at once. */
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
