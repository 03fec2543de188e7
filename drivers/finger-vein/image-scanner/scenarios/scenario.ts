import { afterEach, beforeEach } from 'vitest';
import { FfmpegCamera } from '../../../camera/ffmpeg-camera.ts';
import { cameraTimeoutsSchema } from '../../../camera/timeouts.ts';
import type { ScannerEvent } from '../../scanner.ts';
import type { SimulatedFinger } from '../../simulator/finger.ts';
import { ImageScanner } from '../image-scanner.ts';
import { lightOf } from '../light.ts';
import { lightConfigSchema } from '../light-config.ts';
import { ImageScannerSimulator } from '../simulator/image-scanner-simulator.ts';

export const finger: SimulatedFinger = { finger: 7 };

interface Scenario {
  readonly simulator: ImageScannerSimulator;
  readonly scanner: ImageScanner;
  readonly events: ScannerEvent[];
  /** The events as the driver is to tell them. */
  readonly onEvent: (event: ScannerEvent) => void;
}

const size = { width: 320, height: 240, fps: 20 } as const;

/** A simulated scanner, and our driver at the two ends of a camera's socket and a real pty, new for each test, not opened yet. */
export function scenario(
  light: 'serial' | 'none' = 'serial',
  { fps = size.fps, late = 800 }: { readonly fps?: number; readonly late?: number } = {},
): Scenario {
  const held = {} as { -readonly [K in keyof Scenario]: Scenario[K] };
  beforeEach(async () => {
    held.simulator = new ImageScannerSimulator({ ...size, fps, fingerWidth: 100 });
    await held.simulator.start();
    held.events = [];
    held.onEvent = (event) => held.events.push(event);
    const config =
      light === 'none'
        ? { kind: 'none' }
        : { kind: 'serial', port: held.simulator.lightPath, on: 'ON\r', off: 'OFF\r', level: 'L80\r' };
    held.scanner = new ImageScanner({
      camera: new FfmpegCamera({
        input: { kind: 'simulator', url: held.simulator.url },
        format: size,
        timeouts: cameraTimeoutsSchema.parse({ frozenAfter: 2000, firstFrame: 10_000 }),
      }),
      light: lightOf(lightConfigSchema.parse(config)),
      limits: { late, settle: 200, hold: 100, reopen: 100, recover: 200 },
    });
  });
  afterEach(async () => {
    await held.scanner.close();
    await held.simulator.stop();
  });
  return held;
}

/** Lays the finger on and lifts it as the driver says; notes what it says. */
export const obliging =
  ({ simulator, events }: Scenario, who: SimulatedFinger) =>
  (event: ScannerEvent): void => {
    events.push(event);
    if (event.kind === 'presentFinger') simulator.placeFinger(who);
    else if (event.kind === 'removeFinger') simulator.liftFinger();
  };
