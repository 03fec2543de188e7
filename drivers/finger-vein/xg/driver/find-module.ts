import { err, failure, ok, type Result } from '../../../kit/result.ts';
import { hasSpeed, type Transport } from '../../../kit/transport.ts';
import { fingerVeinErrors } from '../../errors.ts';
import type { ScannerIdentity, VeinSample } from '../../scanner.ts';
import { xgAnswers } from '../codec/answer.ts';
import { type XgRequest, xgRequests } from '../codec/command.ts';
import type { XgLimits } from './limits.ts';
import { dataOf, type XgLink } from './xg-link.ts';

/** The speeds modules are found at, in the order in which they are tried. */
export const xgBaudRates: readonly number[] = [115_200, 57_600, 9600, 38_400, 19_200];

interface FindOptions {
  readonly password: string;
  /** Place for the one template that is compared or made; emptied here. */
  readonly scratchId: number;
  /** What the firmware gives. */
  readonly gives: readonly VeinSample['kind'][];
  readonly baudRates: readonly number[];
  readonly limits: XgLimits;
  readonly signal: AbortSignal | undefined;
}

/**
 * Finds the module: CANCEL, on a serial line at one speed after the other (a module left in free mode hears nothing else), then the password,
 * what it is, and how long it waits for a finger. What an earlier visit may have left is cleared. E2601, E2608.
 */
export async function findModule(
  line: Transport,
  link: XgLink,
  options: FindOptions,
): Promise<Result<ScannerIdentity>> {
  const { limits, signal, password, scratchId } = options;
  const opened = await line.open();
  if (!opened.ok) return opened;
  const reached = await reach(line, link, options);
  if (!reached.ok) return reached;
  const ask = async (request: XgRequest, limitMs: number = limits.answer): Promise<Result<Uint8Array>> =>
    dataOf(request, await link.exchange(request, { limitMs, signal }));

  const connected = await ask(xgRequests.connect(password));
  if (!connected.ok) return connected;
  const info = await ask(xgRequests.systemInfo());
  if (!info.ok) return info;
  const { version, fingerTimeoutS } = xgAnswers.systemInfo(info.value);
  const wanted = Math.min(255, Math.ceil(limits.finger / 1000));
  if (fingerTimeoutS !== wanted) {
    const set = await ask(xgRequests.setTimeout(wanted), limits.store);
    if (!set.ok) return set;
  }
  const serial = await ask(xgRequests.serialNumber());
  // Older firmware has no serial number to tell; that is no reason to do without the module.
  if (!serial.ok && serial.error.code !== 'E2610') return serial;
  const cleared = await ask(xgRequests.clear(scratchId), limits.store);
  if (!cleared.ok && cleared.error.code !== 'E2612') return cleared;
  return ok({
    model: xgAnswers.deviceName(connected.value) || 'XG',
    serialNumber: serial.ok ? xgAnswers.serialNumber(serial.value) : '',
    firmware: version,
    gives: options.gives,
    maxTemplates: 1,
  });
}

async function reach(line: Transport, link: XgLink, options: FindOptions): Promise<Result<void>> {
  if (!hasSpeed(line)) {
    const reached = await link.reach(options.limits.answer);
    return isSilence(reached) ? err(failure(fingerVeinErrors, 'E2601', line.name)) : reached;
  }
  // The speed that worked last first.
  const rates = [...new Set([line.baudRate, ...options.baudRates])].filter((rate) =>
    options.baudRates.includes(rate),
  );
  for (const rate of rates) {
    if (options.signal?.aborted) break;
    const changed = await line.setBaudRate(rate);
    if (!changed.ok) return changed;
    await line.flush();
    const reached = await link.reach(options.limits.probe);
    if (!isSilence(reached)) return reached;
  }
  return err(failure(fingerVeinErrors, 'E2601', line.name));
}

/** Nothing that can be read comes from the other end. */
const isSilence = (reached: Result<void>): boolean =>
  !reached.ok && (reached.error.code === 'E2602' || reached.error.code === 'E2603');
