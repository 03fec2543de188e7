import { randomUUID } from 'node:crypto';
import { failure } from '../../drivers/kit/result.ts';
import { visionErrors } from '../../models/errors.ts';
import { shanghaiTime } from '../contract/calendar.ts';
import { fail, ok, type Result } from '../contract/failure.ts';
import { type Clock, systemClock } from '../ports/clock.ts';
import type { SealedTemplate, TemplatePlace } from '../ports/sealed-template.ts';
import { KEY_BYTES, openTemplate, sealTemplate } from './template-seal.ts';

/** The terminal's template key inside the vision worker, and everything that is done with it. */
export class KeyHolder {
  #key: Uint8Array | null = null;
  readonly #clock: Clock;

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now();
  }

  /** Takes the key and overwrites the bytes it came in. E5201 for anything that is no key. */
  take(key: unknown): Result<void> {
    if (!(key instanceof Uint8Array) || key.length !== KEY_BYTES)
      return fail(failure(visionErrors, 'E5201', 'template key'));
    this.#key?.fill(0);
    this.#key = Uint8Array.from(key);
    key.fill(0);
    return ok(undefined);
  }

  /** E5211 before the key has arrived. */
  get ready(): Result<void> {
    return this.#key === null ? fail(failure(visionErrors, 'E5211')) : ok(undefined);
  }

  /** Seals as a new record and overwrites `plain`. E5211. */
  seal(place: Omit<TemplatePlace, 'recordId'>, plain: Uint8Array): Result<SealedTemplate> {
    if (this.#key === null) {
      plain.fill(0);
      return fail(failure(visionErrors, 'E5211'));
    }
    const recordId = randomUUID();
    return ok(sealTemplate(this.#key, { ...place, recordId }, plain, shanghaiTime(this.#clock.now())));
  }

  /** The plain template, to be overwritten by whoever asked. E5211, E5212. */
  open(record: SealedTemplate): Result<Uint8Array> {
    if (this.#key === null) return fail(failure(visionErrors, 'E5211'));
    const plain = openTemplate(this.#key, record);
    return plain === null ? fail(failure(visionErrors, 'E5212')) : ok(plain);
  }
}
