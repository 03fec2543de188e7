import { err, failure, ok, type Result } from '../../../kit/result.ts';
import { hasSpeed, type Transport } from '../../../kit/transport.ts';
import { idCardErrors } from '../../errors.ts';
import { failureOf, isSuccess } from '../codec/response.ts';
import type { SdtLink } from './sdt-link.ts';

/** The speeds a module can be set to, in the order in which they are tried. */
export const sdtBaudRates: readonly number[] = [115_200, 57_600, 38_400, 19_200, 9600];

/** One round of tries: each speed once, each waiting this long. A line without a speed is asked once in a round. */
export interface DetectionRound {
  readonly rates: readonly number[];
  readonly limitMs: number;
}

/**
 * Finds the module: asks for its status (11 FF), at one line speed after the other where the line has one, until it answers
 * readably. A module that answers but is not fit for work (60, 66) is found, and its fault is the result. E2001 when none
 * answers. The speed, or null where the line has none.
 */
export async function detectBaud(
  line: Transport,
  link: SdtLink,
  rounds: readonly DetectionRound[],
  signal?: AbortSignal,
): Promise<Result<number | null>> {
  for (const { rates, limitMs } of rounds) {
    for (const rate of hasSpeed(line) ? rates : [null]) {
      if (rate !== null && hasSpeed(line)) {
        const changed = await line.setBaudRate(rate);
        if (!changed.ok) return changed;
      }
      await line.flush();
      const answer = await link.exchange('status', { limitMs, signal, persistent: false });
      if (answer.ok) {
        return isSuccess('status', answer.value) ? ok(rate) : err(failureOf('status', answer.value));
      }
      if (answer.error.code !== 'E2002' && answer.error.code !== 'E2003') return answer;
    }
  }
  return err(failure(idCardErrors, 'E2001', line.name));
}
