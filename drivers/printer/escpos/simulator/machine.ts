import type { PrinterModel } from './models.ts';

export const mechanicalFaults = [
  'nearEnd',
  'paperOut',
  'coverOpen',
  'jam',
  'cutter',
  'headHot',
  'broken',
] as const;
export type MechanicalFault = (typeof mechanicalFaults)[number];

/** The printer's body: what is wrong with it, what stands in its output, and the status bytes that tell so. */
export class Machine {
  readonly #model: PrinterModel;
  readonly faults = new Set<MechanicalFault>();
  ticketInOutput = false;

  constructor(model: PrinterModel) {
    this.#model = model;
  }

  has(fault: MechanicalFault): boolean {
    return this.faults.has(fault);
  }

  /** It prints and works through its buffer. */
  get running(): boolean {
    return ![...this.faults].some((fault) => fault !== 'nearEnd');
  }

  /** DLE EOT n for 1..4: bits 1 and 4 are always set (0x12). */
  realtime(n: number): number {
    const when = (on: boolean, bits: number): number => (on ? bits : 0);
    const error = this.has('jam') || this.has('cutter') || this.has('headHot') || this.has('broken');
    if (n === 1) return 0x12 | when(!this.running, 0x08);
    if (n === 2)
      return 0x12 | when(this.has('coverOpen'), 0x04) | when(this.has('paperOut'), 0x20) | when(error, 0x40);
    if (n === 3)
      return (
        0x12 |
        when(this.has('jam') && this.#model.jamBit, 0x04) |
        when(this.has('cutter'), 0x08) |
        when(this.has('broken'), 0x20) |
        when(this.has('headHot'), 0x40)
      );
    return 0x12 | when(this.has('nearEnd') || this.has('paperOut'), 0x0c) | when(this.has('paperOut'), 0x60);
  }

  /** GS r 1. */
  queuedPaper(): number {
    return (this.has('nearEnd') ? 0x03 : 0) | (this.has('paperOut') ? 0x0c : 0);
  }

  /** GS a: the four bytes that are pushed at a change. */
  automatic(): Uint8Array {
    const first = 0x10 | (this.running ? 0 : 0x08) | (this.has('coverOpen') ? 0x20 : 0);
    const second =
      (this.has('cutter') ? 0x08 : 0) | (this.has('broken') ? 0x20 : 0) | (this.has('headHot') ? 0x40 : 0);
    return Uint8Array.of(first, second, this.queuedPaper(), 0);
  }

  /** Custom DLE EOT 20. */
  fullStatus(): Uint8Array {
    const paper =
      (this.has('paperOut') ? 1 : 0) | (this.has('nearEnd') ? 4 : 0) | (this.ticketInOutput ? 0x20 : 0);
    const user = this.has('coverOpen') ? 3 : 0;
    const recoverable = (this.has('headHot') ? 1 : 0) | (this.has('jam') ? 0x40 : 0);
    const unrecoverable = (this.has('cutter') ? 1 : 0) | (this.has('broken') ? 4 : 0);
    return Uint8Array.of(0x10, 0x0f, paper, user, recoverable, unrecoverable);
  }

  /** Custom GS e 6. */
  ejector(): number {
    return (
      (this.has('nearEnd') ? 1 : 0) |
      (this.has('paperOut') ? 4 : 0) |
      (this.ticketInOutput ? 8 : 0) |
      (this.has('jam') ? 0xc0 : 0)
    );
  }
}
