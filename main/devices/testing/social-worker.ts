import { rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { simulatedExternal, simulatedInternal } from '../../../fixtures/social-cards/simulated-security.ts';
import type { DockOperation } from '../../contract/dock.ts';
import { ok, type Result } from '../../contract/failure.ts';
import { openLog } from '../../log/log.ts';
import type { HsmAnswer, HsmChallenge } from '../../ports/social-card-reader.ts';
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
import {
  type SimulatedState,
  type SimulatorsApi,
  type SimulatorsEvents,
  simulatorsAnswers,
  simulatorsEvents,
} from '../simulators-api.ts';
import { socialCardReaderOn } from '../social-card-reader.ts';

/** A device that is not there: it is looked for again and again, and nobody waits for it. */
const nowhere = { port: '/nonexistent/tty', simulated: true };

/** Real drivers and simulators workers, the port on them, and the dock's operations. */
export async function openSocialWorker(
  change: (config: DevicesConfig['socialCard']) => DevicesConfig['socialCard'],
) {
  const dir = mkdtempSync(path.join(tmpdir(), 'yinling-social-worker-'));
  const log = openLog({ to: { file: path.join(dir, 'log') } });
  const output: string[] = [];
  const launcher = forkLauncher({
    entries: workerEntries(),
    onOutput: (_worker, line) => output.push(line),
  });
  const simulators = connectWorker<SimulatorsApi, SimulatorsEvents>({
    ...{ name: 'simulators', launcher, log, answers: simulatorsAnswers, events: simulatorsEvents },
    argument: { printerProfile: 'custom-vkp80', cameraFormat: { width: 640, height: 480, fps: 10 } },
  });
  const drivers = connectWorker<DriversApi, DriversEvents>({
    ...{ name: 'drivers', launcher, log, argument: null, answers: driversAnswers, events: driversEvents },
  });
  let state: SimulatedState | null = null;
  simulators.on('state', (next) => {
    state = next;
  });
  const ports = await simulators.call('ports', {}, { limitMs: 60_000 });
  if (!ports.ok) throw new Error(ports.error.message);
  const { socialCard } = ports.value;
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
    socialCard: change(
      socialCard.kind === 'line'
        ? { ...socialCard, initialPin: '123456' }
        : { ...socialCard, initialPin: '123456', simulated: true },
    ),
    fingerVein: { kind: 'none' },
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
    kind: socialCard.kind,
    reader: socialCardReaderOn(drivers),
    state: () => state,
    operate: async (operation: DockOperation): Promise<void> => {
      await simulators.call('operate', operation as never, { limitMs: 20_000 });
    },
    /** Types a password by the keys on the screen; its handle. */
    enterPin: async (digits: string): Promise<string> => {
      const entered = drivers.call('pinEnter', { kind: 'cardPin', by: 'screen' }, { limitMs: 20_000 });
      for (const key of digits) await drivers.call('pinPress', { key: key as never }, { limitMs: 5000 });
      await drivers.call('pinConfirm', {}, { limitMs: 5000 });
      const handle = await entered;
      if (!handle.ok) throw new Error(handle.error.message);
      return handle.value.handleId;
    },
    close: async (): Promise<void> => {
      await Promise.all([drivers.stop(), simulators.stop()]);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** The authority's HSM, as the simulated keys have it. */
export async function simulatedHsm(challenge: HsmChallenge): Promise<Result<HsmAnswer>> {
  const algorithm = challenge.algorithm === 'SM4' ? 'SM4' : '3DES';
  const [one = '', two = '', three = '', four = ''] = challenge.randoms;
  return ok({
    internal: simulatedInternal(algorithm, challenge.cardIdCode, one, two),
    external: four === '' ? '' : simulatedExternal(algorithm, challenge.cardIdCode, three, four),
  });
}
