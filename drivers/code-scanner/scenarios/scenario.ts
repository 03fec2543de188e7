import { afterEach, beforeEach } from 'vitest';
import type { DeviceState } from '../../kit/status.ts';
import type { TraceEntry } from '../../kit/trace.ts';
import { type MemoryBus, memoryBus } from '../../kit/usb/testing/memory-bus.ts';
import type { CodeScanner } from '../code-scanner.ts';
import type { CodeScannerLimits } from '../limits.ts';
import type { CodeScannerModel } from '../driver/scanner-kind.ts';
import { scannerPick } from '../driver/scanner-kind.ts';
import { UsbCodeScanner } from '../driver/usb-code-scanner.ts';
import { simulatedScannerIds, UsbScanner, type UsbScannerTraits } from '../simulator/usb-scanner.ts';

interface Scenario {
  readonly bus: MemoryBus;
  readonly simulator: UsbScanner;
  readonly scanner: UsbCodeScanner;
  readonly trace: TraceEntry[];
  /** Codes as text and refusals as their error codes, in their order. */
  readonly told: string[];
}

/** A simulated scanner that is plugged in, and our driver, not opened yet; new for each test. */
export function scenario(
  traits: UsbScannerTraits = {},
  model: CodeScannerModel = { kind: 'keyboard', end: 'enter' },
  limits: Partial<CodeScannerLimits> = {},
): Scenario {
  const held = {} as { -readonly [K in keyof Scenario]: Scenario[K] };
  beforeEach(() => {
    const told: string[] = [];
    const trace: TraceEntry[] = [];
    const bus = memoryBus();
    const simulator = new UsbScanner({ kind: model.kind, ...traits });
    bus.plug(simulator);
    const scanner = new UsbCodeScanner({
      bus,
      pick: scannerPick(simulatedScannerIds[model.kind], model.kind),
      model,
      longest: 100,
      simulated: true,
      trace: (entry) => trace.push(entry),
      limits: { gap: 40, ...limits },
    });
    scanner.onCode((code) => told.push(code.reveal()));
    scanner.onRefused(({ code }) => told.push(code));
    Object.assign(held, { bus, simulator, scanner, trace, told });
  });
  afterEach(async () => {
    await held.scanner.close();
  });
  return held;
}

/** Resolves with the next code or refusal. */
export const next = (scanner: CodeScanner): Promise<void> =>
  new Promise((resolve) => {
    const stops = [scanner.onCode(() => done()), scanner.onRefused(() => done())];
    const done = (): void => {
      for (const stop of stops) stop();
      resolve();
    };
  });

/** Resolves when the scanner has that state; at once when it has it now. */
export function reached(scanner: CodeScanner, state: DeviceState): Promise<void> {
  if (scanner.status().state === state) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = scanner.onStatus((status) => {
      if (status.state !== state) return;
      stop();
      resolve();
    });
  });
}
