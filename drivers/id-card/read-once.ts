import { createHash } from 'node:crypto';
import { type DeviceFailure, failure } from '../kit/result.ts';
import type { Transport } from '../kit/transport.ts';
import { idCardErrors } from './errors.ts';
import type { CardText, IdCardReadout } from './readout.ts';
import { sdtBaudRates } from './sdt/driver/detect-baud.ts';
import { SdtIdCardReader } from './sdt/driver/sdt-reader.ts';

export interface ReadCardOnceOptions {
  /** Not opened yet; it is closed at the end. */
  readonly line: Transport;
  /** Bits per second of a serial line; without it the five speeds are tried. */
  readonly baud?: number | undefined;
  readonly fingerprint: boolean;
  readonly newAddresses: boolean;
  /** For everything together, the card's arrival included. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** What `yinling read-card` prints. Absent fields are left out. */
export type ReadCardOnceResult =
  | {
      readonly ok: true;
      readonly samId: string;
      readonly card: CardText;
      readonly photo: { readonly wltSha256: string };
      readonly fingerprint?: { readonly length: number };
      readonly consistent: boolean;
    }
  | { readonly ok: false; readonly error: DeviceFailure };

/** A single read may be patient: nobody stands in front of the screen, and unknown modules can be slow. */
const patientLimits = {
  status: 1200,
  samId: 8000,
  find: 5000,
  select: 5000,
  read: 8000,
  readFingerprint: 8000,
};
/** What was begun just before the time is up may still be finished. */
const GRACE_MS = 1500;

/** Opens the line, waits for a card, reads it once and closes the line again. */
export async function readCardOnce(options: ReadCardOnceOptions): Promise<ReadCardOnceResult> {
  const end = performance.now() + options.timeoutMs;
  const timeUp = AbortSignal.timeout(Math.ceil(options.timeoutMs) + GRACE_MS);
  const signal = options.signal ? AbortSignal.any([options.signal, timeUp]) : timeUp;
  const rates = options.baud === undefined ? sdtBaudRates : [options.baud];
  const reader = new SdtIdCardReader({
    line: options.line,
    limits: options.baud === undefined ? patientLimits : { ...patientLimits, status: 2500 },
    baudRates: rates,
    extraRounds: [
      { rates, limitMs: 2500 },
      { rates, limitMs: 5000 },
    ],
    tellsRemoval: false,
  });
  // A limit of this function is told as what was waited for; only the caller's own signal is a cancellation.
  const told = (error: DeviceFailure, instead: 'E2001' | 'E2002'): ReadCardOnceResult => {
    const ours = error.code === 'E1008' && !options.signal?.aborted;
    return { ok: false, error: ours ? failure(idCardErrors, instead, `${options.timeoutMs} ms`) : error };
  };
  try {
    const identity = await reader.open(signal);
    if (!identity.ok) return told(identity.error, 'E2001');
    const readout = await reader.read({
      fingerprint: options.fingerprint,
      newAddresses: options.newAddresses,
      timeoutMs: Math.max(0, end - performance.now()),
      signal,
    });
    return readout.ok ? shape(identity.value.samId, readout.value) : told(readout.error, 'E2002');
  } finally {
    await reader.close();
  }
}

function shape(samId: string, readout: IdCardReadout): ReadCardOnceResult {
  const { card, photo, fingerprint, consistent } = readout;
  return {
    ok: true,
    samId,
    card,
    photo: { wltSha256: createHash('sha256').update(photo.wlt).digest('hex') },
    ...(fingerprint ? { fingerprint: { length: fingerprint.length } } : {}),
    consistent,
  };
}
