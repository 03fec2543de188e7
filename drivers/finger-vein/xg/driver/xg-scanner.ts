import { limitWithin, resolveLimits } from '../../../kit/limits.ts';
import { err, ok, type Result } from '../../../kit/result.ts';
import type { DeviceStatus } from '../../../kit/status.ts';
import type { TraceSink } from '../../../kit/trace.ts';
import type { Transport } from '../../../kit/transport.ts';
import { refuse } from '../../errors.ts';
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
import { xgAnswers } from '../codec/answer.ts';
import { isPassword, type XgRequest, xgRequests } from '../codec/command.ts';
import { blockBytesOf } from './block-line.ts';
import { findModule, xgBaudRates } from './find-module.ts';
import { fingerBecomes } from './finger-watch.ts';
import { type XgLimits, xgLimits } from './limits.ts';
import { layFinger, type Laying } from './lay-finger.ts';
import { readAll, writeAll } from './transfer.ts';
import { dataOf, XgLink } from './xg-link.ts';

export interface XgScannerOptions {
  /** Serial, or USB (../usb/open-line.ts). */
  readonly line: Transport;
  /** 8 to 14 ASCII characters; the one of the factory is eight zeroes. */
  readonly password?: string;
  /** Address of the module on a shared line; 0 is every module. */
  readonly address?: number;
  /** Place in the module for the one template that is compared or made; emptied each time. */
  readonly scratchId?: number;
  /** Ask for pictures as JPEG (default), or one byte a pixel. */
  readonly jpeg?: boolean;
  readonly baudRates?: readonly number[];
  readonly limits?: Partial<XgLimits>;
  readonly simulated?: boolean;
  readonly trace?: TraceSink;
}

const FACTORY_PASSWORD = '00000000';
/** Largest template of a module. */
const MAX_TEMPLATE = 8192;
/** Largest feature and picture worth fetching; a length beyond comes from a damaged answer. */
const MAX_SAMPLE = 65_535;

/** XG module (V6, V7, VM, D700): pictures where the firmware gives them, features, templates. */
export class XgScanner implements FingerVeinScanner {
  readonly #options: XgScannerOptions;
  readonly #limits: XgLimits;
  readonly #link: XgLink;
  readonly #connection: ScannerConnection;
  readonly #turns = new OneAtATime();
  readonly #scratchId: number;

  /** Throws a RangeError for a password that no module can have (a configuration that was not checked). */
  constructor(options: XgScannerOptions) {
    const { line, password = FACTORY_PASSWORD, simulated = false } = options;
    if (!isPassword(password)) throw new RangeError('a password of 8 to 14 ASCII characters');
    this.#options = options;
    this.#limits = resolveLimits(xgLimits, options.limits);
    this.#scratchId = options.scratchId ?? 1;
    this.#link = new XgLink(line, this.#limits, options.address, options.trace);
    this.#connection = scannerConnection({
      line,
      simulated,
      reopen: this.#limits.reopen,
      recover: this.#limits.recover,
      dispose: () => this.#link.dispose(),
      find: (signal) =>
        findModule(line, this.#link, {
          password,
          scratchId: this.#scratchId,
          gives: ['image', 'feature'],
          baudRates: options.baudRates ?? xgBaudRates,
          limits: this.#limits,
          signal,
        }),
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

  async fingerPresent(signal?: AbortSignal): Promise<Result<boolean>> {
    const told = await this.#ask(xgRequests.fingerStatus(), { signal });
    return told.ok ? ok(xgAnswers.finger(told.value)) : told;
  }

