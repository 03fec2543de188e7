import {
  closeSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/**
 * Where the list lies in the terminal's state folder: one SQLite file per import, and a small file that names the current
 * one. A new list comes into force when the small file is replaced, which either happens or does not; a terminal that is
 * running sees it at its next question.
 */

const pointerName = 'sealed-cards.json';
const listName = /^sealed-cards-[0-9a-f-]+\.sqlite$/;

const pointerSchema = z.strictObject({
  file: z.string().regex(listName),
  importedAt: z.iso.datetime(),
  cards: z.number().int().min(1),
  /** The file that was imported: name without its folder, and sha256. */
  source: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type SealedListInfo = z.infer<typeof pointerSchema>;

export const pointerPath = (stateDir: string): string => path.join(stateDir, pointerName);
export const newListName = (id: string): string => `sealed-cards-${id}.sqlite`;

/** The current list, or null when none was ever imported. Throws when the pointer cannot be read or understood. */
export function readPointer(stateDir: string): SealedListInfo | null {
  let text: string;
  try {
    text = readFileSync(pointerPath(stateDir), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  return pointerSchema.parse(JSON.parse(text));
}

/** Puts a list into force, then removes the others; one that a running terminal still has open goes with the next import. */
export function putIntoForce(stateDir: string, info: SealedListInfo): void {
  const next = `${pointerPath(stateDir)}.new`;
  const fd = openSync(next, 'w', 0o600);
  writeSync(fd, JSON.stringify(info));
  fsyncSync(fd);
  closeSync(fd);
  renameSync(next, pointerPath(stateDir));
  try {
    for (const name of readdirSync(stateDir)) {
      if (listName.test(name) && name !== info.file) rmSync(path.join(stateDir, name));
    }
  } catch {
    // Windows does not remove what is open; the new list is in force all the same.
  }
}
