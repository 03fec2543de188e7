import type { DeviceFailure, Result } from '../kit/result.ts';
import type { DeviceStatus } from '../kit/status.ts';
import type { ScannedCode } from './scanned-code.ts';

export interface CodeScannerIdentity {
  readonly manufacturer: string;
  readonly product: string;
  /** Empty when it has none. */
  readonly serialNumber: string;
  /** Where it is plugged in ("1-2.4"). */
  readonly path: string;
}

/**
 * What the terminal asks of a scanner of QR codes and barcodes (XFS4IoT BarcodeReader). It reads whenever something is held
 * before it; whether anybody is told is `enable` and `disable`.
 */
export interface CodeScanner {
  /** Finds the scanner. When it fails the driver keeps trying by itself; `onStatus` tells when it is there. */
  open(signal?: AbortSignal): Promise<Result<CodeScannerIdentity>>;
  status(): DeviceStatus;
  /** Called at each change. Returns the function that stops listening. */
  onStatus(listener: (status: DeviceStatus) => void): () => void;
  /** From now on codes are told. One of which the beginning came earlier is not. */
  enable(): void;
  /** Codes are thrown away again; the scanner stays ours, so that nothing of it reaches a screen. */
  disable(): void;
  /** Each code, to be forgotten by whoever is done with it. The same one again within a short time is told once. */
  onCode(listener: (code: ScannedCode) => void): () => void;
  /** Something was scanned that is no whole code: E2702, E2703, E2704. */
  onRefused(listener: (failure: DeviceFailure) => void): () => void;
  /** Asks the scanner what it is. E2707 when it is something else, E2701 when there is none. */
  selfTest(signal?: AbortSignal): Promise<Result<CodeScannerIdentity>>;
  close(): Promise<void>;
}
