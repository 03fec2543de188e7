import { transportErrors } from '../kit/errors.ts';
import { err, failure, ok, type Result } from '../kit/result.ts';
import type { CodeScanner } from './code-scanner.ts';
import { refuse } from './errors.ts';
import type { ScannedCode } from './scanned-code.ts';

export interface ReadCodeOptions {
  /** For a code to be held before the scanner, milliseconds. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Waits for one code (XFS4IoT BarcodeReader.Read): the scanner is enabled until then and disabled afterwards. A code that was
 * refused is waited for again, for the telephone is still there. E2705 none in time, E2706 the scanner went away or is away, E1008
 * called off.
 */
export function readCode(scanner: CodeScanner, options: ReadCodeOptions): Promise<Result<ScannedCode>> {
  const { timeoutMs, signal } = options;
  if (signal?.aborted) return Promise.resolve(err(failure(transportErrors, 'E1008')));
  if (scanner.status().state !== 'online') return Promise.resolve(refuse('E2706', scanner.status().state));
  return new Promise((resolve) => {
    const finish = (result: Result<ScannedCode>): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      stopCode();
      stopStatus();
      scanner.disable();
      resolve(result);
    };
    const onAbort = (): void => finish(err(failure(transportErrors, 'E1008')));
    const timer = setTimeout(() => finish(refuse('E2705', `${timeoutMs} ms`)), timeoutMs);
    const stopCode = scanner.onCode((code) => finish(ok(code)));
    const stopStatus = scanner.onStatus(({ state }) => {
      if (state !== 'online') finish(refuse('E2706', state));
    });
    signal?.addEventListener('abort', onAbort, { once: true });
    scanner.enable();
  });
}
