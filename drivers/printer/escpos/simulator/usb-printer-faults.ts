/**
 * What goes wrong between the port and the printer. `stallOut`: refuses a transfer, once. `neverOut`: takes no more bytes until
 * it is mended. `neverOutUntilReset`: until the port is reset. `stallIn`: the way back halts, once. `noDeviceId`: refuses that
 * question.
 */
export type UsbPrinterFault = 'stallOut' | 'neverOut' | 'neverOutUntilReset' | 'stallIn' | 'noDeviceId';

export class UsbPrinterFaults {
  readonly #standing = new Set<UsbPrinterFault>();
  #trigger: { readonly fault: UsbPrinterFault; bytes: number } | null = null;

  /** At once, or with the transfer after so many bytes. */
  inject(fault: UsbPrinterFault, { afterBytes }: { readonly afterBytes?: number } = {}): void {
    if (afterBytes === undefined) this.#standing.add(fault);
    else this.#trigger = { fault, bytes: afterBytes };
  }

  clear(): void {
    this.#standing.clear();
    this.#trigger = null;
  }

  has(fault: UsbPrinterFault): boolean {
    return this.#standing.has(fault);
  }

  /** Whether this fault stands; it has then struck for the only time. */
  take(fault: UsbPrinterFault): boolean {
    return this.#standing.delete(fault);
  }

  /** How a transfer of so many bytes is met when something is wrong; null when nothing is. */
  strike(bytes: number): 'stall' | 'never' | null {
    if (this.#trigger) {
      if (this.#trigger.bytes <= 0) {
        this.#standing.add(this.#trigger.fault);
        this.#trigger = null;
      } else this.#trigger.bytes -= bytes;
    }
    if (this.take('stallOut')) return 'stall';
    return this.has('neverOut') || this.has('neverOutUntilReset') ? 'never' : null;
  }

  /** The port was reset. */
  reset(): void {
    this.#standing.delete('neverOutUntilReset');
  }
}
