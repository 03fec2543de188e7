import type { Camera, CameraFrame } from '../../camera/camera.ts';
import { transportErrors } from '../../kit/errors.ts';
import { type DeviceFailure, err, failure, ok, type Result } from '../../kit/result.ts';
import type { DeviceStatus } from '../../kit/status.ts';
import { fingerVeinErrors, refuse } from '../errors.ts';

/**
 * What a fault of the camera means for the scanner. A black picture (E3008) is none: an empty scanner whose light is off is
 * dark.
 */
function faultOf({ errorCode = '' }: Pick<DeviceStatus, 'errorCode'>, name: string): DeviceFailure | null {
  switch (errorCode) {
    case '':
    case 'E3008':
      return null;
    case 'E3001':
    case 'E3004':
      return failure(fingerVeinErrors, 'E2610', errorCode);
    case 'E3007':
      return failure(fingerVeinErrors, 'E2602', errorCode);
    case 'E3009':
      return failure(fingerVeinErrors, 'E2620', errorCode);
    case 'E3010':
      return failure(fingerVeinErrors, 'E2603', errorCode);
    default:
      // Unplugged, held by another program, or gone silent from the start: for the scanner its cable is out.
      return failure(transportErrors, 'E1005', `${name}, ${errorCode}`);
  }
}

/** The camera of a scanner: running or not, its newest picture for whoever waits, and its faults in the scanner's words. */
export class ScannerCamera {
  readonly #camera: Camera;
  readonly #waiting = new Set<(outcome: Result<CameraFrame>) => void>();
  readonly #lost = new Set<(why: DeviceFailure) => void>();
  #running = false;
  /** Why it does not run any more. */
  #fault: DeviceFailure | null = null;
  #stopping: Promise<void> = Promise.resolve();

  constructor(camera: Camera) {
    this.#camera = camera;
    camera.onFrame((frame) => this.#tell(ok(frame)));
    camera.onStatus((status) => {
      const fault = faultOf(status, this.name);
      if (fault && this.#running) this.#stopFor(fault);
    });
  }

  get name(): string {
    return String(this.#camera.status().details.input ?? 'camera');
  }

  get simulated(): boolean {
    return this.#camera.status().simulated;
  }

  /** Begins capturing, and goes on until `close` or a fault. E2601 when no pictures come. */
  async run(signal?: AbortSignal): Promise<Result<void>> {
    if (this.#running) return ok(undefined);
    await this.#stopping;
    const started = await this.#camera.start(signal);
    this.#running = started.ok;
    if (started.ok) return started;
    // The camera itself would try again and again: here the scanner does.
    await this.#camera.stop();
    if (started.error.code === 'E1008') return started;
    const fault = faultOf({ errorCode: started.error.code }, this.name);
    return fault && fault.code !== 'E1005' ? err(fault) : refuse('E2601', started.error.code);
  }

  /** Called when a running camera fails; it does not run any more then. */
  onLost(listener: (why: DeviceFailure) => void): () => void {
    this.#lost.add(listener);
    return () => this.#lost.delete(listener);
  }

  /** The first picture taken at `fromMs` (`Date.now()`) or later. E1005 gone, E1008, E2602 none in time. */
  frame(fromMs: number, limitMs: number, signal?: AbortSignal): Promise<Result<CameraFrame>> {
    if (signal?.aborted) return Promise.resolve(err(failure(transportErrors, 'E1008', 'picture')));
    if (!this.#running)
      return Promise.resolve(err(this.#fault ?? failure(fingerVeinErrors, 'E2604', this.name)));
    return new Promise((resolve) => {
      const end = (outcome: Result<CameraFrame>): void => {
        clearTimeout(timer);
        this.#waiting.delete(take);
        signal?.removeEventListener('abort', onAbort);
        resolve(outcome);
      };
      const take = (outcome: Result<CameraFrame>): void => {
        if (!outcome.ok || outcome.value.capturedAtMs >= fromMs) end(outcome);
      };
      const onAbort = (): void => end(err(failure(transportErrors, 'E1008', 'picture')));
      const timer = setTimeout(() => end(refuse('E2602', `no picture in ${limitMs} ms`)), limitMs);
      this.#waiting.add(take);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  async close(): Promise<void> {
    this.#running = false;
    this.#tell(refuse('E2604', this.name));
    await this.#camera.close();
  }

  #stopFor(fault: DeviceFailure): void {
    this.#running = false;
    this.#fault = fault;
    this.#tell(err(fault));
    for (const listener of this.#lost) listener(fault);
    this.#stopping = this.#camera.stop();
  }

  #tell(outcome: Result<CameraFrame>): void {
    for (const listener of [...this.#waiting]) listener(outcome);
  }
}
