import { openPtyPair, type PtyPair } from '../../../kit/pty-pair.ts';
import { SerialTransport } from '../../../kit/serial-transport.ts';
import { CameraSimulator } from '../../../camera/simulator/camera-simulator.ts';
import { Bench } from '../../simulator/bench.ts';
import { drawFinger } from '../../simulator/draw-finger.ts';
import type { LaidFinger, SimulatedFinger } from '../../simulator/finger.ts';
import type { AskingScanner, ScannerAsks } from '../../simulator/obliging-person.ts';

/** What the simulated scanner can be made to do wrong. */
export const imageScannerFaults = [
  /** The same picture again and again, to the byte. */
  'frozen',
  /** Connected, and no pictures. */
  'silent',
  /** Random bytes where the pictures should be. */
  'garbage',
  /** The lamp stays dark, whatever its controller is told. */
  'darkLight',
] as const;
export type ImageScannerFault = (typeof imageScannerFaults)[number];

export interface ImageScannerTraits {
  readonly width?: number;
  readonly height?: number;
  readonly fps?: number;
  /** Of a finger that lies well, px of the picture. */
  readonly fingerWidth?: number;
  /** Words of the light's controller. */
  readonly on?: string;
  readonly off?: string;
}

/** Pictures of one view; they come over and over. */
const PICTURES = 3;

/**
 * A camera that looks at a finger under a lamp, and the controller of the lamp at the far end of a virtual serial cable. Second
 * implementation, from the description.
 */
export class ImageScannerSimulator implements AskingScanner {
  readonly #traits: Required<ImageScannerTraits>;
  readonly #camera: CameraSimulator;
  readonly #bench = new Bench();
  readonly #lightListeners = new Set<(on: boolean) => void>();
  readonly #views = new Map<string, Promise<readonly Uint8Array[]>>();
  #faults = new Set<ImageScannerFault>();
  #cable: PtyPair | null = null;
  #line: SerialTransport | null = null;
  #heard = '';
  #on = false;
  #wish = 0;

  constructor(traits: ImageScannerTraits = {}) {
    const { width = 640, height = 480, fps = 15, fingerWidth = 200, on = 'ON\r', off = 'OFF\r' } = traits;
    this.#traits = { width, height, fps, fingerWidth, on, off };
    this.#camera = new CameraSimulator({ width, height, fps });
    this.#bench.onChange(() => void this.#show());
  }

  /** For the driver's camera input `{kind: 'simulator', url}`. */
  get url(): string {
    return this.#camera.url;
  }

  /** Path of the light's controller. */
  get lightPath(): string {
    return this.#cable?.driverEnd ?? '';
  }

  get lit(): boolean {
    return this.#on;
  }

  async start(): Promise<void> {
    await this.#show();
    await this.#camera.start();
    this.#cable = await openPtyPair();
    await this.#attach();
  }

  async stop(): Promise<void> {
    await this.#line?.close();
    await this.#cable?.close();
    await this.#camera.stop();
  }

  get finger(): LaidFinger | null {
    return this.#bench.finger;
  }

  /** By its light: it shines while a finger is wanted, and has seen enough when it goes out. */
  onAsk(listener: (what: ScannerAsks) => void): () => void {
    return this.onLight((on) => listener(on ? 'lay' : 'lift'));
  }

  placeFinger(finger: SimulatedFinger): void {
    this.#bench.place(finger);
  }

  liftFinger(): void {
    this.#bench.lift();
  }

  inject(fault: ImageScannerFault): void {
    this.#faults.add(fault);
    if (fault === 'darkLight') void this.#show();
    else this.#camera.inject(fault);
  }

  clearFaults(): void {
    this.#faults = new Set();
    this.#camera.clearFaults();
    void this.#show();
  }

  /** One cable carries both, as in a scanner with a hub inside. */
  async unplug(): Promise<void> {
    await this.#camera.unplug();
    await this.unplugLight();
  }

  async replug(): Promise<void> {
    await this.#camera.replug();
    await this.replugLight();
  }

  async unplugLight(): Promise<void> {
    await this.#line?.close();
    this.#line = null;
    await this.#cable?.unplug();
    this.#turn(false);
  }

  async replugLight(): Promise<void> {
    await this.#cable?.replug();
    await this.#attach();
  }

  /** Told at each switching of the lamp. */
  onLight(listener: (on: boolean) => void): () => void {
    this.#lightListeners.add(listener);
    return () => this.#lightListeners.delete(listener);
  }

  async #attach(): Promise<void> {
    if (this.#line?.isOpen || !this.#cable) return;
    const line = new SerialTransport(this.#cable.deviceEnd, 9600);
    const opened = await line.open();
    if (!opened.ok) throw new Error(`simulator: ${opened.error.message}`);
    this.#line = line;
    this.#heard = '';
    line.onData((bytes) => this.#hear(Buffer.from(bytes).toString('latin1')));
  }

  #hear(text: string): void {
    this.#heard = (this.#heard + text).slice(-200);
    const { on, off } = this.#traits;
    for (;;) {
      const [atOn, atOff] = [this.#heard.indexOf(on), this.#heard.indexOf(off)];
      if (atOn < 0 && atOff < 0) return;
      const isOn = atOff < 0 || (atOn >= 0 && atOn < atOff);
      this.#heard = this.#heard.slice(isOn ? atOn + on.length : atOff + off.length);
      this.#turn(isOn);
    }
  }

  #turn(on: boolean): void {
    if (on === this.#on) return;
    this.#on = on;
    void this.#show();
    for (const listener of this.#lightListeners) listener(on);
  }

  /** The newest wish wins: a picture that took long to draw must not replace a later one. */
  async #show(): Promise<void> {
    const mine = ++this.#wish;
    const laid = this.#bench.finger;
    const lit = this.#on && !this.#faults.has('darkLight');
    const frames = await this.#view(laid, lit);
    if (mine !== this.#wish) return;
    await this.#camera.setSource({ kind: 'clip', frames, fps: this.#traits.fps, loop: true });
    // What the lamp will be asked for next is ready then.
    void this.#view(laid, !lit);
  }

  #view(laid: LaidFinger | null, lit: boolean): Promise<readonly Uint8Array[]> {
    const key = `${laid?.laying ?? 'empty'} ${lit}`;
    const known = this.#views.get(key);
    if (known) return known;
    const { width, height, fingerWidth } = this.#traits;
    const drawn = drawFinger({ laid, width, height, fingerWidth, lit, jpegs: PICTURES }).then(
      ({ jpegs }) => jpegs,
    );
    for (const old of this.#views.keys())
      if (!old.startsWith('empty') && !old.startsWith(`${laid?.laying} `)) this.#views.delete(old);
    this.#views.set(key, drawn);
    return drawn;
  }
}
