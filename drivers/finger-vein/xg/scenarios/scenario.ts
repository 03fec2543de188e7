import { afterEach, beforeEach } from 'vitest';
import { SerialTransport } from '../../../kit/serial-transport.ts';
import type { TraceEntry } from '../../../kit/trace.ts';
import type { ScannerEvent, VeinTemplate } from '../../scanner.ts';
import type { SimulatorEvent } from '../../simulator/far-end.ts';
import type { SimulatedFinger } from '../../simulator/finger.ts';
import { XgScanner, type XgScannerOptions } from '../driver/xg-scanner.ts';
import type { XgModuleTraits } from '../simulator/xg-module.ts';
import { XgSimulator } from '../simulator/xg-simulator.ts';

export const finger: SimulatedFinger = { finger: 7 };
export const stranger: SimulatedFinger = { finger: 8 };

interface Scenario {
  readonly simulator: XgSimulator;
  readonly scanner: XgScanner;
  readonly events: ScannerEvent[];
  readonly trace: TraceEntry[];
  /** The events as the driver is to tell them. */
  readonly onEvent: (event: ScannerEvent) => void;
}

/** A simulated module and our driver at the two ends of a real pty, new for each test, not opened yet. */
export function scenario(
  traits: XgModuleTraits = {},
  driving: Partial<Omit<XgScannerOptions, 'line'>> = {},
): Scenario {
  const held = {} as { -readonly [K in keyof Scenario]: Scenario[K] };
  beforeEach(async () => {
    held.simulator = new XgSimulator({ captureMs: 10, ...traits });
    await held.simulator.start();
    held.events = [];
    held.trace = [];
    held.onEvent = (event) => held.events.push(event);
    held.scanner = new XgScanner({
      line: new SerialTransport(held.simulator.path),
      simulated: true,
      trace: (entry) => held.trace.push(entry),
      ...driving,
      limits: { pause: 5, poll: 20, gap: 100, recover: 50, answer: 1500, probe: 400, ...driving.limits },
    });
  });
  afterEach(async () => {
    await held.scanner.close();
    await held.simulator.stop();
  });
  return held;
}

/** Resolves when the simulator has answered such a command so; a step 20 or 21 of one counts as its code. */
export function served(simulator: XgSimulator, operation: string, code?: number): Promise<SimulatorEvent> {
  return new Promise((resolve) => {
    const stop = simulator.onEvent((event) => {
      if (event.operation !== operation || (code !== undefined && event.code !== code)) return;
      stop();
      resolve(event);
    });
  });
}

/** Lays the finger on and lifts it as often as the module asks. Returns the function that stops it. */
export function obliging(simulator: XgSimulator, who: SimulatedFinger): () => void {
  return simulator.onEvent(({ code }) => {
    if (code === 0x20) simulator.placeFinger(who);
    else if (code === 0x21) simulator.liftFinger();
  });
}

/** A template of this finger, enrolled now. */
export async function enrolled(
  { simulator, scanner }: Pick<Scenario, 'simulator' | 'scanner'>,
  who: SimulatedFinger,
): Promise<VeinTemplate> {
  const stop = obliging(simulator, who);
  const made = await scanner.enrol(3);
  stop();
  simulator.liftFinger();
  if (!made.ok || made.value.kind !== 'done') throw new Error(JSON.stringify(made));
  return made.value.value[0] as VeinTemplate;
}
