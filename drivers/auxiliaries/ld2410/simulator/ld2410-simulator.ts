import { FarEnd } from '../../simulator/far-end.ts';

/** Who is before the sensor: centimetres to what moves and to what is still; null: nothing of the kind. */
export interface BeforeTheSensor {
  readonly movingCm: number | null;
  readonly stillCm: number | null;
}

/** `silent`: it reports nothing. `garbled`: the ends of its frames are wrong, as at another line speed. `stray`: noise between. */
export type Ld2410Fault = 'silent' | 'garbled' | 'stray';

/**
 * A simulated LD2410 radar on a virtual serial cable: reports whether asked or not, every `everyMs`. Written from the maker's
 * description (V1.02) and not from the driver's codec.
 */
export class Ld2410Simulator {
  readonly #end = new FarEnd(() => undefined);
  readonly #everyMs: number;
  readonly #engineering: boolean;
  #timer: NodeJS.Timeout | null = null;
  #before: BeforeTheSensor = { movingCm: null, stillCm: null };
  #fault: Ld2410Fault | null = null;

  constructor(options: { readonly everyMs?: number; readonly engineering?: boolean } = {}) {
    this.#everyMs = options.everyMs ?? 100;
    this.#engineering = options.engineering ?? false;
  }

  get path(): string {
    return this.#end.path;
  }

  async start(): Promise<void> {
    await this.#end.start();
    this.#run();
  }

  async stop(): Promise<void> {
    this.#halt();
    await this.#end.stop();
  }

  async unplug(): Promise<void> {
    this.#halt();
    await this.#end.unplug();
  }

  async replug(): Promise<void> {
    await this.#end.replug();
    this.#run();
  }

  /** Somebody comes, moves, sits still or goes. */
  put(before: Partial<BeforeTheSensor>): void {
    this.#before = { movingCm: null, stillCm: null, ...before };
  }

  /** In force until another is, or null. */
  setFault(fault: Ld2410Fault | null): void {
    this.#fault = fault;
  }

  #run(): void {
    this.#halt();
    this.#timer = setInterval(() => void this.#report(), this.#everyMs);
  }

  #halt(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }

  async #report(): Promise<void> {
    if (this.#fault === 'silent') return;
    const frame = this.#frame();
    if (this.#fault === 'garbled') frame.writeUInt8(0x00, frame.length - 3);
    const noise = this.#fault === 'stray' ? Buffer.from([0xf4, 0xf3, 0x55, 0x0d, 0xf4]) : Buffer.alloc(0);
    await this.#end.send(Buffer.concat([noise, frame]));
  }

  #frame(): Buffer {
    const { movingCm, stillCm } = this.#before;
    const target = Buffer.alloc(9);
    target.writeUInt8((movingCm === null ? 0 : 1) + (stillCm === null ? 0 : 2), 0);
    target.writeUInt16LE(movingCm ?? 0, 1);
    target.writeUInt8(movingCm === null ? 0 : 80, 3);
    target.writeUInt16LE(stillCm ?? 0, 4);
    target.writeUInt8(stillCm === null ? 0 : 100, 6);
    target.writeUInt16LE(Math.max(movingCm ?? 0, stillCm ?? 0), 7);
    // With energies: farthest gate of either kind, nine and nine energies, light, output pin.
    const more = this.#engineering
      ? Buffer.from([8, 8, ...Array<number>(18).fill(20), 120, 1])
      : Buffer.alloc(0);
    const kind = this.#engineering ? 1 : 2;
    const body = Buffer.concat([Buffer.from([kind, 0xaa]), target, more, Buffer.from([0x55, 0x00])]);
    const length = Buffer.alloc(2);
    length.writeUInt16LE(body.length);
    return Buffer.concat([Buffer.from('f4f3f2f1', 'hex'), length, body, Buffer.from('f8f7f6f5', 'hex')]);
  }
}
