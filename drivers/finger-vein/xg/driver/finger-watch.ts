import { pause } from '../../../kit/pause.ts';
import { transportErrors } from '../../../kit/errors.ts';
import { err, failure, ok, type Result } from '../../../kit/result.ts';
import { refuse } from '../../errors.ts';

interface WatchOptions {
  /** Whether a finger lies there. */
  readonly ask: () => Promise<Result<boolean>>;
  readonly pollMs: number;
  readonly limitMs: number;
  readonly signal: AbortSignal | undefined;
}

/** Asks until a finger lies there (`true`) or none does. E2606 or E2607 when that does not come in time, E1008. */
export async function fingerBecomes(wanted: boolean, options: WatchOptions): Promise<Result<void>> {
  const { ask, pollMs, limitMs, signal } = options;
  const until = performance.now() + limitMs;
  for (;;) {
    const lies = await ask();
    if (!lies.ok) return lies;
    if (lies.value === wanted) return ok(undefined);
    if (performance.now() + pollMs > until) return refuse(wanted ? 'E2606' : 'E2607', `${limitMs} ms`);
    if (!(await pause(pollMs, signal))) return err(failure(transportErrors, 'E1008', 'finger'));
  }
}
