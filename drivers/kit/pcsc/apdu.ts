import type { Result } from '../result.ts';
import { err, failure, ok } from '../result.ts';
import type { TraceSink } from '../trace.ts';
import type { CardChannel, TransmitOptions } from './channel.ts';
import { pcscErrors } from './errors.ts';

/** One command of ISO 7816-4, short form. */
export interface Apdu {
  /** For the trace; never data. */
  readonly name: string;
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  readonly data?: Uint8Array | readonly number[];
  /** Bytes wanted; 0 stands for 256. Left out: none. */
  readonly le?: number;
}

export interface ApduAnswer {
  readonly data: Uint8Array;
  readonly sw: number;
}

/** A chip that always has more to say would hold the reader for ever. */
const MOST_ROUNDS = 16;

export function apduBytes({ cla, ins, p1, p2, data, le }: Apdu): Uint8Array {
  const head = [cla, ins, p1, p2];
  if (data && data.length > 0) head.push(data.length, ...data);
  if (le !== undefined) head.push(le & 0xff);
  return Uint8Array.from(head);
}

/**
 * Sends a command and gives the whole answer, whatever its status word. The one place that knows 61xx (fetch the rest by
 * GET RESPONSE) and 6Cxx (ask again with the right length). The sent bytes are overwritten afterwards.
 */
export async function exchange(
  channel: CardChannel,
  apdu: Apdu,
  options: TransmitOptions & { readonly trace: TraceSink; readonly device: string },
): Promise<Result<ApduAnswer>> {
  const { trace, device } = options;
  const note = (direction: 'out' | 'in', text: string): void =>
    trace({ device, direction, text, atMs: Date.now() });
  // A Lc without data asks for a Le with T=0 only when the card says so by 61xx: sending both is an error on some chips.
  const t0WithData = channel.protocol === 'T=0' && apdu.data !== undefined && apdu.data.length > 0;
  const { le: _le, ...withoutLe } = apdu;
  let next: Apdu = t0WithData ? withoutLe : apdu;
  const collected: number[] = [];
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const sent = apduBytes(next);
    note('out', round === 0 ? apdu.name : `${apdu.name}, ${next.name}`);
    const answer = await channel.transmit(sent, options);
    sent.fill(0);
    if (!answer.ok) {
      note('in', `${apdu.name} -> ${answer.error.code}`);
      return answer;
    }
    const bytes = answer.value;
    if (bytes.length < 2)
      return err(failure(pcscErrors, 'E2508', `${apdu.name}: answer without status word`));
    const sw1 = bytes[bytes.length - 2] as number;
    const sw2 = bytes[bytes.length - 1] as number;
    const data = bytes.subarray(0, bytes.length - 2);
    note('in', `${apdu.name} -> ${hex(sw1)}${hex(sw2)}, ${data.length} bytes`);
    if (sw1 === 0x6c) {
      next = { ...next, name: 'with the right length', le: sw2 };
      continue;
    }
    collected.push(...data);
    if (sw1 !== 0x61) return ok({ data: Uint8Array.from(collected), sw: (sw1 << 8) | sw2 });
    next = { name: 'GET RESPONSE', cla: 0x00, ins: 0xc0, p1: 0, p2: 0, le: sw2 };
  }
  return err(failure(pcscErrors, 'E2508', `${apdu.name}: more than ${MOST_ROUNDS} rounds`));
}

const hex = (byte: number): string => byte.toString(16).padStart(2, '0').toUpperCase();
