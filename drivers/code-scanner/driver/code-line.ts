import type { DeviceFailure, Result } from '../../kit/result.ts';
import type { CodeScannerIdentity } from '../code-scanner.ts';

/** The input reports of one scanner, held for us alone as far as the system allows. */
export interface CodeLine {
  /** For traces: "usb:1eab:0100". */
  readonly name: string;
  /** Finds it and takes it. E1012 nothing fits, E2707 it is another kind of device (and was let go); else as the bus says. */
  open(signal?: AbortSignal): Promise<Result<CodeScannerIdentity>>;
  /** Asks it again what it is. */
  check(signal?: AbortSignal): Promise<Result<void>>;
  onReport(listener: (report: Uint8Array) => void): () => void;
  /** A report was lost (E1010, E1011); the line goes on. */
  onBroken(listener: (fault: DeviceFailure) => void): () => void;
  onLost(listener: (lost: DeviceFailure) => void): () => void;
  /** A device that fits is there again. */
  onBack(listener: () => void): () => void;
  close(): Promise<void>;
}

/** What a bus knows of a device, as a scanner's identity. */
export const identityOf = (info: CodeScannerIdentity): CodeScannerIdentity => ({
  manufacturer: info.manufacturer,
  product: info.product,
  serialNumber: info.serialNumber,
  path: info.path,
});
