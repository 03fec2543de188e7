import type { Backups } from './backups.ts';
import type { LedgerDatabase } from './database.ts';
import type { Journal } from './journal.ts';
import type { VisitKeys } from './visit-keys.ts';

const dayMs = 86_400_000;

/**
 * Makes the personal data of old visits unreadable by deleting their keys (crypto-shredding). The journal keeps its bytes,
 * so the chain still verifies. A visit with a submission under way keeps its key: the person was promised delivery.
 * Log and backup, which held the keys too, are to be renewed after it. Returns how many visits lost their data.
 */
export function shredOld(
  db: LedgerDatabase,
  journal: Journal,
  keys: VisitKeys,
  backups: Backups,
  retentionDays: number,
  now: number,
): number {
  const shredded = db.transaction(() => {
    const count = db.run(
      `DELETE FROM visit_key WHERE made_at < ?
         AND visit NOT IN (SELECT visit FROM outbox WHERE answer IS NULL)`,
      now - retentionDays * dayMs,
    );
    db.run('DELETE FROM ticket WHERE visit NOT IN (SELECT visit FROM visit_key)');
    if (count > 0) {
      journal.append('-', 'retention', { visits: count, retentionDays }, undefined, now);
      backups.owe();
    }
    return count;
  });
  if (shredded > 0) keys.forget();
  return shredded;
}
