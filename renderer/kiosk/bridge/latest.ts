/** Listeners to a value that changes; a new listener gets the newest value at once, if there is one. */
export class Latest<T> {
  readonly #listeners = new Set<(value: T) => void>();
  #value: { readonly newest: T } | null = null;
  readonly #keep: boolean;

  /** @param keep false for things that are only worth their moment, such as a spoken prompt */
  constructor(keep = true) {
    this.#keep = keep;
  }

  readonly listen = (listener: (value: T) => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#value !== null) listener(this.#value.newest);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  tell(value: T): void {
    if (this.#keep) this.#value = { newest: value };
    for (const listener of this.#listeners) listener(value);
  }
}
