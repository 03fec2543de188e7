import { DeviceConnection } from '../../../kit/device-connection.ts';
import { err, failure, ok, type Result } from '../../../kit/result.ts';
import type { TraceSink } from '../../../kit/trace.ts';
import type { Transport } from '../../../kit/transport.ts';
import { pinPadErrors } from '../../errors.ts';
import type { PadIdentity } from '../../pin-pad.ts';
import type { PinPadTimeouts } from '../../timeouts.ts';
import { failureOfAnswer, padAnswers, STATUS_DONE } from '../codec/answer.ts';
import { padRequests } from '../codec/command.ts';
import { PadLink } from './pad-link.ts';

export interface ConnectionOptions {
  readonly timeouts: PinPadTimeouts;
  readonly simulated?: boolean | undefined;
  readonly trace?: TraceSink | undefined;
}

/** Failures after which the pad has to be found again before anything else is asked of it. */
const needsRecovery = new Set(['E1005', 'E2801', 'E2802', 'E2803', 'E2816']);

/** Keeps one pad reachable. A pad that was found (again) is reset: no PIN of earlier stays. */
export class PadConnection extends DeviceConnection<PadIdentity> {
  readonly link: PadLink;

  constructor(line: Transport, { timeouts, simulated = false, trace }: ConnectionOptions) {
    const link = new PadLink(line, timeouts.linkTest, trace);
    super({
      line,
      find: (signal) => findPad(line, link, { limitMs: timeouts.answer, signal }),
      dispose: () => link.dispose(),
      simulated,
      reopen: timeouts.reopen,
      recover: timeouts.recover,
      needsRecovery,
      notReady: failure(pinPadErrors, 'E2804', line.name),
      details: ({ serialNumber, firmware }) => ({ serialNumber, firmware }),
    });
    this.link = link;
  }
}

async function findPad(
  line: Transport,
  link: PadLink,
  options: { limitMs: number; signal: AbortSignal | undefined },
): Promise<Result<PadIdentity>> {
  const opened = await line.open();
  if (!opened.ok) return opened;
  await line.flush();
  const reset = await link.exchange(padRequests.reset(), options);
  if (!reset.ok) return reset.error.code === 'E2802' ? err(failure(pinPadErrors, 'E2801', line.name)) : reset;
  if (reset.value.status !== STATUS_DONE) return err(failureOfAnswer('reset', reset.value));
  const answer = await link.exchange(padRequests.identity(), options);
  if (!answer.ok) return answer;
  if (answer.value.status !== STATUS_DONE) return err(failureOfAnswer('identity', answer.value));
  const identity = padAnswers.identity(answer.value.data);
  return identity ? ok(identity) : err(failure(pinPadErrors, 'E2815', 'identity not understood'));
}
