import { afterEach, beforeEach } from 'vitest';
import { SerialTransport } from '../../../kit/serial-transport.ts';
import type { ScannerEvent, VeinTemplate } from '../../scanner.ts';
import type { SimulatedFinger } from '../../simulator/finger.ts';
import { H1eScanner } from '../driver/h1e-scanner.ts';
import { H1eSimulator } from '../simulator/h1e-simulator.ts';

export const finger: SimulatedFinger = { finger: 7 };
export const stranger: SimulatedFinger = { finger: 8 };

interface Scenario {
  readonly simulator: H1eSimulator;
  readonly scanner: H1eScanner;
  readonly events: ScannerEvent[];
}

/** A simulated unit and our driver at the two ends of a real pty, new for each test, not opened yet. */
export function scenario(): Scenario {
  const held = {} as { -readonly [K in keyof Scenario]: Scenario[K] };
  beforeEach(async () => {
    held.simulator = new H1eSimulator({ captureMs: 10 });
    await held.simulator.start();
    held.events = [];
    held.scanner = new H1eScanner({
      line: new SerialTransport(held.simulator.path, 57_600, 'odd'),
      simulated: true,
      limits: { answer: 1500, gap: 60, recover: 50, capture: 2000 },
    });
  });
  afterEach(async () => {
    await held.scanner.close();
    await held.simulator.stop();
  });
  return held;
}

/** Lays the finger on and lifts it when the driver says so; notes what it says. */
export const obliging =
  ({ simulator, events }: Scenario, who: SimulatedFinger) =>
  (event: ScannerEvent): void => {
    events.push(event);
    if (event.kind === 'presentFinger') simulator.placeFinger(who);
    else if (event.kind === 'removeFinger') simulator.liftFinger();
  };

/** Templates of this finger, enrolled now. */
export async function enrolled(
  at: Scenario,
  who: SimulatedFinger,
  captures = 3,
): Promise<readonly VeinTemplate[]> {
  const made = await at.scanner.enrol(captures, { onEvent: obliging(at, who) });
  if (!made.ok || made.value.kind !== 'done') throw new Error(JSON.stringify(made));
  await at.scanner.fingerGone();
  at.events.length = 0;
  return made.value.value;
}
