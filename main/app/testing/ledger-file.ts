import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { authorityFailure } from '../../authority/errors.ts';
import { fail } from '../../contract/failure.ts';
import { fileKeyStore } from '../../ledger/key-store.ts';
import { openLedger } from '../../ledger/ledger.ts';

/** Every visit of a ledger that nobody has open, in the order in which they began, with how each ended. */
export function visitsIn(stateDir: string): { id: string; ends: string[] }[] {
  const db = new DatabaseSync(path.join(stateDir, 'ledger.sqlite'), { readOnly: true });
  try {
    const rows = db.prepare("SELECT visit, type, open FROM journal WHERE visit <> '-' ORDER BY seq").all();
    const visits = new Map<string, string[]>();
    for (const row of rows) {
      const ends = visits.get(row.visit as string) ?? [];
      if (row.type === 'visitEnded') ends.push((JSON.parse(row.open as string) as { how: string }).how);
      visits.set(row.visit as string, ends);
    }
    return [...visits].map(([id, ends]) => ({ id, ends }));
  } finally {
    db.close();
  }
}

const away = async () => fail(authorityFailure('E6001'));

/** Recomputes the hash chain of a ledger that nobody has open; how much it holds. Throws when it does not fit. */
export async function verified(stateDir: string): Promise<{ entries: number; pending: number }> {
  const opened = await openLedger({
    file: path.join(stateDir, 'ledger.sqlite'),
    keyStore: fileKeyStore(path.join(stateDir, 'keys', 'ledger.key')),
    clock: { now: () => Date.now() },
    authority: { submit: away },
    cards: { enable: away, bookHomeVisit: away },
    bank: { activate: away, outcomeOf: away },
  });
  if (!opened.ok) throw new Error(`${opened.error.code} ${opened.error.message}`);
  const chain = opened.value.verifyChain();
  const pending = opened.value.pendingCount();
  await opened.value.stop();
  if (!chain.ok) throw new Error(`${chain.error.code} ${chain.error.message}`);
  return { entries: chain.value.entries, pending };
}
