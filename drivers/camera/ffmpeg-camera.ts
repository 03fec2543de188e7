import { transportErrors } from '../kit/errors.ts';
import { loadOpenCvJs } from '../kit/image/opencv-js.ts';
import type { ImageOps } from '../kit/image/image-ops.ts';
import { type DeviceFailure, err, failure, ok, type Result } from '../kit/result.ts';
import type { DeviceState, DeviceStatus } from '../kit/status.ts';
import { timed } from '../kit/timed.ts';
import { noTrace, type TraceSink } from '../kit/trace.ts';
import type { Camera, CameraFrame, CameraIdentity, CameraSelfTest } from './camera.ts';
import { type CaptureProcess, findProgram, programVersion, startCapture } from './capture-process.ts';
import { type CameraErrorCode, cameraErrors } from './errors.ts';
import { knownInput } from './found-camera.ts';
import { FrameRate } from './frame-rate.ts';
import {
  type CameraInput,
  type CaptureFormat,
  captureArguments,
  captureFormatSchema,
  inputName,
  isSimulated,
} from './input.ts';
import { JpegSplitter } from './jpeg-splitter.ts';
import { watchForCamera } from './node-watch.ts';
import { type PictureFault, type PictureJudgement, PictureWatch } from './picture-watch.ts';
import { RestartPause } from './restart-pause.ts';
import { judgeSelfTest } from './self-test.ts';
import { type CameraTimeouts, defaultCameraTimeouts } from './timeouts.ts';

export interface FfmpegCameraOptions {
  readonly input: CameraInput;
  readonly format?: Partial<CaptureFormat>;
  readonly timeouts?: CameraTimeouts;
  /** Name or path of the capture program. */
  readonly program?: string;
  /** The image operations that judge the pictures; by default the wasm provider. */
  readonly imageOps?: () => Promise<ImageOps>;
  readonly trace?: TraceSink;
}

/** Which picture in how many is looked at: three a second at 15 a second. */
const LOOK_AT_EVERY = 5;

const faultCodes: Readonly<Record<PictureFault, CameraErrorCode>> = {
  black: 'E3008',
  frozen: 'E3009',
  undecodable: 'E3010',
};

const stateOf: Readonly<Partial<Record<string, DeviceState>>> = {
  E1014: 'offline',
  E3001: 'offline',
  E3002: 'noDevice',
  E3004: 'offline',
  E3005: 'noDevice',
  E3008: 'userError',
};

/** A camera behind `ffmpeg`: supervises the capture program, cuts its output into pictures and judges them. */
export class FfmpegCamera implements Camera {
  readonly #input: CameraInput;
  readonly #format: CaptureFormat;
  readonly #limits: CameraTimeouts;
  readonly #program: string;
  readonly #loadOps: () => Promise<ImageOps>;
  readonly #trace: TraceSink;
  readonly #rate = new FrameRate();
  readonly #pause: RestartPause;
  readonly #frameListeners = new Set<(frame: CameraFrame) => void>();
  readonly #statusListeners = new Set<(status: DeviceStatus) => void>();
  readonly #judgementListeners = new Set<(judgement: PictureJudgement) => void>();
  readonly #outcomeListeners = new Set<(outcome: Result<void>) => void>();

  #state: DeviceState = 'offline';
  #error: DeviceFailure | null = null;
  #wanted = false;
  #closed = false;
  #capture: CaptureProcess | null = null;
  /** Settled when no capture program runs any more: a camera can be opened by one at a time. */
  #ended: Promise<void> = Promise.resolve();
  /** Grows with every capture; what an older one still says is not listened to. */
  #generation = 0;
  #watch: PictureWatch | null = null;
  #looking = false;
  #judgement: PictureJudgement | null = null;
  #sequence = 0;
  #latest: CameraFrame | null = null;
  #dropped = 0;
  #restarts = 0;
  #gapTimer: NodeJS.Timeout | undefined;
  #restartTimer: NodeJS.Timeout | undefined;
  #openTimer: NodeJS.Timeout | undefined;
  #identity: CameraIdentity | null = null;
  #stopWatching: () => void = () => undefined;

  constructor(options: FfmpegCameraOptions) {
    this.#input = options.input;
    this.#format = captureFormatSchema.parse(options.format ?? {});
    this.#limits = options.timeouts ?? defaultCameraTimeouts;
    this.#program = options.program ?? 'ffmpeg';
    this.#loadOps = options.imageOps ?? loadOpenCvJs;
    this.#trace = options.trace ?? noTrace;
    this.#pause = new RestartPause(this.#limits);
  }

