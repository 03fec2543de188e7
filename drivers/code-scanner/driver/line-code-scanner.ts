import { DeviceConnection } from '../../kit/device-connection.ts';
import { resolveLimits } from '../../kit/limits.ts';
import { Listeners } from '../../kit/listeners.ts';
import { type DeviceFailure, failure, type Result } from '../../kit/result.ts';
import type { DeviceStatus } from '../../kit/status.ts';
import { noTrace, type TraceSink } from '../../kit/trace.ts';
import type { CodeScanner, CodeScannerIdentity } from '../code-scanner.ts';
import type { GatheredCode } from '../codec/code-gatherer.ts';
import type { ReportReader } from '../codec/report-reader.ts';
import { codeScannerErrors } from '../errors.ts';
import { type CodeScannerLimits, codeScannerLimits } from '../limits.ts';
import { ScannedCode } from '../scanned-code.ts';
import type { CodeLine } from './code-line.ts';

export interface LineCodeScannerOptions {
  readonly line: CodeLine;
  readonly reader: ReportReader;
  readonly limits?: Partial<CodeScannerLimits>;
  readonly simulated?: boolean;
  readonly trace?: TraceSink;
}

const refusals = { garbled: 'E2702', cutShort: 'E2703', tooLong: 'E2704' } as const;

/** A scanner on any line. What it sends is gathered here and goes to nobody else. */
export class LineCodeScanner implements CodeScanner {
  readonly #line: CodeLine;
  readonly #connection: DeviceConnection<CodeScannerIdentity>;
  readonly #reader: ReportReader;
  readonly #limits: CodeScannerLimits;
  readonly #trace: TraceSink;
  readonly #codes = new Listeners<ScannedCode>();
  readonly #refused = new Listeners<DeviceFailure>();
  readonly #stopListening: readonly (() => void)[];
  #enabled = false;
  /** The code that is under way began before anybody wanted one. */
  #tooEarly = false;
  #silence: NodeJS.Timeout | null = null;
  #last: { readonly mark: string; readonly atMs: number } | null = null;

  constructor(options: LineCodeScannerOptions) {
    const { line, reader, simulated = false } = options;
    this.#line = line;
    this.#reader = reader;
    this.#limits = resolveLimits(codeScannerLimits, options.limits);
    this.#trace = options.trace ?? noTrace;
    const { reopen, recover } = this.#limits;
    this.#stopListening = [
      this.#line.onReport((report) => this.#take(report)),
      this.#line.onBroken((fault) => {
        this.#note(`report lost, ${fault.code}`);
        this.#reader.spoil();
        this.#awaitSilence();
      }),
      this.#line.onLost(() => this.#forget()),
    ];
    this.#connection = new DeviceConnection({
      line: this.#line,
      find: (signal) => line.open(signal),
      dispose: () => this.#forget(),
      simulated,
      reopen,
      recover,
      needsRecovery: new Set(['E1005', 'E1010', 'E1011', 'E2707']),
      notReady: failure(codeScannerErrors, 'E2701', line.name),
      details: ({ product, serialNumber, path }) => ({ product, serialNumber, path }),
    });
  }

  open(signal?: AbortSignal): Promise<Result<CodeScannerIdentity>> {
    return this.#connection.open(signal);
  }

  status(): DeviceStatus {
    return this.#connection.status;
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.#connection.onStatus(listener);
  }

  enable(): void {
    if (this.#enabled) return;
    this.#enabled = true;
    this.#tooEarly = this.#reader.midCode;
    this.#last = null;
  }

  disable(): void {
    this.#enabled = false;
  }

  onCode(listener: (code: ScannedCode) => void): () => void {
    return this.#codes.add(listener);
  }

  onRefused(listener: (failure: DeviceFailure) => void): () => void {
    return this.#refused.add(listener);
  }

  async selfTest(signal?: AbortSignal): Promise<Result<CodeScannerIdentity>> {
    const { ready } = this.#connection;
    if (!ready.ok) return ready;
    const checked = await this.#line.check(signal);
    if (!checked.ok) this.#connection.report(checked.error);
    return checked.ok ? ready : checked;
  }

  async close(): Promise<void> {
    this.#enabled = false;
    for (const stop of this.#stopListening) stop();
    await this.#connection.close();
  }

  #take(report: Uint8Array): void {
    for (const over of this.#reader.take(report)) this.#over(over);
    this.#awaitSilence();
  }

  #awaitSilence(): void {
    this.#stopTimer();
    if (!this.#reader.midCode) return;
    this.#silence = setTimeout(() => {
      const over = this.#reader.silence();
      if (over) this.#over(over);
    }, this.#limits.gap);
  }

  #over(over: GatheredCode): void {
    const wanted = this.#enabled && !this.#tooEarly;
    this.#tooEarly = false;
    if (over.kind === 'refused') {
      this.#note(`refused, ${over.why}`);
      if (wanted) this.#refused.tell(failure(codeScannerErrors, refusals[over.why]));
      return;
    }
    const code = new ScannedCode(over.bytes);
    const again =
      this.#last?.mark === code.mark && performance.now() - this.#last.atMs < this.#limits.sameCode;
    this.#note(`${code}${wanted ? '' : ', not wanted'}${again ? ', again' : ''}`);
    if (wanted) this.#last = { mark: code.mark, atMs: performance.now() };
    if (wanted && !again) this.#codes.tell(code);
    else code.forget();
  }

  #forget(): void {
    this.#stopTimer();
    this.#reader.clear();
    this.#tooEarly = false;
  }

  #stopTimer(): void {
    if (this.#silence) clearTimeout(this.#silence);
    this.#silence = null;
  }

  #note(text: string): void {
    this.#trace({ device: 'code-scanner', direction: 'note', text, atMs: performance.now() });
  }
}
