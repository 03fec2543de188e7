/** Who wants to be told. A listener may stop listening, or another begin, while it is being told. */
export class Listeners<T> {
  readonly #all = new Set<(value: T) => void>();

  /** Returns the function that stops listening. */
  add(listener: (value: T) => void): () => void {
    this.#all.add(listener);
    return () => this.#all.delete(listener);
  }

  tell(value: T): void {
    for (const listener of [...this.#all]) listener(value);
  }
}
