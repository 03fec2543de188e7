import type { Outcome } from '../../../main/contract/snapshot.ts';
import type { Row } from './rows.tsx';

/**
 * The pension of this year that was certified on the way of another business, as a row of its result: one line, for the
 * result is about the other business.
 */
export const alsoRows = (also: Outcome | null): readonly Row[] => {
  if (also === null) return [];
  const row = { id: 'certification', name: 'item.certification', reason: null } as const;
  if (also.kind === 'accepted') return [{ ...row, state: 'done', words: 'item.state.done' }];
  if (also.kind === 'pending') return [{ ...row, state: 'unknown', words: 'item.state.unknown' }];
  return also.reason === 'alreadyCertified'
    ? [{ ...row, state: 'done', words: 'item.state.doneBefore' }]
    : [{ ...row, state: 'refused', words: 'item.state.also.refused' }];
};
