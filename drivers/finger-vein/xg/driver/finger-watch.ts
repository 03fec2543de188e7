import { transportErrors } from '../../../kit/errors.ts';
import { pause } from '../../../kit/pause.ts';
import { err, failure, ok, type Result } from '../../../kit/result.ts';
import { LateLooks } from '../../late-looks.ts';

interface WatchOptions {
  /** Whether a finger lies there. */
  readonly ask: () => Promise<Result<boolean>>;
  readonly pollMs: number;
  /** An answer that took longer is late. */
  readonly lateMs: number;
  readonly limitMs: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * Asks until a finger lies there (`true`) or none does. E2606 or E2607 when that does not come in time, E2602 when the module
 * answers so late that nobody can know, E1008.
 */
export async function fingerBecomes(wanted: boolean, options: WatchOptions): Promise<Result<void>> {
  const { ask, pollMs, lateMs, limitMs, signal } = options;
  const until = performance.now() + limitMs;
  const looks = new LateLooks(lateMs);
  for (;;) {
    const askedAt = performance.now();
    const lies = await ask();
    if (!lies.ok) return lies;
    if (lies.value === wanted) return ok(undefined);
    const inTime = looks.took(performance.now() - askedAt);
    if (!inTime.ok) return inTime;
    if (performance.now() + pollMs > until) return looks.timeUp(wanted ? 'E2606' : 'E2607', limitMs);
    if (!(await pause(pollMs, signal))) return err(failure(transportErrors, 'E1008', 'finger'));
  }
}
