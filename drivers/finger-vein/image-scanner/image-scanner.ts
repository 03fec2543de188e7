import type { Camera, CameraFrame } from '../../camera/camera.ts';
import { decodeGrayThumbnail } from '../../kit/image/codec.ts';
import { limitWithin, resolveLimits } from '../../kit/limits.ts';
import { type DeviceFailure, err, ok, type Result } from '../../kit/result.ts';
import type { DeviceStatus } from '../../kit/status.ts';
import { refuse } from '../errors.ts';
import { LateLooks } from '../late-looks.ts';
import { OneAtATime } from '../one-at-a-time.ts';
import type {
  FingerOptions,
  FingerVeinScanner,
  Outcome,
  ScannerIdentity,
  VeinSample,
  VeinTemplate,
} from '../scanner.ts';
import { type ScannerConnection, scannerConnection } from '../scanner-connection.ts';
import { type Burst, burstSample } from './burst.ts';
import { brightnessOf, type FingerAxis, fingerBand } from './finger-band.ts';
import type { InfraredLight } from './light.ts';
import { type ImageScannerLimits, imageScannerLimits } from './limits.ts';
import { isRepeated, isStill, type Look } from './look.ts';
import { ScannerCamera } from './scanner-camera.ts';

export interface ImageScannerOptions {
  readonly camera: Camera;
  readonly light: InfraredLight;
  /** How a finger lies in the picture. */
  readonly axis?: FingerAxis;
  readonly limits?: Partial<ImageScannerLimits>;
}

/** The finger must be seen, or not be seen, in so many pictures one after the other. */
const STABLE = 3;
/** Lit pictures of a burst: half a second at 15 a second. */
const BURST = 8;
/** What the light adds to the mean level of the picture, with a finger or without: far more than a camera's noise. */
const LIGHT_ADDS = 4;
/** The small picture in which the finger is looked for. */
const THUMBNAIL_SIDE = 96;

/**
 * A scanner that is a camera under infrared light. The camera runs as long as the scanner is open, so that a finger is seen at
 * once and a pulled cable too; the light is on only while somebody is asked for a finger.
 */
export class ImageScanner implements FingerVeinScanner {
  readonly #camera: ScannerCamera;
  readonly #light: InfraredLight;
  readonly #axis: FingerAxis;
  readonly #limits: ImageScannerLimits;
  readonly #connection: ScannerConnection;
  readonly #turns = new OneAtATime();
  readonly #listeners = new Set<(why: DeviceFailure) => void>();
  /** `Date.now()` since which pictures show the light as it is now. */
  #litFrom = 0;
  #lit: boolean | null = null;
  #darkTimer: NodeJS.Timeout | undefined;

  constructor(options: ImageScannerOptions) {
    this.#camera = new ScannerCamera(options.camera);
    this.#light = options.light;
    this.#axis = options.axis ?? 'horizontal';
    this.#limits = resolveLimits(imageScannerLimits, options.limits);
    const lost = (why: DeviceFailure): void => {
      this.#lit = null;
      for (const listener of this.#listeners) listener(why);
    };
    this.#camera.onLost(lost);
    this.#light.onLost(lost);
    this.#connection = scannerConnection({
      line: {
        name: this.#camera.name,
        onLost: (listener) => {
          this.#listeners.add(listener);
          return () => this.#listeners.delete(listener);
        },
        close: () => this.#closeParts(),
      },
      simulated: this.#camera.simulated,
      reopen: this.#limits.reopen,
      recover: this.#limits.recover,
      dispose: () => clearTimeout(this.#darkTimer),
      find: (signal) => this.#find(signal),
    });
  }

  open(signal?: AbortSignal): Promise<Result<ScannerIdentity>> {
    return this.#connection.open(signal);
  }

  status(): DeviceStatus {
    return this.#connection.status;
  }

