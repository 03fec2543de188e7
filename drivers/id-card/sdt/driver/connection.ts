import { DeviceConnection } from '../../../kit/device-connection.ts';
import { type DeviceFailure, err, failure, ok, type Result } from '../../../kit/result.ts';
import type { DeviceStatus } from '../../../kit/status.ts';
import type { TraceSink } from '../../../kit/trace.ts';
import type { Transport } from '../../../kit/transport.ts';
import { idCardErrors } from '../../errors.ts';
import type { ReaderIdentity } from '../../reader.ts';
import { decodeSamId } from '../codec/sam-id.ts';
import { type DetectionRound, detectBaud, sdtBaudRates } from './detect-baud.ts';
import type { SdtLimits } from './limits.ts';
import { SdtLink } from './sdt-link.ts';

export interface ConnectionOptions {
  readonly limits: SdtLimits;
  readonly baudRates?: readonly number[];
  /** Largest number of bytes per radio frame (61 FF nn), 0x18 to 0xFF; not sent by default. Modules without it say 21. */
  readonly rfFrameBytes?: number;
  readonly alternativePreamble?: boolean;
  readonly simulated?: boolean;
  readonly trace?: TraceSink;
}

/** Failures after which the module has to be found again before anything else is asked of it. */
const needsRecovery = new Set([
  'E1005',
  'E1010',
  'E1011',
  'E1013',
  'E2001',
  'E2002',
  'E2003',
  'E2160',
  'E2166',
]);

/** Keeps one module reachable: how it is found on its line, and what "found" means. */
export class ReaderConnection {
  readonly link: SdtLink;
  readonly #line: Transport;
  readonly #options: ConnectionOptions;
  readonly #device: DeviceConnection<ReaderIdentity>;
  #extraRounds: readonly DetectionRound[] = [];
  /** Speed at which the module was found last; null where the line has none. */
  #lastFound: { readonly rate: number | null } | null = null;

  constructor(line: Transport, options: ConnectionOptions) {
    const { limits, simulated = false } = options;
    this.#line = line;
    this.#options = options;
    this.link = new SdtLink(line, limits, options);
    this.#device = new DeviceConnection({
      line,
      find: (signal, after) => this.#find(signal, after),
      dispose: () => this.link.dispose(),
      simulated,
      reopen: limits.reopen,
      recover: limits.recover,
      needsRecovery,
      notReady: failure(idCardErrors, 'E2004', line.name),
      details: (identity) => ({ ...identity }),
    });
  }

  get status(): DeviceStatus {
    return this.#device.status;
  }

  /** The module, when it is fit for work; else why not. */
  get ready(): Result<ReaderIdentity> {
    return this.#device.ready;
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.#device.onStatus(listener);
  }

  /** Opens the line and finds the module. `extraRounds` are tried when the usual ones find nothing, this time only. */
  open(extraRounds: readonly DetectionRound[], signal?: AbortSignal): Promise<Result<ReaderIdentity>> {
    this.#extraRounds = extraRounds;
    return this.#device.open(signal);
  }

  close(): Promise<void> {
    return this.#device.close();
  }

  /** Takes note of a failed operation; when it means that the module must be found again, that begins at once. */
  report(error: DeviceFailure): void {
    this.#device.report(error);
  }

  async #find(signal: AbortSignal | undefined, after: DeviceFailure | null): Promise<Result<ReaderIdentity>> {
    const { limits, rfFrameBytes } = this.#options;
    const rounds = [...this.#usualRounds(), ...this.#extraRounds];
    this.#extraRounds = [];
    const opened = await this.#line.open();
    if (!opened.ok) return opened;
    const detected = await detectBaud(this.#line, this.link, rounds, signal);
    if (!detected.ok) return detected;
    if (after?.code === 'E2002') {
      // It may have read the card and lost only the answer; without a reset it would not find that card again (80).
      const reset = await this.link.exchange('reset', { limitMs: limits.samId, signal });
      if (!reset.ok) return reset;
    }
    if (rfFrameBytes !== undefined) {
      const set = await this.link.exchange('setRfFrame', {
        data: [rfFrameBytes],
        limitMs: limits.status,
        signal,
      });
      if (!set.ok) return set;
    }
    const answer = await this.link.exchange('samId', { limitMs: limits.samId, signal });
    if (!answer.ok) return answer;
    const samId = decodeSamId(answer.value.data);
    if (samId === null) return err(failure(idCardErrors, 'E2003', 'SAM id'));
    this.#lastFound = { rate: detected.value };
    return ok({ samId, ...(detected.value === null ? {} : { baudRate: detected.value }) });
  }

  /** All speeds; before them, quickly, the one that worked last. A line without a speed is asked quickly, then patiently. */
  #usualRounds(): DetectionRound[] {
    const { limits, baudRates = sdtBaudRates } = this.#options;
    const all = { rates: baudRates, limitMs: limits.status };
    if (this.#lastFound === null) return [all];
    const { rate } = this.#lastFound;
    return [{ rates: rate === null ? [] : [rate, rate], limitMs: limits.statusQuick }, all];
  }
}