  capture(want: VeinSample['kind'], options: FingerOptions = {}): Promise<Result<Outcome<VeinSample>>> {
    return this.#turns.run(options.signal, () =>
      want === 'image' ? this.#image(options) : this.#feature(options),
    );
  }

  enrol(captures: number, options: FingerOptions = {}): Promise<Result<Outcome<readonly VeinTemplate[]>>> {
    return this.#turns.run(options.signal, async () => {
      const laid = await this.#lay(xgRequests.enrol(this.#scratchId, captures), options, captures);
      const done =
        laid.ok && laid.value.kind === 'done'
          ? await this.#fetchTemplate(options.signal)
          : withoutValue(laid);
      await this.#clear();
      return done;
    });
  }

  verify(
    templates: readonly VeinTemplate[],
    options: FingerOptions = {},
  ): Promise<Result<Outcome<number | null>>> {
    return this.#turns.run(options.signal, async () => {
      const [template, ...more] = templates;
      if (!template || more.length > 0) return refuse('E2617', `${templates.length} templates`);
      const { maker, bytes } = template;
      if (maker !== 'xg' || bytes.length < 1 || bytes.length > MAX_TEMPLATE)
        return refuse('E2617', `${maker}, ${bytes.length} bytes`);
      const result = await this.#compare(bytes, options);
      await this.#clear();
      return result;
    });
  }

  fingerGone(options: FingerOptions = {}): Promise<Result<void>> {
    return this.#turns.run(options.signal, async () => {
      const lies = await this.fingerPresent(options.signal);
      if (!lies.ok) return lies;
      if (!lies.value) return ok(undefined);
      options.onEvent?.({ kind: 'removeFinger' });
      return this.#fingerBecomes(false, options);
    });
  }

  /** Gives the module another password. It counts from the next connection on. */
  async setPassword(password: string, signal?: AbortSignal): Promise<Result<void>> {
    if (!isPassword(password)) return refuse('E2610', 'a password of 8 to 14 ASCII characters');
    const set = await this.#ask(xgRequests.setPassword(password), { signal, limit: 'store' });
    return set.ok ? ok(undefined) : set;
  }

  /** How many people the module holds and can hold: a scanner of this terminal holds none. */
  async held(signal?: AbortSignal): Promise<Result<{ readonly users: number; readonly maxUsers: number }>> {
    const told = await this.#ask(xgRequests.enrolInfo(), { signal });
    return told.ok ? ok(xgAnswers.enrolInfo(told.value)) : told;
  }

  async close(): Promise<void> {
    if (this.#connection.status.state === 'online') await this.#ask(xgRequests.close(), {});
    await this.#connection.close();
  }

  async #image(options: FingerOptions): Promise<Result<Outcome<VeinSample>>> {
    const { signal, onEvent } = options;
    onEvent?.({ kind: 'presentFinger', step: 1, of: 1 });
    const laid = await this.#fingerBecomes(true, options);
    if (!laid.ok) return laid;
    onEvent?.({ kind: 'fingerDetected' });
    const request = xgRequests.veinImage(this.#options.jpeg ?? true);
    const taken = await layFinger((step) => this.#exchange(request, { signal, limit: 'picture', ...step }), {
      name: request.name,
      timeoutMs: this.#limits.picture,
    });
    if (!taken.ok) return taken.error.code === 'E2610' ? refuse('E2616', 'image') : taken;
    if (taken.value.kind === 'retry') return ok(taken.value);
    if (taken.value.kind === 'other') return refuse('E2614', 'image');
    const { width, height, size, packed } = xgAnswers.image(taken.value.data);
    if (size === 0) return refuse('E2616', 'image of no size');
    const bytes = await this.#fetch('veinImage', size, signal);
    if (!bytes.ok) return bytes;
    const encoding = packed ? 'jpeg' : 'grey';
    return ok({ kind: 'done', value: { kind: 'image', encoding, width, height, bytes: bytes.value } });
  }

  async #feature(options: FingerOptions): Promise<Result<Outcome<VeinSample>>> {
    const laid = await this.#lay(xgRequests.feature(), options, 1);
    if (!laid.ok) return laid.error.code === 'E2610' ? refuse('E2616', 'feature') : laid;
    if (laid.value.kind === 'retry') return ok(laid.value);
    if (laid.value.kind === 'other') return refuse('E2614', 'feature');
    const bytes = await this.#fetch('feature', xgAnswers.featureSize(laid.value.data), options.signal);
    if (!bytes.ok) return bytes;
    return ok({ kind: 'done', value: { kind: 'feature', maker: 'xg', bytes: bytes.value } });
  }

  async #fetchTemplate(signal?: AbortSignal): Promise<Result<Outcome<readonly VeinTemplate[]>>> {
    const told = await this.#ask(xgRequests.readEnrol(this.#scratchId), { signal });
    if (!told.ok) return told;
    const size = xgAnswers.enrolSize(told.value);
    if (size < 1 || size > MAX_TEMPLATE) return refuse('E2603', `a template of ${size} bytes`);
    const bytes = await this.#fetch('readEnrol', size, signal);
    return bytes.ok ? ok({ kind: 'done', value: [{ maker: 'xg', bytes: bytes.value }] }) : bytes;
  }

  async #compare(bytes: Uint8Array, options: FingerOptions): Promise<Result<Outcome<number | null>>> {
    const { signal } = options;
    const announced = await this.#ask(xgRequests.writeEnrol(this.#scratchId, bytes.length), { signal });
    if (!announced.ok) return announced;
    const written = await writeAll(this.#link, 'writeEnrol', bytes, this.#transfer(signal));
    if (!written.ok) return this.#failed(written);
    const laid = await this.#lay(xgRequests.verify(this.#scratchId), options, 1);
    if (!laid.ok) return laid;
    if (laid.value.kind === 'retry') return ok(laid.value);
    if (laid.value.kind === 'other') return ok({ kind: 'done', value: null });
    // Another id would be somebody whom another program left in the module.
    const mine = xgAnswers.verifiedId(laid.value.data) === this.#scratchId;
    return ok({ kind: 'done', value: mine ? 0 : null });
  }

  async #lay(request: XgRequest, options: FingerOptions, of: number): Promise<Result<Laying>> {
    const { signal, onEvent } = options;
    const timeoutMs = limitWithin(xgLimits, 'finger', options.timeoutMs ?? this.#limits.finger);
    const laid = await layFinger((step) => this.#exchange(request, { signal, ...step }), {
      name: request.name,
      onEvent,
      of,
      timeoutMs,
    });
    if (laid.ok) return laid;
    // A module whose first word came late may have told of the finger too late as well.
    const isLate = laid.error.code === 'E2606' && this.#link.firstStepMs > this.#limits.late;
    return this.#failed(isLate ? refuse('E2602', `${request.name} began late`) : laid);
  }

  #fingerBecomes(wanted: boolean, { timeoutMs, signal }: FingerOptions): Promise<Result<void>> {
    return fingerBecomes(wanted, {
      ask: () => this.fingerPresent(signal),
      pollMs: this.#limits.poll,
      lateMs: this.#limits.late,
      limitMs: limitWithin(xgLimits, 'finger', timeoutMs ?? this.#limits.finger),
      signal,
    }).then((became) => (became.ok ? became : this.#failed(became)));
  }

  /** Nobody's template stays. When the module cannot be reached now, it is cleared as soon as it is found again. */
  async #clear(): Promise<void> {
    await this.#ask(xgRequests.clear(this.#scratchId), { limit: 'store' });
  }

  async #fetch(
    source: 'veinImage' | 'feature' | 'readEnrol',
    size: number,
    signal?: AbortSignal,
  ): Promise<Result<Uint8Array>> {
    if (size < 1 || size > MAX_SAMPLE) return refuse('E2603', `${source} of ${size} bytes`);
    const bytes = await readAll(this.#link, source, size, this.#transfer(signal));
    return bytes.ok ? bytes : this.#failed(bytes);
  }

  #transfer(signal: AbortSignal | undefined) {
    return { blockBytes: blockBytesOf(this.#options.line), limits: this.#limits, signal };
  }

  async #ask(request: XgRequest, options: AskOptions): Promise<Result<Uint8Array>> {
    const data = dataOf(request, await this.#exchange(request, options));
    return data.ok ? data : this.#failed(data);
  }

  async #exchange(request: XgRequest, { limit = 'answer', ...options }: AskOptions) {
    const ready = this.#connection.ready;
    if (!ready.ok) return ready;
    const answer = await this.#link.exchange(request, { ...options, limitMs: this.#limits[limit] });
    return answer.ok ? answer : this.#failed(answer);
  }

  #failed<T extends Result<never>>(result: T): T {
    if (!result.ok) this.#connection.report(result.error);
    return result;
  }
}

interface AskOptions {
  readonly limit?: keyof XgLimits;
  readonly signal?: AbortSignal | undefined;
  readonly stepMs?: number;
  readonly onStep?: (kind: 'putFinger' | 'liftFinger', step: number) => void;
}

/** A laying that gave no template. */
function withoutValue(laid: Result<Laying>): Result<Outcome<readonly VeinTemplate[]>> {
  if (!laid.ok) return err(laid.error);
  return laid.value.kind === 'retry' ? ok(laid.value) : refuse('E2614', 'enrol');
}
