import { type Apdu, type ApduAnswer, exchange } from '../../../kit/pcsc/apdu.ts';
import type { CardChannel } from '../../../kit/pcsc/channel.ts';
import { err, failure, ok, type Result } from '../../../kit/result.ts';
import type { TraceSink } from '../../../kit/trace.ts';
import { socialCardErrors } from '../../errors.ts';
import type { Ldt32Limits } from './limits.ts';

/** One powered chip, with the limits, the trace and the cancellation of the operation that works with it. */
export interface ChipSession {
  readonly channel: CardChannel;
  readonly limits: Ldt32Limits;
  readonly trace: TraceSink;
  readonly device: string;
  readonly signal: AbortSignal | undefined;
}

/** Sends one command; the answer whatever its status word is. */
export const send = (
  session: ChipSession,
  apdu: Apdu,
  limit: keyof Ldt32Limits = 'command',
): Promise<Result<ApduAnswer>> =>
  exchange(session.channel, apdu, {
    limitMs: session.limits[limit],
    signal: session.signal,
    trace: session.trace,
    device: session.device,
  });

/** Sends one command that must succeed; E2516 with the status word when it does not. */
export async function demand(
  session: ChipSession,
  apdu: Apdu,
  limit: keyof Ldt32Limits = 'command',
): Promise<Result<Uint8Array>> {
  const answer = await send(session, apdu, limit);
  if (!answer.ok) return answer;
  return answer.value.sw === 0x9000 ? ok(answer.value.data) : err(unexpected(apdu.name, answer.value.sw));
}

export const unexpected = (what: string, sw: number) =>
  failure(socialCardErrors, 'E2516', `${what}: ${swText(sw)}`);

export const swText = (sw: number): string => sw.toString(16).padStart(4, '0').toUpperCase();