  identity(): Result<ScannerIdentity> {
    return this.#connection.ready;
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.#connection.onStatus(listener);
  }

  fingerPresent(signal?: AbortSignal): Promise<Result<boolean>> {
    return this.#turns.run(signal, () =>
      this.#inLight(async () => {
        const look = await this.#look(signal);
        return look.ok ? ok(look.value.band !== null) : look;
      }),
    );
  }

  capture(want: VeinSample['kind'], options: FingerOptions = {}): Promise<Result<Outcome<VeinSample>>> {
    if (want !== 'image') return Promise.resolve(refuse('E2616', want));
    return this.#turns.run(options.signal, () => this.#inLight(() => this.#image(options)));
  }

  enrol(): Promise<Result<Outcome<readonly VeinTemplate[]>>> {
    return Promise.resolve(refuse('E2616', 'template'));
  }

  verify(): Promise<Result<Outcome<number | null>>> {
    return Promise.resolve(refuse('E2616', 'template'));
  }

  fingerGone(options: FingerOptions = {}): Promise<Result<void>> {
    return this.#turns.run(options.signal, () =>
      this.#inLight(async () => {
        const gone = await this.#becomes(false, options, () => options.onEvent?.({ kind: 'removeFinger' }));
        // Nobody is asked for anything now: the light says so too.
        return gone.ok ? this.#switch(false) : gone;
      }),
    );
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  async #find(signal?: AbortSignal): Promise<Result<ScannerIdentity>> {
    clearTimeout(this.#darkTimer);
    const opened = await this.#light.open();
    if (!opened.ok) return opened;
    const running = await this.#camera.run(signal);
    if (!running.ok) return running;
    const works = await this.#checkLight(signal);
    if (!works.ok) return works;
    const off = await this.#switch(false);
    if (!off.ok) return off;
    return ok({
      ...{ model: 'image scanner', serialNumber: this.#camera.name, firmware: '' },
      ...{ gives: ['image'], maxTemplates: 0 },
    });
  }

  /** E2619 when the picture is as dark with the light as without it. */
  async #checkLight(signal?: AbortSignal): Promise<Result<void>> {
    const levels: number[] = [];
    for (const on of this.#light.switchable ? [false, true] : [true]) {
      const switched = await this.#switch(on);
      if (!switched.ok) return switched;
      const frame = await this.#frame(signal);
      if (!frame.ok) return frame;
      const small = await thumbnail(frame.value.jpeg);
      if (small) levels.push(brightnessOf(small));
    }
    const [dark, lit] = levels;
    if (dark === undefined || lit === undefined || lit - dark >= LIGHT_ADDS) return ok(undefined);
    return refuse('E2619', `${dark.toFixed(1)} without, ${lit.toFixed(1)} with it`);
  }

  async #image(options: FingerOptions): Promise<Result<Outcome<VeinSample>>> {
    const { signal, onEvent, burst = false } = options;
    onEvent?.({ kind: 'presentFinger', step: 1, of: 1 });
    const laid = await this.#becomes(true, options);
    if (!laid.ok) return laid.error.code === 'E2606' ? this.#whyNoFinger(laid.error, signal) : laid;
    onEvent?.({ kind: 'fingerDetected' });
    const frames: Burst[] = [{ light: 'on', frame: laid.value.frame }];
    while (burst && frames.length < BURST) {
      const look = await this.#look(signal);
      if (!look.ok) return look;
      if (!look.value.band) return ok({ kind: 'retry', guidance: 'liftAndLayAgain' });
      frames.push({ light: 'on', frame: look.value.frame });
    }
    if (burst && this.#light.switchable) {
      const dark = await this.#unlit(signal);
      if (!dark.ok) return dark;
      frames.push({ light: 'off', frame: dark.value });
    }
    const sample = await burstSample(frames);
    return sample ? ok({ kind: 'done', value: sample }) : this.#failed(refuse('E2603', 'picture'));
  }

  async #unlit(signal?: AbortSignal): Promise<Result<CameraFrame>> {
    const off = await this.#switch(false);
    if (!off.ok) return off;
    const frame = await this.#frame(signal);
    const on = await this.#switch(true);
    return on.ok ? frame : on;
  }

  /** Nobody is told to lay a finger on again and again while the light is broken. */
  async #whyNoFinger(noFinger: DeviceFailure, signal?: AbortSignal): Promise<Result<never>> {
    const works = await this.#checkLight(signal);
    return works.ok ? err(noFinger) : this.#failed(works);
  }

  /** Looks until a finger lies there and lies still (`true`), or until none does. */
  async #becomes(
    wanted: boolean,
    { timeoutMs, signal }: FingerOptions,
    onOther: () => void = () => undefined,
  ): Promise<Result<Look>> {
    const limitMs = limitWithin(imageScannerLimits, 'finger', timeoutMs ?? this.#limits.finger);
    const until = performance.now() + limitMs;
    const looks = new LateLooks(this.#limits.late);
    let seen = 0;
    let before: Look | null = null;
    let told = false;
    for (;;) {
      const askedAt = performance.now();
      const look = await this.#look(signal);
      if (!look.ok) return look;
      const fits = (look.value.band !== null) === wanted;
      const inTime = fits ? ok(undefined) : looks.took(performance.now() - askedAt);
      if (!inTime.ok) return this.#failed(inTime);
      // A living sensor never gives the same bytes twice: a picture that is repeated shows nothing of what lies there now.
      if (!fits) seen = 0;
      else if (!before || !isRepeated(look.value, before)) seen = isStill(look.value, before) ? seen + 1 : 1;
      before = look.value;
      if (seen >= STABLE) return look;
      if (!fits && !told) {
        told = true;
        onOther();
      }
      if (performance.now() > until) return this.#failed(looks.timeUp(wanted ? 'E2606' : 'E2607', limitMs));
    }
  }

  async #look(signal?: AbortSignal): Promise<Result<Look>> {
    const frame = await this.#frame(signal);
    if (!frame.ok) return frame;
    const small = await thumbnail(frame.value.jpeg);
    // A broken picture shows no finger; that all of them are broken is told by the camera.
    return ok({ frame: frame.value, band: small && fingerBand(small, this.#axis) });
  }

  async #frame(signal?: AbortSignal): Promise<Result<CameraFrame>> {
    const frame = await this.#camera.frame(this.#litFrom, this.#limits.frame, signal);
    return frame.ok ? frame : this.#failed(frame);
  }

  async #inLight<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
    const { ready } = this.#connection;
    if (!ready.ok) return ready;
    clearTimeout(this.#darkTimer);
    const on = await this.#switch(true);
    const done = on.ok ? await work() : on;
    this.#holdLight();
    return done;
  }

  async #switch(on: boolean): Promise<Result<void>> {
    if (this.#lit === on) return ok(undefined);
    const switched = await this.#light.set(on);
    if (!switched.ok) return this.#failed(switched);
    this.#lit = on;
    this.#litFrom = Date.now() + (this.#light.switchable ? this.#limits.settle : 0);
    return switched;
  }

  #holdLight(): void {
    clearTimeout(this.#darkTimer);
    this.#darkTimer = setTimeout(() => void this.#switch(false), this.#limits.hold);
  }

  async #closeParts(): Promise<void> {
    clearTimeout(this.#darkTimer);
    if (this.#lit) await this.#light.set(false);
    await Promise.all([this.#camera.close(), this.#light.close()]);
  }

  #failed(result: Result<never>): Result<never> {
    if (!result.ok) this.#connection.report(result.error);
    return result;
  }
}

/** Null when it is no picture. */
const thumbnail = (jpeg: Uint8Array) => decodeGrayThumbnail(jpeg, THUMBNAIL_SIDE).catch(() => null);
