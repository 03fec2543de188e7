import { limitWithin, resolveLimits } from '../../../kit/limits.ts';
import { err, failure, ok, type Result } from '../../../kit/result.ts';
import type { DeviceStatus } from '../../../kit/status.ts';
import type { TraceSink } from '../../../kit/trace.ts';
import type { Transport } from '../../../kit/transport.ts';
import { fingerVeinErrors, refuse } from '../../errors.ts';
import { OneAtATime } from '../../one-at-a-time.ts';
import type {
  FingerOptions,
  FingerVeinScanner,
  Outcome,
  ScannerIdentity,
  VeinSample,
  VeinTemplate,
} from '../../scanner.ts';
import { type ScannerConnection, scannerConnection } from '../../scanner-connection.ts';
import { CANCELLED, type H1eRequest, h1eRequests, textIn } from '../codec/command.ts';
import { MAX_TEMPLATES, TEMPLATE_BYTES, templateIn } from '../codec/template.ts';
import { type H1eAnswer, H1eLink } from './h1e-link.ts';
import { type H1eLimits, h1eLimits } from './limits.ts';
import { TouchSensor } from './touch-sensor.ts';

export interface H1eScannerOptions {
  /** Its CDC port; makers' programs set 57,600 baud with odd parity. */
  readonly line: Transport;
  /** 1 (lenient) to 5 (strict). */
  readonly security?: number;
  readonly limits?: Partial<H1eLimits>;
  readonly simulated?: boolean;
  readonly trace?: TraceSink;
}

const USUAL_SECURITY = 3;

/** Hitachi H-1E-USB: templates are kept by the terminal and sent along with each comparison; nothing is stored in the unit. */
export class H1eScanner implements FingerVeinScanner {
  readonly #limits: H1eLimits;
  readonly #link: H1eLink;
  readonly #connection: ScannerConnection;
  readonly #sensor = new TouchSensor();
  readonly #turns = new OneAtATime();

