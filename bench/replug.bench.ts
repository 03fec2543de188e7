import { XgScanner } from '../drivers/finger-vein/xg/driver/xg-scanner.ts';
import { XgSimulator } from '../drivers/finger-vein/xg/simulator/xg-simulator.ts';
import { SdtIdCardReader } from '../drivers/id-card/sdt/driver/sdt-reader.ts';
import { SdtSimulator } from '../drivers/id-card/sdt/simulator/sdt-simulator.ts';
import { SerialTransport } from '../drivers/kit/serial-transport.ts';
import type { DeviceStatus } from '../drivers/kit/status.ts';
import { SerialPinPad } from '../drivers/pin-pad/serial/driver/serial-pin-pad.ts';
import { PinPadSimulator } from '../drivers/pin-pad/serial/simulator/pin-pad-simulator.ts';
import { EscposPrinter } from '../drivers/printer/escpos/driver/escpos-printer.ts';
import { EscposSimulator } from '../drivers/printer/escpos/simulator/escpos-simulator.ts';
import { loadProfile } from '../drivers/printer/profiles/profile.ts';
import type { Figure, Measurement } from './kit/figure.ts';
import { spread } from './kit/statistics.ts';

const TURNS = 12;
const GOAL_MS = 1000;
const PROFILE = 'custom-vkp80';

/** A device with its limits as they are delivered, and the cable of its simulator. */
interface Plugged {
  readonly device: {
    open(): Promise<{ readonly ok: boolean }>;
    close(): Promise<void>;
    onStatus(listener: (status: DeviceStatus) => void): () => void;
  };
  unplug(): Promise<void>;
  replug(): Promise<void>;
  stop(): Promise<void>;
}

/** From the moment in which the port is there again until the device is fit for work, over ptys. On USB the lab tells it. */
export const measure: Measurement = async () => {
  const figures: Figure[] = [];
  for (const [name, make] of Object.entries(devices)) {
    const plugged = await make();
    try {
      if (!(await plugged.device.open()).ok) throw new Error(`${name} was not opened`);
      const times: number[] = [];
      for (let turn = 0; turn < TURNS; turn += 1) {
        await until(plugged, (state) => state !== 'online', plugged.unplug);
        const since = await until(plugged, (state) => state === 'online', plugged.replug);
        times.push(performance.now() - since);
      }
      figures.push({
        name: `back after a re-plug: ${name}`,
        unit: 'ms',
        ...spread(times),
        goal: { on: 'p95', reference: GOAL_MS, most: 1, words: `<= ${GOAL_MS} ms (p95)` },
      });
    } finally {
      await plugged.device.close();
      await plugged.stop();
    }
  }
  return figures;
};

/** Resolves with the moment at which the cable was as wanted, when the device has said so. */
async function until(
  { device }: Plugged,
  fits: (state: DeviceStatus['state']) => boolean,
  move: () => Promise<void>,
): Promise<number> {
  const told = new Promise<void>((resolve) => {
    const stop = device.onStatus(({ state }) => {
      if (!fits(state)) return;
      stop();
      resolve();
    });
  });
  await move();
  const since = performance.now();
  await told;
  return since;
}

const devices: Readonly<Record<string, () => Promise<Plugged>>> = {
  'ID-card reader': async () => {
    const simulator = new SdtSimulator();
    await simulator.start();
    const device = new SdtIdCardReader({ line: new SerialTransport(simulator.path), simulated: true });
    return pluggedIn(device, simulator);
  },
  'receipt printer': async () => {
    const profile = loadProfile(PROFILE);
    if (!profile.ok) throw new Error(profile.error.message);
    const simulator = new EscposSimulator({ profile: PROFILE });
    const transport = new SerialTransport(await simulator.start());
    return {
      device: new EscposPrinter({ transport, profile: profile.value, simulated: true }),
      unplug: () => simulator.inject('unplug'),
      replug: () => simulator.clear(),
      stop: () => simulator.stop(),
    };
  },
  'finger-vein module': async () => {
    const simulator = new XgSimulator();
    await simulator.start();
    const device = new XgScanner({ line: new SerialTransport(simulator.path), simulated: true });
    return pluggedIn(device, simulator);
  },
  'PIN pad': async () => {
    const simulator = new PinPadSimulator({ masterKey: null });
    await simulator.start();
    const device = new SerialPinPad({ line: new SerialTransport(simulator.path, 9600), simulated: true });
    return pluggedIn(device, simulator);
  },
};

function pluggedIn(
  device: Plugged['device'],
  simulator: { unplug(): Promise<void>; replug(): Promise<void>; stop(): Promise<void> },
): Plugged {
  return {
    device,
    unplug: () => simulator.unplug(),
    replug: () => simulator.replug(),
    stop: () => simulator.stop(),
  };
}
