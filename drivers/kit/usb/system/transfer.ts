import { transportErrors } from '../../errors.ts';
import { err, failure, ok, type Result } from '../../result.ts';
import { limited, type StopCode } from '../limited.ts';
import type { UsbWait } from '../usb-bus.ts';
import { errnoOf, libusb, type RawDevice, type UsbLibrary } from './library.ts';

/** So long a transfer that was called off may take to come back from the kernel. */
const GRACE_MS = 2000;

export interface TransferOptions {
  readonly usb: UsbLibrary;
  readonly raw: RawDevice;
  /** 0 for control requests. */
  readonly endpoint: number;
  /** As in the endpoint's descriptor: 0 control, 2 bulk, 3 interrupt. */
  readonly type: number;
  /** Bytes to send, or room for those that come. */
  readonly buffer: Buffer;
  readonly wait: UsbWait;
}

/**
 * One transfer; resolves with the number of bytes that went over. The library's own time limits fire up to a minute late, so the
 * limit is ours and ends in a cancel. What had come in by then is kept: a called-off read with bytes is a read.
 */
export function transfer(options: TransferOptions): Promise<Result<number>> {
  const { usb, raw, endpoint, type, buffer, wait } = options;
  const fail = (code: keyof typeof transportErrors): Result<never> =>
    err(failure(transportErrors, code, `endpoint 0x${endpoint.toString(16)}`));
  return limited<number>(wait, (finish) => {
    let stopped: StopCode | null = null;
    let grace: NodeJS.Timeout | undefined;
    const done = (error: unknown, actual: number): void => {
      clearTimeout(grace);
      const errno = errnoOf(error);
      if (!error) finish(ok(actual));
      else if (errno === libusb.cancelled && stopped)
        finish(actual > 0 && (endpoint & 0x80) !== 0 ? ok(actual) : fail(stopped));
      else if (errno === libusb.overflow) finish(fail('E1011'));
      else if (errno === libusb.stall)
        unhalt(options, (cleared) => finish(fail(cleared ? 'E1010' : 'E1005')));
      else finish(fail('E1005'));
    };
    const made = new usb.Transfer(raw, endpoint, type, 0, (error, _buffer, actual) => done(error, actual));
    try {
      made.submit(buffer);
    } catch (error) {
      done(error, 0);
    }
    return (code) => {
      stopped = code;
      grace = setTimeout(() => finish(fail(code)), GRACE_MS);
      try {
        made.cancel();
      } catch {
        // The device went at the same moment; the transfer ends by that.
      }
    };
  });
}

/** A halted endpoint refuses everything until the halt is cleared; a refused control request halts nothing. */
function unhalt({ raw, endpoint }: TransferOptions, then: (cleared: boolean) => void): void {
  if (endpoint === 0) {
    then(true);
    return;
  }
  try {
    raw.__clearHalt(endpoint, (error) => then(!error));
  } catch {
    then(false);
  }
}
