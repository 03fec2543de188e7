import { failure } from '../../drivers/kit/result.ts';
import { visionErrors } from '../../models/errors.ts';
import type { BurstPicture } from '../../models/finger-vein/burst-checks.ts';
import { extractVeins } from '../../models/finger-vein/extract.ts';
import { FingerEnrolment } from '../../models/finger-vein/finger-enrolment.ts';
import { FingerTry } from '../../models/finger-vein/finger-try.ts';
import { enrolLimits, veinMethod } from '../../models/finger-vein/person-limits.ts';
import {
  endsTry,
  type PresentationCheck,
  presentationChecks,
} from '../../models/finger-vein/presentation.ts';
import type { ScannerGeometry } from '../../models/finger-vein/region.ts';
import {
  RECORD_VERSION,
  readRecord,
  type VeinTemplateRecord,
  writeRecord,
} from '../../models/finger-vein/template-record.ts';
import { type Failure, fail, ok, type Result } from '../contract/failure.ts';
import type { FingerName } from '../contract/vein.ts';
import type { SealedTemplate } from '../ports/sealed-template.ts';
import type { KeyHolder } from './key-holder.ts';
import {
  type VeinLook,
  type VeinSeen,
  type VeinStart,
  type VeinStarted,
  veinLookSchema,
  veinStartSchema,
} from './vein-api.ts';
import { pictureDevice } from './vein-device.ts';

type Running = {
  readonly geometry: ScannerGeometry;
} & (
  | { readonly kind: 'check'; readonly fingers: readonly FingerName[]; readonly attempt: FingerTry }
  | {
      readonly kind: 'enrol';
      readonly enrolment: FingerEnrolment;
      readonly start: Extract<VeinStart, { kind: 'enrol' }>;
      readonly device: string;
    }
);

const refuse = (code: keyof typeof visionErrors, detail?: string): Result<never> =>
  fail(failure(visionErrors, code, detail));

/** Tries and enrolments of fingers that are running in the vision worker. Templates are open only in here. */
export class VeinChecks {
  readonly #keys: KeyHolder;
  readonly #running = new Map<string, Running>();

  constructor(keys: KeyHolder) {
    this.#keys = keys;
  }

  start(given: unknown): Result<VeinStarted> {
    const { ready } = this.#keys;
    if (!ready.ok) return ready;
    const parsed = veinStartSchema.safeParse(given);
    if (!parsed.success) return refuse('E5201', 'veinStart');
    const start = parsed.data;
    if (this.#running.has(start.checkId)) return refuse('E5215');
    const device = pictureDevice(start.scanner);
    const { geometry } = start.scanner;
    if (device === null || geometry === null) return refuse('E5213', 'a scanner without pictures');
    return start.kind === 'check'
      ? this.#startCheck(start, geometry, device)
      : this.#startEnrolment(start, geometry, device);
  }

  /** Overwrites the pictures before it returns. */
  look(given: unknown): Result<VeinSeen> {
    const parsed = veinLookSchema.safeParse(given);
    if (!parsed.success) return refuse('E5201', 'veinLook');
    const picture = parsed.data;
    try {
      const running = this.#running.get(picture.checkId);
      if (running === undefined) return refuse('E5214');
      const size = picture.width * picture.height;
      const frames = picture.frames ?? [];
      if (picture.grey.length !== size || frames.some(({ grey }) => grey.length !== size))
        return refuse('E5216', `${picture.width} x ${picture.height}`);
      return this.#look(running, picture);
    } finally {
      picture.grey.fill(0);
      for (const { grey } of picture.frames ?? []) grey.fill(0);
    }
  }

  end(checkId: string): void {
    const running = this.#running.get(checkId);
    this.#running.delete(checkId);
    if (running?.kind === 'check') running.attempt.wipe();
    else running?.enrolment.wipe();
  }

  #startCheck(
    { checkId, subject, templates }: Extract<VeinStart, { kind: 'check' }>,
    geometry: ScannerGeometry,
    device: string,
  ): Result<VeinStarted> {
    const opened = this.#openAll(templates, subject, device);
    if (!opened.ok) return opened;
    const maps = opened.value.flatMap((record) => record.maps);
    const fingers = opened.value.flatMap(({ finger, maps: own }) => own.map(() => finger));
    const attempt = new FingerTry(maps);
    this.#running.set(checkId, { kind: 'check', geometry, fingers, attempt });
    return ok({ captured: 0, of: 1, threshold: attempt.threshold, method: veinMethod });
  }

