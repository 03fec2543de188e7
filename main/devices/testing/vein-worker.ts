import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DockOperation } from '../../contract/dock.ts';
import { openLog } from '../../log/log.ts';
import { connectWorker } from '../../workers/connect-worker.ts';
import { workerEntries } from '../../workers/entries.ts';
import { forkLauncher } from '../../workers/fork-launcher.ts';
import {
  type DevicesConfig,
  type DriversApi,
  type DriversEvents,
  driversAnswers,
  driversEvents,
} from '../drivers-api.ts';
import type { VeinScannerEvent } from '../finger-vein-api.ts';
import { simulatedScanner } from '../finger-vein-config.ts';
import {
  type SimulatedState,
  type SimulatorsApi,
  type SimulatorsEvents,
  simulatorsAnswers,
  simulatorsEvents,
} from '../simulators-api.ts';

/** A device that is not there: it is looked for again and again, and nobody waits for it. */
const nowhere = { port: '/nonexistent/tty', simulated: true };

export type ScannerKind = 'xg' | 'hitachi' | 'imageScanner';

/** Real drivers and simulators workers with a simulated finger-vein scanner (null: none), and the dock's operations. */
export async function openVeinWorker(kind: ScannerKind | null) {
  const dir = mkdtempSync(path.join(tmpdir(), 'yinling-vein-worker-'));
  const log = openLog({ to: { file: path.join(dir, 'log') } });
  const output: string[] = [];
  const launcher = forkLauncher({
    entries: workerEntries(),
    onOutput: (_worker, line) => output.push(line),
  });
  const simulators = connectWorker<SimulatorsApi, SimulatorsEvents>({
    ...{ name: 'simulators', launcher, log, answers: simulatorsAnswers, events: simulatorsEvents },
    argument: {
      printerProfile: 'custom-vkp80',
      cameraFormat: { width: 320, height: 240, fps: 5 },
      fingerVein: kind,
    },
  });
  const drivers = connectWorker<DriversApi, DriversEvents>({
    ...{ name: 'drivers', launcher, log, argument: null, answers: driversAnswers, events: driversEvents },
  });
  let state: SimulatedState | null = null;
  const stateListeners = new Set<(next: SimulatedState) => void>();
  simulators.on('state', (next) => {
    state = next;
    for (const listener of stateListeners) listener(next);
  });
  const events: VeinScannerEvent[] = [];
  drivers.on('veinScanner', (event) => events.push(event));
  const ports = await simulators.call('ports', {}, { limitMs: 60_000 });
  if (!ports.ok) throw new Error(ports.error.message);
  const config: DevicesConfig = {
    idCard: nowhere,
    idPhoto: { kind: 'none' },
    printer: nowhere,
    printerProfile: 'custom-vkp80',
    pinPad: { pad: null, masterKey: null },
    camera: {
      input: { kind: 'simulator', url: 'tcp://127.0.0.1:9' },
      format: { width: 640, height: 480, fps: 10 },
    },
    socialCard: { kind: 'none' },
    fingerVein: simulatedScanner(ports.value.fingerVein),
    imageOps: 'opencv-js',
  };
  const configured = await drivers.call('configure', config, { limitMs: 30_000 });
  if (!configured.ok) throw new Error(configured.error.message);
  drivers.onState((next) => {
    if (next === 'up') void drivers.call('configure', config, { limitMs: 30_000 });
  });
  return {
    drivers,
    output,
    events,
    state: () => state,
    /** Resolves when the dock's state is so. */
    untilState: (fits: (now: SimulatedState) => boolean): Promise<void> =>
      new Promise((resolve) => {
        const look = (now: SimulatedState): void => {
          if (!fits(now)) return;
          stateListeners.delete(look);
          resolve();
        };
        stateListeners.add(look);
        if (state) look(state);
      }),
    /** Resolves at the next such event of the scanner. */
    nextEvent: (wanted: VeinScannerEvent['kind']): Promise<void> =>
      new Promise((resolve) => {
        const stop = drivers.on('veinScanner', (event) => {
          if (event.kind !== wanted) return;
          stop();
          resolve();
        });
      }),
    /** Resolves when the scanner went away (true) or came back. */
    away: (wanted: boolean): Promise<void> =>
      new Promise((resolve) => {
        const stop = drivers.on('device', ({ device, error }) => {
          if (device !== 'fingerVein' || (error !== null) !== wanted) return;
          stop();
          resolve();
        });
      }),
    operate: async (operation: DockOperation): Promise<void> => {
      const done = await simulators.call('operate', operation as never, { limitMs: 20_000 });
      if (!done.ok) throw new Error(done.error.message);
    },
    askFinger: (finger: 'rightIndex' | 'rightMiddle' | 'leftIndex' | 'leftMiddle' | null) =>
      simulators.call('askedFinger', { finger }, { limitMs: 5000 }),
    close: async (): Promise<void> => {
      await Promise.all([drivers.stop(), simulators.stop()]);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
