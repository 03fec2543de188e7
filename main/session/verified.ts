import type { Verified } from '../ports/authority.ts';
import type { VisitContext } from './visit-types.ts';

/** The check was simulated: the liveness of a face, or the scanner of a finger. */
export const checkSimulated = ({ verified }: Pick<VisitContext, 'verified'>): boolean =>
  verified?.method === 'face'
    ? verified.outcome.liveness === 'simulated'
    : verified?.method === 'fingerVein' && verified.outcome.scanner.simulated;

/** How the person was recognised, in the words that both systems are told. */
export function verifiedOf({ verified }: Pick<VisitContext, 'verified'>): Verified {
  if (verified?.method === 'fingerVein') {
    const { z, threshold, finger, checks, method, scanner } = verified.outcome;
    if (finger === null) throw new Error('a finger that was recognised has a name');
    return { method: 'fingerVein', z, threshold, finger, checks, scanner, algorithm: method };
  }
  if (!verified) throw new Error('a submission needs a verification');
  const { similarity, threshold, liveness, reference, models } = verified.outcome;
  return {
    method: 'face',
    ...{ similarity, threshold, reference, models },
    liveness: liveness === 'simulated' ? 'simulated' : 'live',
  };
}