  constructor(options: H1eScannerOptions) {
    const { line, security = USUAL_SECURITY, simulated = false } = options;
    this.#limits = resolveLimits(h1eLimits, options.limits);
    this.#link = new H1eLink(line, this.#limits, options.trace);
    this.#link.onTouch((finger) => this.#sensor.tell(finger));
    this.#connection = scannerConnection({
      line,
      simulated,
      reopen: this.#limits.reopen,
      recover: this.#limits.recover,
      dispose: () => this.#link.dispose(),
      find: (signal) => this.#find(line, security, signal),
    });
    this.#connection.onStatus(({ state }) => {
      const { ready } = this.#connection;
      this.#sensor.fail(ready.ok || state === 'starting' ? null : err(ready.error));
    });
  }

  open(signal?: AbortSignal): Promise<Result<ScannerIdentity>> {
    return this.#connection.open(signal);
  }

  status(): DeviceStatus {
    return this.#connection.status;
  }

  identity(): Result<ScannerIdentity> {
    return this.#connection.ready;
  }

  onStatus(listener: (status: DeviceStatus) => void): () => void {
    return this.#connection.onStatus(listener);
  }

  async fingerPresent(): Promise<Result<boolean>> {
    const { ready } = this.#connection;
    return ready.ok ? ok(this.#sensor.finger) : ready;
  }

  async capture(want: VeinSample['kind']): Promise<Result<Outcome<VeinSample>>> {
    return refuse('E2616', want);
  }

  enrol(captures: number, options: FingerOptions = {}): Promise<Result<Outcome<readonly VeinTemplate[]>>> {
    return this.#turns.run<Outcome<readonly VeinTemplate[]>>(options.signal, async () => {
      const templates: VeinTemplate[] = [];
      for (let step = 1; step <= captures; step += 1) {
        const answer = await this.#lay(h1eRequests.capture(), options, step, captures);
        if (!answer.ok) return answer;
        // The unit does not say why it could not make a template of the finger.
        if (answer.value.kind === 'error') return ok({ kind: 'retry', guidance: 'liftAndLayAgain' });
        const bytes = templateIn(answer.value.data);
        if (!bytes) return this.#failed(err(failure(fingerVeinErrors, 'E2603', 'template')));
        answer.value.data.fill(0);
        templates.push({ maker: 'hitachi-h1e', bytes });
        options.onEvent?.({ kind: 'removeFinger' });
        if (step === captures) break;
        const lifted = await this.#sensor.becomes(false, this.#fingerLimit(options), options.signal);
        if (!lifted.ok) return lifted;
      }
      return ok({ kind: 'done', value: templates });
    });
  }

  verify(
    templates: readonly VeinTemplate[],
    options: FingerOptions = {},
  ): Promise<Result<Outcome<number | null>>> {
    return this.#turns.run<Outcome<number | null>>(options.signal, async () => {
      const fits = templates.every(
        ({ maker, bytes }) => maker === 'hitachi-h1e' && bytes.length === TEMPLATE_BYTES,
      );
      if (!fits || templates.length < 1 || templates.length > MAX_TEMPLATES)
        return refuse('E2617', `${templates.length} templates`);
      const request = h1eRequests.verifyWith(templates.map(({ bytes }) => bytes));
      const answer = await this.#lay(request, options, 1, 1);
      request.data.fill(0);
      if (!answer.ok) return answer;
      options.onEvent?.({ kind: 'removeFinger' });
      if (answer.value.kind === 'error') return ok({ kind: 'done', value: null });
      // "Done" is the match; how the unit counts the places is not sure enough to refuse somebody for it.
      const place = Math.min(answer.value.data[0] ?? 0, templates.length - 1);
      return ok({ kind: 'done', value: place });
    });
  }

  fingerGone(options: FingerOptions = {}): Promise<Result<void>> {
    return this.#turns.run(options.signal, async () => {
      const { ready } = this.#connection;
      if (!ready.ok) return ready;
      if (this.#sensor.finger) options.onEvent?.({ kind: 'removeFinger' });
      return this.#sensor.becomes(false, this.#fingerLimit(options), options.signal);
    });
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  async #find(line: Transport, security: number, signal?: AbortSignal): Promise<Result<ScannerIdentity>> {
    const opened = await line.open();
    if (!opened.ok) return opened;
    await line.flush();
    this.#link.doubt();
    const ask = async (request: H1eRequest): Promise<Result<Uint8Array>> => {
      const answer = await this.#link.exchange(request, { limitMs: this.#limits.answer, signal });
      if (!answer.ok) return answer;
      return answer.value.kind === 'done'
        ? ok(answer.value.data)
        : refuse('E2610', `${request.name} -> ${answer.value.code.toString(16)}`);
    };
    const firmware = await ask(h1eRequests.info('firmware'));
    if (!firmware.ok)
      return firmware.error.code === 'E2602' ? refuse('E2601', line.name) : err(firmware.error);
    const serial = await ask(h1eRequests.info('serial'));
    if (!serial.ok) return serial;
    const set = await ask(h1eRequests.security(security));
    if (!set.ok) return set;
    return ok({
      model: 'H-1E',
      serialNumber: textIn(serial.value),
      firmware: textIn(firmware.value),
      gives: [],
      maxTemplates: MAX_TEMPLATES,
    });
  }

  /** Waits for the finger with the green lamp on, and sends what needs it. An error of the unit that is no end by itself. */
  async #lay(
    request: H1eRequest,
    options: FingerOptions,
    step: number,
    of: number,
  ): Promise<Result<H1eAnswer>> {
    const { signal, onEvent } = options;
    const lamp = await this.#exchange(h1eRequests.led('green', true), { signal });
    if (!lamp.ok) return lamp;
    const lampIsLate = this.#link.answerMs > this.#limits.late;
    onEvent?.({ kind: 'presentFinger', step, of });
    const laid = await this.#sensor.becomes(true, this.#fingerLimit(options), signal);
    // What answers late tells a touch late too: nobody may be told that they laid no finger on.
    if (!laid.ok && laid.error.code === 'E2606' && lampIsLate)
      return this.#failed(refuse('E2602', 'the lamp answered late'));
    if (laid.ok) onEvent?.({ kind: 'fingerDetected' });
    const answer = laid.ok ? await this.#exchange(request, { signal, limit: 'capture' }) : laid;
    if (this.#connection.ready.ok) await this.#exchange(h1eRequests.led('green', false), {});
    if (answer.ok && answer.value.kind === 'error' && answer.value.code === CANCELLED) return refuse('E2618');
    return answer;
  }

  #fingerLimit({ timeoutMs }: FingerOptions): number {
    return limitWithin(h1eLimits, 'finger', timeoutMs ?? this.#limits.finger);
  }

  async #exchange(
    request: H1eRequest,
    {
      limit = 'answer',
      signal,
    }: { readonly limit?: keyof H1eLimits; readonly signal?: AbortSignal | undefined },
  ): Promise<Result<H1eAnswer>> {
    const { ready } = this.#connection;
    if (!ready.ok) return ready;
    const answer = await this.#link.exchange(request, { limitMs: this.#limits[limit], signal });
    return answer.ok ? answer : this.#failed(answer);
  }

  #failed(result: Result<never>): Result<never> {
    if (!result.ok) this.#connection.report(result.error);
    return result;
  }
}
