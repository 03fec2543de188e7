/** What the printer has received and not printed yet. */
export class PrintBuffer {
  readonly #listeners = new Set<() => void>();
  #bytes: Uint8Array = new Uint8Array(0);
  /** Bytes of all time. */
  received = 0;

  get bytes(): Uint8Array {
    return this.#bytes;
  }

  add(bytes: Uint8Array): void {
    const joined = new Uint8Array(this.#bytes.length + bytes.length);
    joined.set(this.#bytes);
    joined.set(bytes, this.#bytes.length);
    this.received += bytes.length;
    this.#set(joined);
  }

  /** So many bytes from the front are done with. */
  remove(length: number): void {
    this.#set(this.#bytes.subarray(length));
  }

  drop(): void {
    this.#set(new Uint8Array(0));
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #set(bytes: Uint8Array): void {
    this.#bytes = bytes;
    for (const listener of [...this.#listeners]) listener();
  }
}
