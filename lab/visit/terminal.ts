import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseConfig } from '../../main/app/config.ts';
import { startCore } from '../../main/app/core.ts';
import type { KioskIntent } from '../../main/contract/intent.ts';
import type { KioskSnapshot, KioskStep } from '../../main/contract/snapshot.ts';
import { fileKeyStore } from '../../main/ledger/key-store.ts';
import { openLog } from '../../main/log/log.ts';
import type { WorkerLauncher } from '../../main/ports/worker.ts';
import { workerEntries } from '../../main/workers/entries.ts';
import { forkLauncher } from '../../main/workers/fork-launcher.ts';
import { hostWorkers } from '../relay/guest.ts';

/** The real core in the guest, every device on USB and found by what it is, without a screen. */
export interface LabTerminal {
  does(type: 'beginEnrolment' | 'continue' | 'agree'): void;
  /** Resolves with the first snapshot of this step that fits; rejects with what is shown instead. */
  sees(step: KioskStep, fits?: (snapshot: KioskSnapshot) => boolean): Promise<KioskSnapshot>;
  onSnapshot(listener: (snapshot: KioskSnapshot) => void): () => void;
  readonly stateDir: string;
  log(): string;
  /** Ends the terminal; the folder stays until `forget`. */
  stop(): Promise<void>;
  forget(): void;
}

const root = path.join(import.meta.dirname, '..', '..');
const LOOK_LIMIT_MS = 240_000;

/**
 * Drivers and core run in the guest. The vision worker runs on the host, over the line of lab/relay: its models have no device, and in
 * software emulation one look would take longer than the core waits for it.
 */
export async function startTerminal(): Promise<LabTerminal> {
  const stateDir = mkdtempSync(path.join(tmpdir(), 'yinling-visit-'));
  const config = parseConfig({
    stateDir,
    voice: 'silent',
    idCard: { kind: 'found' },
    idPhoto: { kind: 'none' },
    socialCard: { kind: 'none' },
    printer: { kind: 'found' },
    printerProfile: 'custom-vkp80',
    // The simulated module draws a finger in software emulation before it has a picture.
    fingerVein: { kind: 'xg', found: {}, limits: { answer: 10_000, late: 5000, picture: 20_000, gap: 3000 } },
    camera: { kind: 'found' },
    cameraFormat: { width: 960, height: 720, fps: 5 },
    // The patience of a machine that is 20 to 50 times slower.
    delays: {
      ...{ idle: 600_000, placeCard: 300_000, readCard: 60_000, lookUp: 30_000, submit: 60_000 },
      ...{ faceTry: 180_000, enrolFinger: 300_000, serviceAway: 60_000, print: 120_000, takeSlip: 300_000 },
      ...{ goodbye: 2000, faceNote: 1000 },
    },
  });
  if (!config.ok) throw new Error(config.error.message);
  const logFile = path.join(stateDir, 'log', 'yinling.log');
  const log = openLog({ to: { file: logFile } });
  const tell = (line: string): void => log('worker-output', { worker: 'lab', line });
  const here = forkLauncher({
    entries: workerEntries(),
    onOutput: (worker, line) => tell(`${worker}: ${line}`),
  });
  const onHost = hostWorkers(tell);
  const launcher: WorkerLauncher = (name, argument) =>
    (name === 'vision' ? onHost.launcher : here)(name, argument);
  const started = await startCore({
    config: config.value,
    log,
    launcher,
    keyStore: fileKeyStore(path.join(stateDir, 'keys', 'ledger.key')),
    fixturesDir: path.join(root, 'fixtures'),
    supervision: { startLimitMs: 240_000, silenceLimitMs: 120_000, stopLimitMs: 30_000 },
  });
  if (!started.ok) throw new Error(`${started.error.code} ${started.error.message}`);
  const core = started.value;
  const readLog = (): string => readFileSync(logFile, 'utf8');
  return {
    stateDir,
    log: readLog,
    does: (type) => core.intent('kiosk', { type } as KioskIntent),
    onSnapshot: (listener) => core.onSnapshot(listener),
    sees: (step, fits = () => true) =>
      new Promise((resolve, reject) => {
        let stop: (() => void) | null = null;
        let done = false;
        const end = (): void => {
          done = true;
          clearTimeout(timer);
          stop?.();
        };
        const timer = setTimeout(() => {
          end();
          const said = readLog().split('\n').slice(-30).join('\n');
          reject(new Error(`no ${step}, but ${JSON.stringify(core.snapshot())}\n${said}`));
        }, LOOK_LIMIT_MS);
        stop = core.onSnapshot((snapshot) => {
          if (done || snapshot.view.step !== step || !fits(snapshot)) return;
          end();
          resolve(snapshot);
        });
        if (done) stop();
      }),
    stop: async () => {
      await core.stop();
      onHost.stop();
    },
    forget: () => rmSync(stateDir, { recursive: true, force: true }),
  };
}
