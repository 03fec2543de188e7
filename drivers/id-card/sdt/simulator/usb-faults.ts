/** What can go wrong between a module that works and its host: one transfer of the next answer or request. */
export const usbFaultNames = [
  /** The next request is refused: its endpoint halts. */
  'stallOut',
  /** The next request is not taken, for ever. */
  'neverOut',
  /** The next answer does not come; the endpoint halts instead. */
  'stallIn',
  /** Three bytes of the header are sent instead of all. */
  'shortHeader',
  /** Half of what follows the header is sent, the rest never. */
  'shortBody',
  /** 200 bytes more than the header announced. */
  'longBody',
] as const;
export type UsbFaultName = (typeof usbFaultNames)[number];

/** The faults that are still to strike, each once. */
export class UsbFaults {
  #left: UsbFaultName[] = [];

  inject(...names: readonly UsbFaultName[]): void {
    this.#left.push(...names);
  }

  clear(): void {
    this.#left = [];
  }

  /** True, once, when this one was injected. */
  strike(name: UsbFaultName): boolean {
    const at = this.#left.indexOf(name);
    if (at >= 0) this.#left.splice(at, 1);
    return at >= 0;
  }
}
