import { type DeviceFailure, failure } from '../../../kit/result.ts';
import { printerErrors } from '../../errors.ts';
import type { PrinterStatus } from '../../printer.ts';
import type { PortStatus } from '../../printer-port.ts';
import type { PrinterProfile } from '../../profiles/profile-schema.ts';

/** Everything one look at the printer tells: the status of the interface, and what only the driver needs. */
export interface StatusReport {
  readonly status: PrinterStatus;
  /** What keeps it from printing, worst first; null when it can print. */
  readonly blocked: DeviceFailure | null;
  /** It reports an error that a recover command may clear. */
  readonly recoverable: boolean;
}

/** The four replies of DLE EOT 1..4, by n. */
type Replies = ReadonlyMap<number, number>;

/** What the printer itself replied to the status commands, read by its profile. */
export function fromReplies(
  profile: PrinterProfile,
  replies: Replies,
  media: PrinterStatus['media'],
): StatusReport {
  const is = (name: keyof PrinterProfile['status']): boolean => {
    const place = profile.status[name];
    return place !== null && ((replies.get(place.n) ?? 0) & place.bits) !== 0;
  };
  const jammed = is('jam') || media === 'jammed';
  const paperOut = is('paperEnd') || is('paperStop');
  const status: PrinterStatus = {
    paper: jammed ? 'jammed' : paperOut ? 'out' : is('nearEnd') ? 'low' : 'full',
    cover: is('coverOpen') ? 'open' : 'closed',
    cutter: is('cutterError') ? 'error' : 'ok',
    head: is('headError') ? 'error' : 'ok',
    media,
    online: !is('offline'),
    source: 'commands',
  };
  const blocked = ((): DeviceFailure | null => {
    if (status.cover === 'open') return failure(printerErrors, 'E4002');
    if (status.paper === 'jammed') return failure(printerErrors, 'E4003');
    if (status.paper === 'out') return failure(printerErrors, 'E4001');
    if (status.cutter === 'error') return failure(printerErrors, 'E4004');
    if (is('unrecoverable')) return failure(printerErrors, 'E4006');
    if (status.head === 'error') return failure(printerErrors, 'E4005');
    if (!status.online || is('error')) return failure(printerErrors, 'E4007');
    return null;
  })();
  return { status, blocked, recoverable: is('error') || jammed || status.cutter === 'error' };
}

/** The three bits of a USB port: no paper is told, that there is enough of it is not. */
export function fromPortStatus({ paperEmpty, selected, error }: PortStatus): StatusReport {
  const online = selected && !error;
  const blocked = paperEmpty
    ? failure(printerErrors, 'E4001', 'says the port')
    : online
      ? null
      : failure(printerErrors, 'E4007', error ? 'the port reports an error' : 'not selected, says the port');
  const status: PrinterStatus = {
    paper: paperEmpty ? 'out' : 'unknown',
    cover: 'unknown',
    cutter: 'unknown',
    head: 'unknown',
    media: 'unknown',
    online,
    source: 'portStatus',
  };
  return { status, blocked, recoverable: false };
}