  #startEnrolment(
    start: Extract<VeinStart, { kind: 'enrol' }>,
    geometry: ScannerGeometry,
    device: string,
  ): Result<VeinStarted> {
    // What was made by another scanner cannot be compared with: it is replaced as a whole anyway.
    const comparable = start.others.filter((other) => other.device === device);
    const opened = comparable.length === 0 ? ok([]) : this.#openAll(comparable, start.subject, device);
    if (!opened.ok) return opened;
    const enrolment = new FingerEnrolment(opened.value.flatMap(({ maps }) => maps));
    this.#running.set(start.checkId, { kind: 'enrol', geometry, enrolment, start, device });
    return ok({ captured: 0, of: enrolLimits.captures, threshold: 0, method: veinMethod });
  }

  /** What can be compared with this scanner; a record that does not open is left out as long as another one does. */
  #openAll(
    templates: readonly SealedTemplate[],
    subject: string,
    device: string,
  ): Result<readonly VeinTemplateRecord[]> {
    const records: VeinTemplateRecord[] = [];
    let last: Failure | null = null;
    for (const sealed of templates) {
      const record = this.#open(sealed, subject, device);
      if (record.ok) records.push(record.value);
      else last = record.error;
    }
    if (records.length > 0) return ok(records);
    return last ? fail(last) : refuse('E5213', 'no template');
  }

  #open(sealed: SealedTemplate, subject: string, device: string): Result<VeinTemplateRecord> {
    if (sealed.kind !== 'fingerVein' || sealed.device !== device || sealed.version !== RECORD_VERSION)
      return refuse('E5213');
    if (sealed.subject !== subject) return refuse('E5212', 'of another person');
    const plain = this.#keys.open(sealed);
    if (!plain.ok) return plain;
    const record = readRecord(plain.value);
    plain.value.fill(0);
    return record !== null && record.finger === sealed.finger ? ok(record) : refuse('E5212', 'layout');
  }

  #look(running: Running, { width, height, grey, frames = [] }: VeinLook): Result<VeinSeen> {
    const image = { width, height, data: grey };
    const burst: BurstPicture[] = frames.map(({ light, atMs, grey: data }) => ({
      light,
      atMs,
      image: { width, height, data },
    }));
    const capture = extractVeins(image, running.geometry);
    const checks = capture.map === null ? [] : presentationChecks(image, burst);
    if (running.kind === 'enrol') return this.#enrol(running, capture, checks);
    const { guidance, end } = running.attempt.look(capture, checks);
    if (end === null) return ok({ guidance, captured: 0, of: 1, outcome: null });
    const { decision, z, threshold, causes, best } = end;
    const finger = running.fingers[best]!;
    return ok({
      guidance: null,
      captured: 1,
      of: 1,
      outcome: {
        ...{ kind: 'compared', decision, z, threshold, finger, method: veinMethod },
        causes: [...causes],
        checks: [...end.checks],
      },
    });
  }

  #enrol(
    { enrolment, start, device, geometry }: Extract<Running, { kind: 'enrol' }>,
    capture: ReturnType<typeof extractVeins>,
    checks: readonly PresentationCheck[],
  ): Result<VeinSeen> {
    const { guidance, captured, end } = enrolment.add(capture, endsTry(checks));
    const seen = { guidance, captured, of: enrolLimits.captures };
    if (end === null) return ok({ ...seen, outcome: null });
    if (end.kind === 'again') return ok({ ...seen, outcome: { ...end } });
    const { subject, finger, scanner } = start;
    const record = { model: scanner.model, geometry, finger, capturedAtMs: this.#keys.now(), maps: end.maps };
    const place = { subject, kind: 'fingerVein', finger, device, version: RECORD_VERSION } as const;
    const template = this.#keys.seal(place, writeRecord(record));
    for (const { quarters } of end.maps) quarters.fill(0);
    if (!template.ok) return template;
    const { captures, leastZ } = end;
    return ok({ ...seen, outcome: { kind: 'enrolled', template: template.value, captures, leastZ } });
  }
}
