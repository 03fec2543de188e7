/** A simulated chip: the far side of a reader's contacts. A line (vpcd, or in process) carries its bytes. */
export interface SimulatedChip {
  /** What it answers to a reset; null: it is dead. */
  readonly atr: Uint8Array | null;
  powerOff(): void;
  powerOn(): void;
  reset(): void;
  /** Data and status word; `silent`: no answer ever; `removed`: pulled out while the command ran. */
  transmit(apdu: Uint8Array): Promise<Uint8Array | 'silent' | 'removed'>;
}
