import { SerialPort } from 'serialport';
import { transportErrors } from './errors.ts';
import { watchPort } from './port-watch.ts';
import { type DeviceFailure, err, failure, ok, type Result } from './result.ts';
import type { SerialLine } from './transport.ts';

/** A port that does not take bytes for this long is as good as gone; a stuck bridge would otherwise hang its caller. */
const WRITE_LIMIT_MS = 3000;

/** Serial port through `serialport` (N-API), 8N1 (or with parity) without flow control, exclusive. */
export class SerialTransport implements SerialLine {
  readonly name: string;
  #port: SerialPort | null = null;
  #opening: Promise<Result<void>> | null = null;
  #baud: number;
  readonly #parity: 'none' | 'odd';
  #unwatch: () => void = () => undefined;
  readonly #dataListeners = new Set<(bytes: Uint8Array) => void>();
  readonly #lostListeners = new Set<(failure: DeviceFailure) => void>();

  /** `path` as the system names it (`/dev/ttyUSB0`, `COM3`, a pty); `baud` in bits per second. */
  constructor(path: string, baud = 115_200, parity: 'none' | 'odd' = 'none') {
    this.name = path;
    this.#baud = baud;
    this.#parity = parity;
  }

  get baudRate(): number {
    return this.#baud;
  }

  get isOpen(): boolean {
    return this.#port?.isOpen ?? false;
  }

  open(): Promise<Result<void>> {
    if (this.isOpen) return Promise.resolve(ok(undefined));
    this.#opening ??= this.#openPort().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  write(bytes: Uint8Array): Promise<Result<void>> {
    const port = this.#port;
    if (!port?.isOpen) return Promise.resolve(err(failure(transportErrors, 'E1009', this.name)));
    return new Promise((resolve) => {
      const timer = setTimeout(() => fail('not drained in time'), WRITE_LIMIT_MS);
      const fail = (why: string): void => {
        clearTimeout(timer);
        // A write that fails on an open port means that the bridge behind it has gone.
        this.#lose(port, why);
        resolve(err(failure(transportErrors, 'E1006', this.name)));
      };
      port.write(Buffer.from(bytes), (writeError) => {
        if (writeError) {
          fail('write failed');
          return;
        }
        port.drain((drainError) => {
          clearTimeout(timer);
          if (drainError) fail('drain failed');
          else resolve(ok(undefined));
        });
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

  async close(): Promise<void> {
    await this.#opening;
    const port = this.#port;
    this.#forget();
    if (port?.isOpen) await new Promise<void>((resolve) => port.close(() => resolve()));
  }

  onData(listener: (bytes: Uint8Array) => void): () => void {
    this.#dataListeners.add(listener);
    return () => this.#dataListeners.delete(listener);
  }

  onLost(listener: (failure: DeviceFailure) => void): () => void {
    this.#lostListeners.add(listener);
    return () => this.#lostListeners.delete(listener);
  }

  #openPort(): Promise<Result<void>> {
    return new Promise((resolve) => {
      const port = new SerialPort({
        path: this.name,
        baudRate: this.#baud,
        parity: this.#parity,
        autoOpen: false,
        lock: true,
      });
      port.open((error) => {
        if (error) {
          resolve(err(openFailure(error, this.name)));
          return;
        }
        this.#port = port;
        port.on('data', (chunk: Buffer) => {
          for (const listener of this.#dataListeners) listener(chunk);
        });
        port.on('error', () => this.#lose(port, 'port error'));
        port.on('close', () => this.#lose(port, 'port closed'));
        this.#unwatch = watchPort(this.name, () => this.#lose(port, 'device node gone'));
        resolve(ok(undefined));
      });
    });
  }

  #forget(): void {
    this.#port = null;
    this.#unwatch();
    this.#unwatch = () => undefined;
  }

  /** Tells the loss once. Events of an earlier port, arriving after a new one was opened, say nothing about the new one. */
  #lose(port: SerialPort, why: string): void {
    if (this.#port !== port) return;
    this.#forget();
    // The descriptor of a vanished device must be released, or its path stays locked for the next open.
    if (port.isOpen) port.close(() => undefined);
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
