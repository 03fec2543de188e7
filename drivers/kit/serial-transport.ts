import { SerialPort } from 'serialport';
import { transportErrors } from './errors.ts';
import { type DeviceFailure, err, failure, ok, type Result } from './result.ts';
import type { SerialLine } from './transport.ts';

/** Serial port through `serialport` (N-API), 8N1 without flow control, exclusive. */
export class SerialTransport implements SerialLine {
  readonly name: string;
  #port: SerialPort | null = null;
  #baud: number;
  #closing = false;
  readonly #dataListeners = new Set<(bytes: Uint8Array) => void>();
  readonly #lostListeners = new Set<(failure: DeviceFailure) => void>();

  /** `path` as the system names it (`/dev/ttyUSB0`, `COM3`, a pty); `baud` in bits per second. */
  constructor(path: string, baud = 115_200) {
    this.name = path;
    this.#baud = baud;
  }

  get baudRate(): number {
    return this.#baud;
  }

  get isOpen(): boolean {
    return this.#port?.isOpen ?? false;
  }

  open(): Promise<Result<void>> {
    if (this.isOpen) return Promise.resolve(ok(undefined));
    this.#closing = false;
    return new Promise((resolve) => {
      const port = new SerialPort({ path: this.name, baudRate: this.#baud, autoOpen: false, lock: true });
      port.open((error) => {
        if (error) {
          resolve(err(openFailure(error, this.name)));
          return;
        }
        this.#port = port;
        port.on('data', (chunk: Buffer) => {
          for (const listener of this.#dataListeners) listener(chunk);
        });
        port.on('error', () => this.#lose('port error'));
        port.on('close', () => this.#lose('port closed'));
        resolve(ok(undefined));
      });
    });
  }

  write(bytes: Uint8Array): Promise<Result<void>> {
    const port = this.#port;
    if (!port?.isOpen) return Promise.resolve(err(failure(transportErrors, 'E1009', this.name)));
    return new Promise((resolve) => {
      port.write(Buffer.from(bytes), (writeError) => {
        if (writeError) {
          resolve(err(failure(transportErrors, 'E1006', this.name)));
          return;
        }
        port.drain((drainError) =>
          resolve(drainError ? err(failure(transportErrors, 'E1006', this.name)) : ok(undefined)),
        );
      });
    });
  }

  flush(): Promise<void> {
    const port = this.#port;
    if (!port?.isOpen) return Promise.resolve();
    return new Promise((resolve) => port.flush(() => resolve()));
  }

  setBaudRate(baud: number): Promise<Result<void>> {
    this.#baud = baud;
    const port = this.#port;
    if (!port?.isOpen) return Promise.resolve(ok(undefined));
    return new Promise((resolve) => {
      port.update({ baudRate: baud }, (error) =>
        resolve(error ? err(failure(transportErrors, 'E1004', `baud ${baud}`)) : ok(undefined)),
      );
    });
  }

  close(): Promise<void> {
    this.#closing = true;
    const port = this.#port;
    this.#port = null;
    if (!port?.isOpen) return Promise.resolve();
    return new Promise((resolve) => port.close(() => resolve()));
  }

  onData(listener: (bytes: Uint8Array) => void): () => void {
    this.#dataListeners.add(listener);
    return () => this.#dataListeners.delete(listener);
  }

  onLost(listener: (failure: DeviceFailure) => void): () => void {
    this.#lostListeners.add(listener);
    return () => this.#lostListeners.delete(listener);
  }

  #lose(why: string): void {
    if (this.#closing || !this.#port) return;
    this.#port = null;
    const lost = failure(transportErrors, 'E1005', `${this.name}, ${why}`);
    for (const listener of this.#lostListeners) listener(lost);
  }
}

function openFailure(error: Error, path: string): DeviceFailure {
  const text = error.message;
  if (/No such file|not found|cannot find/i.test(text)) return failure(transportErrors, 'E1001', path);
  if (/lock|busy|temporarily unavailable|in use/i.test(text)) return failure(transportErrors, 'E1002', path);
  if (/denied|permission/i.test(text)) return failure(transportErrors, 'E1003', path);
  return failure(transportErrors, 'E1004', path);
}
