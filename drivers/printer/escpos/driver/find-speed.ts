import type { Result } from '../../../kit/result.ts';
import { hasSpeed, type Transport } from '../../../kit/transport.ts';
import type { PrinterTimeouts } from '../../timeouts.ts';
import type { StatusQuery } from './status-query.ts';

interface FindSpeedOptions {
  /** Tried in this order when the printer does not answer at the speed the line has now. */
  readonly bauds: readonly number[];
  readonly timeouts: PrinterTimeouts;
  readonly signal?: AbortSignal;
}

/**
 * Hears the printer answer DLE EOT 1 and leaves the line at the speed at which it did. When it never does: the failure of
 * the first try (E4008, E4009), and the line has its first speed again. A line without a speed is tried only as it is.
 */
export async function findSpeed(
  line: Transport,
  query: StatusQuery,
  { bauds, timeouts, signal }: FindSpeedOptions,
): Promise<Result<number>> {
  const first = await query.realtime(1, timeouts.reply, 2, signal);
  if (first.ok || !hasSpeed(line) || (first.error.code !== 'E4008' && first.error.code !== 'E4009'))
    return first;
  const given = line.baudRate;
  for (const baud of bauds) {
    if (baud === given) continue;
    await line.setBaudRate(baud);
    const answered = await query.realtime(1, timeouts.baudProbe, 1, signal);
    if (answered.ok) return answered;
  }
  await line.setBaudRate(given);
  return first;
}