  async open(signal?: AbortSignal): Promise<Result<CameraIdentity>> {
    clearTimeout(this.#openTimer);
    const file = findProgram(this.#program);
    if (!file) return this.#failOpen(failure(cameraErrors, 'E3001', this.#program));
    const limit = this.#limits.programCheck;
    const version = await timed(programVersion(file, limit, signal), limit + 500, 'camera open', signal);
    if (!version.ok) return this.#failOpen(version.error);
    this.#watch ??= new PictureWatch(await this.#loadOps(), this.#limits);
    const input = inputName(this.#input);
    const simulated = isSimulated(this.#input);
    this.#identity = { input, program: version.value, ...this.#format, simulated };
    if (!this.#wanted) this.#setState('offline', null);
    return ok(this.#identity);
  }

  async start(signal?: AbortSignal): Promise<Result<void>> {
    if (!this.#identity) {
      const opened = await this.open(signal);
      if (!opened.ok) return opened;
    }
    if (signal?.aborted) return err(failure(transportErrors, 'E1008', 'camera start'));
    if (this.#wanted && this.#state === 'online') return ok(undefined);
    const outcome = new Promise<Result<void>>((resolve) => {
      const listener = (result: Result<void>): void => {
        this.#outcomeListeners.delete(listener);
        resolve(result);
      };
      this.#outcomeListeners.add(listener);
    });
    if (!this.#wanted) {
      this.#wanted = true;
      this.#pause.reset();
      this.#stopWatching = watchForCamera(this.#input, () => this.#hurry());
      await this.#ended;
      if (this.#wanted && !this.#capture) this.#begin();
    }
    return timed(outcome, this.#limits.firstFrame + 1000, 'camera start', signal);
  }

  async stop(): Promise<void> {
    this.#wanted = false;
    this.#stopWatching();
    clearTimeout(this.#restartTimer);
    this.#settleStart(err(failure(transportErrors, 'E1008', 'camera stop')));
    await this.#endCapture();
    this.#latest = null;
    this.#judgement = null;
    this.#setState('offline', null);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#openTimer);
    await this.stop();
    this.#identity = null;
    this.#frameListeners.clear();
    this.#statusListeners.clear();
  }

  status(): DeviceStatus {
    const details: Record<string, string | number | boolean> = {
      input: inputName(this.#input),
      width: this.#format.width,
      height: this.#format.height,
      capturing: this.#wanted,
      framesPerSecond: Math.round(this.#rate.perSecond() * 10) / 10,
      framesDropped: this.#dropped,
      restarts: this.#restarts,
    };
    if (this.#judgement) details.brightness = Math.round(this.#judgement.brightness);
    if (this.#error) details.cause = this.#error.message;
    return {
      state: this.#state,
      ...(this.#error ? { errorCode: this.#error.code } : {}),
      details,
      simulated: isSimulated(this.#input),
    };
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    this.#statusListeners.add(listener);
    return () => this.#statusListeners.delete(listener);
  }

  onFrame(listener: (frame: CameraFrame) => void): () => void {
    this.#frameListeners.add(listener);
    return () => this.#frameListeners.delete(listener);
  }

  async selfTest(signal?: AbortSignal): Promise<Result<CameraSelfTest>> {
    const wasWanted = this.#wanted;
    const started = await this.start(signal);
    const result = started.ok
      ? await judgeSelfTest(
          (listener) => this.onFrame(listener),
          (listener) => {
            this.#judgementListeners.add(listener);
            return () => this.#judgementListeners.delete(listener);
          },
          this.#limits.selfTest,
          this.#format.fps,
          signal,
        )
      : started;
    if (!wasWanted) await this.stop();
    return result;
  }

  /** A program that was only too slow to answer is there a little later: it is asked again until it does. */
  #failOpen(why: DeviceFailure): Result<never> {
    if (why.code === 'E1008' || this.#closed) return err(why);
    this.#setState(stateOf[why.code] ?? 'hardwareError', why);
    clearTimeout(this.#openTimer);
    this.#openTimer = setTimeout(() => void this.open(), this.#limits.restartMax);
    this.#openTimer.unref();
    return err(why);
  }

  #begin(): void {
    const generation = ++this.#generation;
    const splitter = new JpegSplitter();
    this.#watch?.reset();
    this.#rate.reset();
    const input = knownInput(this.#input);
    if (!input.ok) {
      this.#lose(input.error);
      return;
    }
    if (this.#error === null) this.#setState('starting', null);
    this.#note('capture started');
    this.#capture = startCapture(
      this.#program,
      captureArguments(input.value, this.#format),
      (bytes) => {
        if (generation !== this.#generation) return;
        for (const jpeg of splitter.push(bytes)) this.#take(jpeg);
      },
      (why) => {
        if (generation === this.#generation) this.#lose(why);
      },
    );
    this.#armGap(this.#limits.firstFrame, 'E3006');
  }

  /** No picture for `limitMs`: the words of the capture program may know better than the clock why. */
  #armGap(limitMs: number, code: CameraErrorCode): void {
    clearTimeout(this.#gapTimer);
    this.#gapTimer = setTimeout(() => {
      const said = this.#capture?.reason();
      const known = said && said.code !== 'E3005' ? said : failure(cameraErrors, code, `${limitMs} ms`);
      this.#lose(known);
    }, limitMs);
  }

  #take(jpeg: Uint8Array): void {
    const now = Date.now();
    this.#sequence++;
    this.#rate.count(now);
    this.#armGap(this.#limits.frameGap, 'E3007');
    const waiting = this.#latest !== null;
    if (waiting) this.#dropped++;
    this.#latest = { jpeg, capturedAtMs: now, sequence: this.#sequence };
    if (!waiting) setImmediate(() => this.#deliver());
  }

  /** One turn of the event loop later, so that of several pictures read at once only the newest is handed out. */
  #deliver(): void {
    const frame = this.#latest;
    this.#latest = null;
    if (!frame || !this.#wanted) return;
    if (this.#state === 'starting' || (this.#error !== null && !this.#isPictureFault())) this.#recover();
    for (const listener of this.#frameListeners) listener(frame);
    if (frame.sequence % LOOK_AT_EVERY === 0) void this.#look(frame);
  }

  async #look(frame: CameraFrame): Promise<void> {
    if (this.#looking || !this.#watch) return;
    this.#looking = true;
    const generation = this.#generation;
    const judgement = await this.#watch.look(frame.jpeg, frame.capturedAtMs);
    this.#looking = false;
    if (generation !== this.#generation || !this.#wanted) return;
    this.#judgement = judgement;
    for (const listener of this.#judgementListeners) listener(judgement);
    const { fault } = judgement;
    if (fault === 'black') this.#setState('userError', failure(cameraErrors, faultCodes[fault]));
    else if (fault) this.#lose(failure(cameraErrors, faultCodes[fault]));
    else if (this.#isPictureFault() && this.#watch.sawLife) this.#recover();
  }

  #isPictureFault(): boolean {
    const code = this.#error?.code;
    return code === 'E3008' || code === 'E3009' || code === 'E3010';
  }

  #recover(): void {
    this.#pause.worked(Date.now());
    this.#setState('online', null);
    this.#settleStart(ok(undefined));
  }

  /** The stream is lost or worthless: end this capture, say so, and begin another after a pause. */
  #lose(why: DeviceFailure): void {
    void this.#endCapture();
    if (!this.#wanted) return;
    const pauseMs = this.#pause.next(Date.now());
    this.#restarts++;
    this.#note(`${why.code}, next start in ${pauseMs} ms`);
    this.#setState(stateOf[why.code] ?? 'hardwareError', why);
    this.#settleStart(err(why));
    this.#beginIn(pauseMs);
  }

  #beginIn(pauseMs: number): void {
    clearTimeout(this.#restartTimer);
    const generation = this.#generation;
    this.#restartTimer = setTimeout(async () => {
      await this.#ended;
      if (this.#wanted && generation === this.#generation) this.#begin();
    }, pauseMs);
  }

  /** A camera has come: the pause ends now. Where a capture is just being tried, the pause after it is a short one. */
  #hurry(): void {
    if (this.#error === null) return;
    this.#pause.reset();
    if (!this.#capture) this.#beginIn(0);
  }

  #endCapture(): Promise<void> {
    clearTimeout(this.#gapTimer);
    this.#generation++;
    if (this.#capture) this.#ended = this.#capture.kill();
    this.#capture = null;
    return this.#ended;
  }

  #settleStart(outcome: Result<void>): void {
    for (const listener of [...this.#outcomeListeners]) listener(outcome);
  }

  #setState(state: DeviceState, error: DeviceFailure | null): void {
    if (this.#state === state && this.#error?.code === error?.code) return;
    this.#state = state;
    this.#error = error;
    const status = this.status();
    for (const listener of this.#statusListeners) listener(status);
  }

  #note(text: string): void {
    this.#trace({ device: 'camera', direction: 'note', text, atMs: Date.now() });
  }
}
