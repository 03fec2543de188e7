import { type VisionApi, type VisionEvents, visionAnswers } from '../biometrics/vision-api.ts';
import {
  type DevicesConfig,
  type DriversApi,
  type DriversEvents,
  driversAnswers,
  driversEvents,
} from '../devices/drivers-api.ts';
import type { LineConfig } from '../devices/device-config.ts';
import { simulatedScanner } from '../devices/finger-vein-config.ts';
import {
  type SimulatedPorts,
  type SimulatorsApi,
  type SimulatorsEvents,
  simulatorsAnswers,
  simulatorsEvents,
} from '../devices/simulators-api.ts';
import type { Log } from '../log/log.ts';
import type { PinMasterKey } from './pin-master-key.ts';
import type { WorkerLauncher } from '../ports/worker.ts';
import { connectWorker, type WorkerConnection } from '../workers/connect-worker.ts';
import type { SupervisionTimes } from '../workers/supervisor.ts';
import type { Config } from './config.ts';

/** Opening every device of a slow terminal, baud detection over five speeds included. */
const CONFIGURE_LIMIT_MS = 30_000;
/** Simulators render their first pictures before they have an address. */
const PORTS_LIMIT_MS = 60_000;

export interface Workers {
  readonly drivers: WorkerConnection<DriversApi, DriversEvents>;
  readonly vision: WorkerConnection<VisionApi, VisionEvents>;
  /** Null when no device is simulated. */
  readonly simulators: WorkerConnection<SimulatorsApi, SimulatorsEvents> | null;
  /** Tells the drivers worker what to open; to be called after each of its (re)starts. */
  configureDrivers(): void;
}

interface StartWorkers {
  readonly config: Config;
  readonly launcher: WorkerLauncher;
  readonly log: Log;
  readonly supervision: Partial<SupervisionTimes>;
  /** For the keys on the screen; null when they are not used. */
  readonly pinMasterKey: PinMasterKey | null;
}

/** Starts the workers that the configuration needs, each in a process of its own. */
export function startWorkers({ config, launcher, log, supervision, pinMasterKey }: StartWorkers): Workers {
  const { idCard, socialCard, printer, camera, pinPad, fingerVein } = config;
  const anySimulated = [idCard, socialCard, printer, camera, pinPad, fingerVein].some(
    ({ kind }) => kind === 'simulated',
  );
  const simulators = anySimulated
    ? connectWorker<SimulatorsApi, SimulatorsEvents>({
        name: 'simulators',
        launcher,
        argument: {
          printerProfile: config.printerProfile,
          cameraFormat: config.cameraFormat,
          fingerVein: fingerVein.kind === 'simulated' ? fingerVein.scanner : null,
        },
        answers: simulatorsAnswers,
        events: simulatorsEvents,
        log,
        times: supervision,
      })
    : null;
  const drivers = connectWorker<DriversApi, DriversEvents>({
    name: 'drivers',
    launcher,
    argument: null,
    answers: driversAnswers,
    events: driversEvents,
    log,
    times: supervision,
  });
  const vision = connectWorker<VisionApi, VisionEvents>({
    name: 'vision',
    launcher,
    argument: { imageOps: config.imageOps },
    answers: visionAnswers,
    events: {},
    log,
    times: supervision,
  });

  const configure = async (): Promise<void> => {
    let ports: SimulatedPorts | null = null;
    if (simulators) {
      const asked = await simulators.call('ports', {}, { limitMs: PORTS_LIMIT_MS });
      if (!asked.ok) {
        log('failure', { code: asked.error.code, action: asked.error.action, where: 'simulators' });
        return;
      }
      ports = asked.value;
    }
    const done = await drivers.call('configure', devicesConfig(config, ports, pinMasterKey), {
      limitMs: CONFIGURE_LIMIT_MS,
    });
    if (!done.ok) log('failure', { code: done.error.code, action: done.error.action, where: 'drivers' });
  };
  const configureDrivers = (): void => void configure();
  // Simulators that had to be restarted have new addresses.
  let simulatorStarts = 0;
  simulators?.onState((state) => {
    if (state === 'up' && simulatorStarts++ > 0) configureDrivers();
  });
  return { drivers, vision, simulators, configureDrivers };
}

/** What the drivers worker is to open: configured ports, or the addresses of the simulators. */
function devicesConfig(
  config: Config,
  ports: SimulatedPorts | null,
  masterKey: PinMasterKey | null,
): DevicesConfig {
  const serial = (
    device: Exclude<Config['idCard'], { kind: 'found' }> | Exclude<Config['pinPad'], { kind: 'screen' }>,
    simulatedPort: string | undefined,
  ) =>
    device.kind === 'serial'
      ? { port: device.port, baudRate: device.baudRate, simulated: false }
      : { port: simulatedPort ?? '', baudRate: undefined, simulated: true };
  const line = (
    device: Config['idCard'] | Config['printer'],
    simulatedPort: string | undefined,
  ): LineConfig => {
    if (device.kind !== 'found') return serial(device, simulatedPort);
    const { kind: _, ...found } = device;
    return { found };
  };
  return {
    fingerprints: config.fingerprints ?? undefined,
    idCard: line(config.idCard, ports?.idCard),
    idPhoto: config.idPhoto,
    printer: line(config.printer, ports?.printer),
    printerProfile: config.printerProfile,
    pinPad: {
      pad: config.pinPad.kind === 'screen' ? null : serial(config.pinPad, ports?.pinPad),
      masterKey,
    },
    socialCard: socialCardDevice(config.socialCard, ports),
    fingerVein: fingerVeinDevice(config.fingerVein, ports),
    camera: {
      input:
        config.camera.kind === 'simulated' ? { kind: 'simulator', url: ports?.cameraUrl } : config.camera,
      format: config.cameraFormat,
    },
    imageOps: config.imageOps,
    lights: config.lights.kind === 'none' ? undefined : config.lights,
  };
}

function socialCardDevice(
  device: Config['socialCard'],
  ports: SimulatedPorts | null,
): DevicesConfig['socialCard'] {
  if (device.kind === 'pcsc') return { ...device, simulated: false };
  if (device.kind === 'none' || !ports) return { kind: 'none' };
  const { socialCard } = ports;
  const initialPin = '123456';
  return socialCard.kind === 'line'
    ? { ...socialCard, initialPin }
    : { ...socialCard, initialPin, simulated: true };
}

function fingerVeinDevice(
  device: Config['fingerVein'],
  ports: SimulatedPorts | null,
): DevicesConfig['fingerVein'] {
  if (device.kind === 'xg' || device.kind === 'hitachi') return { ...device, simulated: false };
  if (device.kind !== 'simulated') return device;
  return simulatedScanner(ports?.fingerVein ?? null);
}
