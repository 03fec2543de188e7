import type { DeviceFailure, Result } from '../result.ts';

/** One powered chip that commands can be sent to. Nothing here throws for what a card or a reader does. */
export interface CardChannel {
  readonly atr: Uint8Array;
  readonly protocol: 'T=0' | 'T=1';
  /**
   * One command and its answer, data and status word, as the chip gives it. E2506 taken away, E2507 silent at the limit,
   * E1008 cancelled, else E2501, E2502, E2504, E2508.
   */
  transmit(apdu: Uint8Array, options: TransmitOptions): Promise<Result<Uint8Array>>;
  /** Gives the chip back, reset: nothing that was selected or proved to it stays. */
  disconnect(): Promise<void>;
}

export interface TransmitOptions {
  readonly limitMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** `away`: there is no such reader now. `mute`: something is in it that does not answer to a reset. */
export type SlotState = 'away' | 'empty' | 'present' | 'mute';

/** The place for one card: a reader of PC/SC, or a simulated line. */
export interface CardSlot {
  /** As the system names it, or as it is looked for while it is away. */
  readonly name: string;
  readonly state: SlotState;
  /** Why it is away; null in every other state. */
  readonly failure: DeviceFailure | null;
  /** Called at each change, and when a card was swapped without a pause. Returns the function that stops listening. */
  onState(listener: (state: SlotState) => void): () => void;
  /** Powers the chip; E2506 when there is none. */
  connect(options: TransmitOptions): Promise<Result<CardChannel>>;
  close(): Promise<void>;
}

/** A contactless card by the ATR that PC/SC makes up for it: 3B 8x 80 01. */
export const isContactless = (atr: Uint8Array): boolean =>
  atr[0] === 0x3b && ((atr[1] ?? 0) & 0xf0) === 0x80 && atr[2] === 0x80 && atr[3] === 0x01;

/** The protocol that an ATR offers first: T=0 without a TD1, else the low half of TD1; T=1 for contactless ones. */
export function offeredProtocol(atr: Uint8Array): 'T=0' | 'T=1' {
  if (isContactless(atr)) return 'T=1';
  const indicator = (atr[1] ?? 0) >> 4;
  if ((indicator & 0x8) === 0) return 'T=0';
  const td1 = atr[1 + [1, 2, 4, 8].filter((bit) => (indicator & bit) !== 0).length] ?? 0;
  return (td1 & 0x0f) === 0 ? 'T=0' : 'T=1';
}

/** The historical bytes of an ATR (卡复位信息 in the national functions); all there is of them when it is cut short. */
export function historicalBytes(atr: Uint8Array): Uint8Array {
  const count = (atr[1] ?? 0) & 0x0f;
  let at = 2;
  let indicator = (atr[1] ?? 0) >> 4;
  for (;;) {
    const hasNext = (indicator & 0x8) !== 0;
    at += [1, 2, 4].filter((bit) => (indicator & bit) !== 0).length;
    if (!hasNext || at >= atr.length) break;
    indicator = (atr[at] as number) >> 4;
    at += 1;
  }
  return atr.slice(at, at + count);
}
