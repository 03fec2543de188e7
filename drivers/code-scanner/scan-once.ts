import { type DeviceFailure, failure } from '../kit/result.ts';
import type { CodeScanner } from './code-scanner.ts';
import { codeScannerErrors } from './errors.ts';
import { readCode } from './read-code.ts';

interface ScanOnceOptions {
  /** Not opened yet; it is closed at the end. */
  readonly scanner: CodeScanner;
  /** For everything together, ms. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** What `yinling scan-code` prints: that a code was read, and never the code, which is somebody's card. */
export type ScanOnceResult =
  | { readonly ok: true; readonly length: number; readonly kind: 'digits' | 'ascii' }
  | { readonly ok: false; readonly error: DeviceFailure };

const timeIsUp = (timeoutMs: number): ScanOnceResult => ({
  ok: false,
  error: failure(codeScannerErrors, 'E2705', `${timeoutMs} ms`),
});

/** Takes the scanner, waits for one code and lets the scanner go. E2705 none in time, E1008 called off; else as `readCode`. */
export async function scanCodeOnce({ scanner, timeoutMs, signal }: ScanOnceOptions): Promise<ScanOnceResult> {
  const end = performance.now() + timeoutMs;
  const timeUp = AbortSignal.timeout(Math.ceil(timeoutMs));
  try {
    const opened = await scanner.open(AbortSignal.any([signal, timeUp]));
    // Its own time limit is not a cancellation.
    if (!opened.ok) {
      const ours = timeUp.aborted && !signal.aborted;
      return ours ? timeIsUp(timeoutMs) : opened;
    }
    const read = await readCode(scanner, { timeoutMs: Math.max(0, end - performance.now()), signal });
    if (!read.ok) return read;
    const code = read.value;
    const kind = /^\d+$/.test(code.reveal()) ? 'digits' : 'ascii';
    const { length } = code;
    code.forget();
    return { ok: true, length, kind };
  } finally {
    await scanner.close();
  }
}
