import { failure } from '../../drivers/kit/result.ts';
import { printerErrors } from '../../drivers/printer/errors.ts';
import { fail, ok, type Result } from '../contract/failure.ts';
import type { ClientPrinterStatus } from './printer-client.ts';

/**
 * Whether a slip can be promised. Worst cause first: what a person must repair comes before what passes by itself. An
 * unknown paper state is no reason to refuse, since many printers have no sensor before the end.
 */
export function readiness(status: ClientPrinterStatus): Result<{ readonly paperLow: boolean }> {
  const { paper, cover, cutter, head, media, online } = status;
  if (cover === 'open') return fail(failure(printerErrors, 'E4002'));
  if (paper === 'jammed' || media === 'jammed') return fail(failure(printerErrors, 'E4003'));
  if (paper === 'out') return fail(failure(printerErrors, 'E4001'));
  if (cutter === 'error') return fail(failure(printerErrors, 'E4004'));
  if (head === 'error') return fail(failure(printerErrors, 'E4005'));
  if (media === 'present') return fail(failure(printerErrors, 'E4013'));
  if (!online) return fail(failure(printerErrors, 'E4007'));
  return ok({ paperLow: paper === 'low' });
}
