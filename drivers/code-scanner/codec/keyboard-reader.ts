import { CodeGatherer, type GatheredCode } from './code-gatherer.ts';
import { type KeyPress, KeyReader } from './key-reader.ts';
import type { ReportReader } from './report-reader.ts';

/** What a scanner types behind a code. `silence`: nothing for sure; then a code that was
 * cut cannot be told from a whole one. */
export type CodeEnd = 'enter' | 'tab' | 'silence';

/** Codes as a scanner types them on a keyboard with US layout. */
export class KeyboardReader implements ReportReader {
  readonly #keys = new KeyReader();
  readonly #code: CodeGatherer;
  readonly #end: CodeEnd;

  constructor(options: { readonly end: CodeEnd; readonly longest: number }) {
    this.#end = options.end;
    this.#code = new CodeGatherer(options.longest);
  }

  get midCode(): boolean {
    return this.#code.midCode;
  }

  take(report: Uint8Array): GatheredCode[] {
    return this.#keys
      .take(report)
      .map((key) => this.#press(key))
      .filter((over) => over !== null);
  }

  spoil(): void {
    this.#code.spoil();
  }

  silence(): GatheredCode | null {
    return this.#end === 'silence' ? this.#code.end() : this.#code.breakOff();
  }

  clear(): void {
    this.#keys.clear();
    this.#code.clear();
  }

  #press(key: KeyPress): GatheredCode | null {
    if (key.kind === 'character') this.#code.add(key.character.charCodeAt(0));
    else if (key.kind !== 'unknown' && (this.#end === 'silence' || this.#end === key.kind))
      return this.#code.end();
    // A tab inside a code that ends with Enter is of the code's own bytes and not printable, so of no card.
    else this.#code.spoil();
    return null;
  }
}
