const REMEMBERED = 64;
const FIRST_CHAR = 0x21;
const CHARS = 94;

/** Which slips were already sent to the printer, and the process ids given out. */
export class SentJobs {
  readonly #counts = new Map<string, number>();
  /** Starts anywhere, so that the echo of a slip of an earlier run never looks like ours. */
  #next = Math.floor(Math.random() * CHARS ** 4);

  /** How often the slip `id` was sent before. */
  count(id: string): number {
    return this.#counts.get(id) ?? 0;
  }

  add(id: string): void {
    const count = this.count(id) + 1;
    this.#counts.delete(id);
    this.#counts.set(id, count);
    if (this.#counts.size > REMEMBERED) this.#counts.delete(this.#counts.keys().next().value!);
  }

  /** Four characters 0x21..0x7e. */
  nextProcessId(): string {
    let rest = this.#next++ % CHARS ** 4;
    let id = '';
    for (let i = 0; i < 4; i++) {
      id += String.fromCharCode(FIRST_CHAR + (rest % CHARS));
      rest = Math.floor(rest / CHARS);
    }
    return id;
  }
}
