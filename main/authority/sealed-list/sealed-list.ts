import { statSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { fail, ok, type Result } from '../../contract/failure.ts';
import { sealedListFailure } from './errors.ts';
import { pointerPath, readPointer, type SealedListInfo } from './list-folder.ts';
import { numberHash } from './number-hash.ts';

export interface SealedCard {
  readonly reason: string;
  /** `YYYY-MM-DD`, or null where the list says none. */
  readonly sealedOn: string | null;
}

/** The bureau's list of sealed cards (封存), as it was imported into this terminal. */
export interface SealedList {
  /**
   * Whether this card of this person is sealed: the list names the card, or the person without a card. A line that names
   * the person with another card (an old one, say) does not seal this one. Null: not sealed. E6308: the list cannot be read.
   */
  find(card: { readonly idNumber: string; readonly cardNumber: string }): Result<SealedCard | null>;
  /** Which list is in force, or null when none was ever imported. */
  info(): Result<SealedListInfo | null>;
  close(): void;
}

interface OpenList {
  readonly version: string;
  readonly info: SealedListInfo;
  readonly db: DatabaseSync;
  readonly salt: string;
  readonly byId: StatementSync;
  readonly byCard: StatementSync;
}

/** Opens the list of a state folder. A newer import is seen at the next question. */
export function openSealedList(stateDir: string): SealedList {
  let open: OpenList | null = null;

  const close = (): void => {
    open?.db.close();
    open = null;
  };
  /** Of the pointer, as the file system tells it; empty when there is none. */
  const versionNow = (): string => {
    const stat = statSync(pointerPath(stateDir), { throwIfNoEntry: false, bigint: true });
    return stat === undefined ? '' : `${stat.ino}-${stat.mtimeNs}`;
  };
  const current = (): OpenList | null => {
    const version = versionNow();
    if (open !== null && open.version === version) return open;
    close();
    const info = readPointer(stateDir);
    if (info === null) return null;
    const db = new DatabaseSync(path.join(stateDir, info.file), { readOnly: true });
    try {
      const salt = db.prepare("SELECT value FROM meta WHERE name = 'salt'").get()?.value as string;
      const columns = 'SELECT id_hash, card_hash, reason, sealed_on FROM entry';
      const byId = db.prepare(`${columns} WHERE id_hash = ?`);
      const byCard = db.prepare(`${columns} WHERE card_hash = ?`);
      open = { version, info, db, salt, byId, byCard };
      return open;
    } catch (error) {
      db.close();
      throw error;
    }
  };
  const guarded = <T>(work: () => T): Result<T> => {
    try {
      return ok(work());
    } catch (error) {
      close();
      const { errcode, code } = error as { errcode?: number; code?: string };
      return fail(
        sealedListFailure('E6308', errcode === undefined ? (code ?? 'not valid') : `SQLite ${errcode}`),
      );
    }
  };

  return {
    find: ({ idNumber, cardNumber }) =>
      guarded(() => {
        const list = current();
        if (list === null) return null;
        const id = Buffer.from(numberHash(list.salt, idNumber));
        const card = Buffer.from(numberHash(list.salt, cardNumber));
        const rows = [...list.byCard.all(card), ...list.byId.all(id)];
        const same = (held: unknown, asked: Buffer) => held === null || asked.equals(held as Uint8Array);
        const found = rows.find((row) => same(row.id_hash, id) && same(row.card_hash, card));
        return found === undefined
          ? null
          : { reason: found.reason as string, sealedOn: found.sealed_on as string | null };
      }),
    info: () => guarded(() => current()?.info ?? null),
    close,
  };
}
