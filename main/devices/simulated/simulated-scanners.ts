import { H1eSimulator } from '../../../drivers/finger-vein/hitachi-h1e/simulator/h1e-simulator.ts';
import {
  type ImageScannerFault,
  ImageScannerSimulator,
} from '../../../drivers/finger-vein/image-scanner/simulator/image-scanner-simulator.ts';
import type { SimulatedScanner } from '../../../drivers/finger-vein/simulator/far-end.ts';
import type { SimulatedFault } from '../../../drivers/finger-vein/simulator/faults.ts';
import type { AskingScanner } from '../../../drivers/finger-vein/simulator/obliging-person.ts';
import { XgSimulator } from '../../../drivers/finger-vein/xg/simulator/xg-simulator.ts';
import type { SimulatedPorts } from '../simulators-api.ts';

/** A simulated scanner of any kind, as the dock works it. */
export interface DockScanner extends AskingScanner {
  readonly ports: NonNullable<SimulatedPorts['fingerVein']>;
  /** Faults the dock offers, by the name it shows. */
  readonly faults: readonly string[];
  /** Puts this fault in force, and no other; null: none. */
  setFault(name: string | null): void;
  unplug(): Promise<void>;
  replug(): Promise<void>;
  stop(): Promise<void>;
}

const wireFaults: Readonly<Record<string, SimulatedFault>> = {
  没有回答: { fault: 'mute' },
  回答很慢: { fault: 'slow', ms: 1200 },
  校验和错: { fault: 'wrongSum' },
  前有杂音: { fault: 'stray' },
  回答不完整: { fault: 'cutShort' },
};
const xgFaults: Readonly<Record<string, SimulatedFault>> = {
  ...wireFaults,
  看不见静脉: { fault: 'error', code: 0x11, on: ['veinImage', 'feature', 'enrol', 'verify'] },
  不给图像: { fault: 'error', code: 0x10, on: 'veinImage' },
  中途重启: { fault: 'error', code: 0x0f, on: ['fingerStatus', 'veinImage'], times: 1 },
  模块报故障: { fault: 'error', code: 0x12 },
};
const hitachiFaults: Readonly<Record<string, SimulatedFault>> = {
  ...wireFaults,
  看不见静脉: { fault: 'error', code: 0x21, on: 'capture' },
};
const imageFaults: Readonly<Record<string, ImageScannerFault>> = {
  没有画面: 'silent',
  画面停住: 'frozen',
  画面乱码: 'garbage',
  红外灯不亮: 'darkLight',
};
const LIGHT_WORDS = { on: 'ON\r', off: 'OFF\r' } as const;

/** Starts a simulated scanner of this kind. */
export async function openSimulatedScanner(kind: 'xg' | 'hitachi' | 'imageScanner'): Promise<DockScanner> {
  if (kind !== 'imageScanner') {
    const simulator: SimulatedScanner = kind === 'xg' ? new XgSimulator() : new H1eSimulator();
    await simulator.start();
    const faults = kind === 'xg' ? xgFaults : hitachiFaults;
    return Object.assign(simulator, {
      ports: { kind, port: simulator.path },
      faults: Object.keys(faults),
      setFault: chosenFrom(faults, simulator),
    });
  }
  const simulator = new ImageScannerSimulator(LIGHT_WORDS);
  await simulator.start();
  return Object.assign(simulator, {
    ports: { kind, url: simulator.url, light: simulator.lightPath, ...LIGHT_WORDS },
    faults: Object.keys(imageFaults),
    setFault: chosenFrom(imageFaults, simulator),
  });
}

const chosenFrom =
  <F>(
    faults: Readonly<Record<string, F>>,
    simulator: { inject(fault: F): void; clearFaults(): void },
  ): DockScanner['setFault'] =>
  (name) => {
    simulator.clearFaults();
    const chosen = name === null ? undefined : faults[name];
    if (chosen !== undefined) simulator.inject(chosen);
  };
