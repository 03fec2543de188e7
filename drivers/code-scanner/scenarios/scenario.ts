import { afterEach, beforeEach } from 'vitest';
import type { DeviceState } from '../../kit/status.ts';
import type { TraceEntry } from '../../kit/trace.ts';
import { type MemoryBus, memoryBus } from '../../kit/usb/testing/memory-bus.ts';
import type { CodeScanner } from '../code-scanner.ts';
import type { CodeScannerLimits } from '../limits.ts';
import { memoryHid } from '../../kit/hid/testing/memory-hid.ts';
import type { CodeEnd } from '../codec/keyboard-reader.ts';
import { scannerPick } from '../driver/keyboard-place.ts';
import { hidPosScanner, keyboardScanner } from '../driver/open-scanner.ts';
import { simulatedScannerIds, UsbScanner, type UsbScannerTraits } from '../simulator/usb-scanner.ts';

interface Scenario {
  readonly bus: MemoryBus;
  readonly simulator: UsbScanner;
  readonly scanner: CodeScanner;
  readonly trace: TraceEntry[];
  /** Codes as text and refusals as their error codes, in their order. */
  readonly told: string[];
}

/** How the driver is told that the scanner speaks. */
export type Spoken =
  | { readonly kind: 'keyboard'; readonly end: CodeEnd }
  | { readonly kind: 'hidPos'; readonly dataAt: 2 | 5 };

/** A simulated scanner that is plugged in, and our driver, not opened yet; new for each test. */
export function scenario(
  traits: UsbScannerTraits = {},
  model: Spoken = { kind: 'keyboard', end: 'enter' },
  limits: Partial<CodeScannerLimits> = {},
): Scenario {
  const held = {} as { -readonly [K in keyof Scenario]: Scenario[K] };
  beforeEach(() => {
    const told: string[] = [];
    const trace: TraceEntry[] = [];
    const bus = memoryBus();
    const simulator = new UsbScanner({ kind: model.kind, ...traits });
    bus.plug(simulator);
    const common = {
      longest: 100,
      simulated: true,
      trace: (entry: TraceEntry) => void trace.push(entry),
      limits: { gap: 40, ...limits },
    };
    const ids = simulatedScannerIds[model.kind];
    const scanner =
      model.kind === 'keyboard'
        ? keyboardScanner({ bus, pick: scannerPick(ids), end: model.end, ...common })
        : hidPosScanner({
            bus: memoryHid(bus),
            pick: (devices) => devices.find(({ productId }) => productId === ids.productId) ?? null,
            dataAt: model.dataAt,
            ...common,
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
