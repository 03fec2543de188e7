import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Image } from '../../kit/image/image-ops.ts';
import type { CameraFault } from './faults.ts';
import { blackFrames, exposed, type FrameSize, livingStill } from './frame-effects.ts';

/** What stands in front of the simulated camera: a still picture, or encoded frames played at `fps`. */
export type CameraSource =
  | { readonly kind: 'still'; readonly image: Image }
  | {
      readonly kind: 'clip';
      readonly frames: readonly Uint8Array[];
      readonly fps: number;
      readonly loop: boolean;
    };

export interface CameraSimulatorOptions extends Partial<FrameSize> {
  readonly fps?: number;
}

export interface CameraSimulatorState {
  readonly plugged: boolean;
  readonly faults: readonly CameraFault[];
  readonly watchers: number;
  readonly framesSent: number;
}

const SLOW_FPS = 3;
const BOUNDARY = 'yinling';
const GAINS = { dark: 1 / 6, overexposed: 2.5 } as const;

/**
 * A camera's end of the wire: serves multipart JPEG on a local socket to whoever connects, normally the real driver's
 * ffmpeg. As a real camera it does not wait for its reader: what the reader does not take is lost, not queued. Hence the
 * Unix socket, whose fixed buffer holds about two pictures; that of loopback TCP grows to megabytes. Windows has only TCP.
 */
export class CameraSimulator {
  readonly #size: FrameSize;
  readonly #fps: number;
  readonly #watchers = new Set<Socket>();
  readonly #faults = new Set<CameraFault>();
  readonly #effects = new Map<string, Uint8Array>();
  readonly #sentListeners = new Set<(index: number, atMs: number) => void>();
  #server: Server | null = null;
  #port = 0;
  #folder: string | null = null;
  #timer: NodeJS.Timeout | undefined;
  #black: readonly Uint8Array[] = [];
  #frames: readonly Uint8Array[] = [];
  #clip: { readonly fps: number; readonly loop: boolean } | null = null;
  #sourceStartedAt = 0;
  #tick = 0;
  #sent = 0;
  #lastSent: Uint8Array | null = null;

  constructor(options: CameraSimulatorOptions = {}) {
    this.#size = { width: options.width ?? 960, height: options.height ?? 720 };
    this.#fps = options.fps ?? 15;
  }

  /** Plugs the camera in. Before a source is set it shows an empty grey wall. */
  async start(): Promise<void> {
    this.#black = await blackFrames(this.#size);
    if (this.#frames.length === 0) await this.setSource({ kind: 'still', image: emptyWall(this.#size) });
    await this.replug();
    this.#next();
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    await this.unplug();
    if (this.#folder) await rm(this.#folder, { recursive: true, force: true });
    this.#folder = null;
  }

  /** For the driver's input `{kind: 'simulator', url}`; stays the same through unplug and replug. */
  get url(): string {
    return this.#folder ? `unix:${this.#socketPath}` : `tcp://127.0.0.1:${this.#port}`;
  }

  get state(): CameraSimulatorState {
    return {
      plugged: this.#server !== null,
      faults: [...this.#faults],
      watchers: this.#watchers.size,
      framesSent: this.#sent,
    };
  }

  /** Puts something else in front of the camera, at once and without a break in the stream. */
  async setSource(source: CameraSource): Promise<void> {
    const frames = source.kind === 'clip' ? source.frames : await livingStill(source.image, this.#size);
    if (frames.length === 0) throw new Error('a clip has at least one frame');
    this.#frames = frames;
    this.#clip = source.kind === 'clip' ? source : null;
    this.#sourceStartedAt = performance.now();
    this.#effects.clear();
  }

  inject(fault: CameraFault): void {
    this.#faults.add(fault);
  }

  clearFaults(): void {
    this.#faults.clear();
  }

  /** Pulls the cable: the stream breaks off and nobody can connect. */
  async unplug(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    for (const watcher of this.#watchers) watcher.destroy();
    this.#watchers.clear();
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  async replug(): Promise<void> {
    if (this.#server) return;
    if (process.platform !== 'win32') this.#folder ??= await mkdtemp(path.join(tmpdir(), 'yinling-camera-'));
    const server = createServer((socket) => this.#welcome(socket));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      if (this.#folder) server.listen(this.#socketPath, resolve);
      else server.listen(this.#port, '127.0.0.1', resolve);
    });
    const address = server.address();
    if (address && typeof address === 'object') this.#port = address.port;
    this.#server = server;
  }

  /** Told of each frame as it is sent: its index in the source and `Date.now()`. For measuring. */
  onSent(listener: (index: number, atMs: number) => void): () => void {
    this.#sentListeners.add(listener);
    return () => this.#sentListeners.delete(listener);
  }

  get #socketPath(): string {
    return path.join(this.#folder ?? '', 'camera');
  }

  #welcome(socket: Socket): void {
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#watchers.delete(socket));
    socket.resume();
    this.#watchers.add(socket);
  }

  /** One frame now, and the next one when it is due. */
  #next(): void {
    const started = performance.now();
    const fps = this.#faults.has('slow') ? SLOW_FPS : this.#fps;
    void this.#sendOne().finally(() => {
      const pause = Math.max(1, 1000 / fps - (performance.now() - started));
      this.#timer = setTimeout(() => this.#next(), pause);
    });
  }

  async #sendOne(): Promise<void> {
    this.#tick++;
    if (this.#faults.has('silent')) return;
    const index = this.#frameIndex();
    const frame = await this.#frameAt(index);
    this.#lastSent = frame;
    const length = `Content-Length: ${frame.length}`;
    const head = `--${BOUNDARY}\r\nContent-Type: image/jpeg\r\n${length}\r\n\r\n`;
    const part = Buffer.concat([Buffer.from(head), frame, Buffer.from('\r\n')]);
    for (const watcher of this.#watchers) if (watcher.writableLength === 0) watcher.write(part);
    if (this.#watchers.size === 0) return;
    this.#sent++;
    for (const listener of this.#sentListeners) listener(index, Date.now());
  }

  #frameIndex(): number {
    if (!this.#clip) return this.#tick % this.#frames.length;
    const { fps, loop } = this.#clip;
    const at = Math.floor(((performance.now() - this.#sourceStartedAt) / 1000) * fps);
    return loop ? at % this.#frames.length : Math.min(at, this.#frames.length - 1);
  }

  async #frameAt(index: number): Promise<Uint8Array> {
    const faults = this.#faults;
    if (faults.has('garbage')) return randomBytes(30_000);
    if (faults.has('frozen') && this.#lastSent) return this.#lastSent;
    if (faults.has('black')) return this.#black[this.#tick % this.#black.length] ?? this.#frames[0]!;
    const frame = this.#frames[index] ?? this.#frames[0]!;
    const effect = faults.has('dark') ? 'dark' : faults.has('overexposed') ? 'overexposed' : null;
    if (!effect) return frame;
    const key = `${effect} ${index}`;
    const ready = this.#effects.get(key) ?? (await exposed(frame, GAINS[effect]));
    this.#effects.set(key, ready);
    return ready;
  }
}

function emptyWall({ width, height }: FrameSize): Image {
  return { width, height, channels: 3, data: new Uint8Array(width * height * 3).fill(150) };
}
