import { PcscService } from '../kit/pcsc/pcsc-service.ts';
import { PcscSlot } from '../kit/pcsc/pcsc-slot.ts';
import { type DeviceFailure, failure } from '../kit/result.ts';
import { socialCardErrors } from './errors.ts';
import { nationalString } from './ldt32/codec/national-string.ts';
import { Ldt32Reader } from './ldt32/driver/ldt32-reader.ts';
import type { SocialCardReadout } from './readout.ts';

export interface ReadSocialCardOnceOptions {
  /** A part of the reader's name; the first reader of all without it. */
  readonly reader?: string | undefined;
  /** A part of the name of the reader with the PSAM. */
  readonly psam?: string | undefined;
  /** For everything together, the card's arrival included. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** What `yinling read-social-card` prints. The account number is masked, in the national string there is none. */
export type ReadSocialCardOnceResult =
  | {
      readonly ok: true;
      readonly reader: string;
      readonly card: SocialCardReadout;
      /** As iReadCardBas gives it, without terminal numbers. */
      readonly national: string;
    }
  | { readonly ok: false; readonly error: DeviceFailure };

/** What was begun just before the time is up may still be finished. */
const GRACE_MS = 1500;

/** First six and last four digits. */
const masked = (pan: string): string => pan.slice(0, 6) + '*'.repeat(pan.length - 10) + pan.slice(-4);

/** Waits for a card in a PC/SC reader, reads it once and lets the reader go. */
export async function readSocialCardOnce(
  options: ReadSocialCardOnceOptions,
): Promise<ReadSocialCardOnceResult> {
  const timeUp = AbortSignal.timeout(options.timeoutMs + GRACE_MS);
  const signal = options.signal ? AbortSignal.any([options.signal, timeUp]) : timeUp;
  const service = new PcscService();
  const slot = new PcscSlot(service, options.reader ?? '');
  const psamSlot = options.psam === undefined ? undefined : new PcscSlot(service, options.psam);
  const reader = new Ldt32Reader({ slot, psamSlot });
  try {
    const read = await reader.read({ timeoutMs: options.timeoutMs, signal });
    if (read.ok) {
      const { pan } = read.value;
      return {
        ok: true,
        reader: slot.name,
        card: { ...read.value, pan: pan === null ? null : masked(pan) },
        national: nationalString(read.value, { number: '', device: '' }),
      };
    }
    // A limit of this function is told as what was waited for; only the caller's own signal is a cancellation.
    const ours = read.error.code === 'E1008' && !options.signal?.aborted;
    return {
      ok: false,
      error: ours ? failure(socialCardErrors, 'E2510', `${options.timeoutMs} ms`) : read.error,
    };
  } finally {
    await reader.close();
    await service.close();
  }
}
