import { randomUUID } from 'node:crypto';
import type { PinKind } from './pin-pad.ts';

export interface BookedEntry<T> {
  readonly id: string;
  readonly kind: PinKind;
  readonly held: T;
}

/** First and second entry of a password; an older one of the same kind is not needed any more. */
const PER_KIND = 2;

/** The entries that are held now, the two newest of each kind. `onDrop` overwrites what an entry held. */
export class EntryBook<T> {
  readonly #holdMs: number;
  readonly #onDrop: (held: T) => void;
  readonly #entries = new Map<string, BookedEntry<T> & { readonly timer: NodeJS.Timeout }>();

  constructor(holdMs: number, onDrop: (held: T) => void) {
    this.#holdMs = holdMs;
    this.#onDrop = onDrop;
  }

  get(id: string): BookedEntry<T> | null {
    return this.#entries.get(id) ?? null;
  }

  get all(): readonly BookedEntry<T>[] {
    return [...this.#entries.values()];
  }

  /** Makes room for one more entry of this kind. */
  makeRoom(kind: PinKind): void {
    const same = this.all.filter((entry) => entry.kind === kind);
    for (const entry of same.slice(0, Math.max(0, same.length - PER_KIND + 1))) this.drop(entry.id);
  }

  add(kind: PinKind, held: T): string {
    this.makeRoom(kind);
    const id = randomUUID();
    // Nobody may come back to a password that was typed long ago, whatever became of the visit.
    const timer = setTimeout(() => this.drop(id), this.#holdMs);
    timer.unref();
    this.#entries.set(id, { id, kind, held, timer });
    return id;
  }

  drop(id: string): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    clearTimeout(entry.timer);
    this.#entries.delete(id);
    this.#onDrop(entry.held);
  }

  clear(): void {
    for (const id of [...this.#entries.keys()]) this.drop(id);
  }
}
