import type { DeviceFailure, Result } from './result.ts';

/**
 * A byte stream to a device. Serial is the first one; USB, HID and TCP take the same shape. A transport never throws:
 * every failure is a value with an E1xxx code.
 */
export interface Transport {
  /** Path or address, for traces. */
  readonly name: string;
  open(): Promise<Result<void>>;
  /** Resolves when the bytes have left this process (drained), or with why they have not. */
  write(bytes: Uint8Array): Promise<Result<void>>;
  /** Throws away whatever has come in and was not delivered. */
  flush(): Promise<void>;
  close(): Promise<void>;
  readonly isOpen: boolean;
  /** Bytes as they arrive, in pieces of any size. Returns the function that stops listening. */
  onData(listener: (bytes: Uint8Array) => void): () => void;
  /** Called once when the wire is gone without `close()` having been asked for. */
  onLost(listener: (failure: DeviceFailure) => void): () => void;
  /**
   * Called when the device that this wire leads to may be there again, so that nobody has to wait out a pause before the next
   * `open`. Absent where the system does not tell.
   */
  onBack?(listener: () => void): () => void;
  /** The line that this one hands over to at present: it may be asked for more than bytes. */
  readonly within?: Transport | null;
}

/** A serial transport can also change its line speed while open (baud detection). */
export interface SerialLine extends Transport {
  readonly baudRate: number;
  setBaudRate(baud: number): Promise<Result<void>>;
}

/**
 * Whether there is a line speed to be found; USB and HID have none. To be asked of an open line: one that looks for its device
 * knows only then what it has found.
 */
export const hasSpeed = (line: Transport): line is SerialLine =>
  'setBaudRate' in line && line.setBaudRate !== undefined;
