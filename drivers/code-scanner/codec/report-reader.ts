import type { GatheredCode } from './code-gatherer.ts';

/** Turns the input reports of one kind of scanner into codes. Never throws, whatever comes in. */
export interface ReportReader {
  /** What this report completes. */
  take(report: Uint8Array): GatheredCode[];
  /** A report was lost on the way: the code that is under way, or begins now, is refused. */
  spoil(): void;
  /** Nothing came for so long that a code which is under way is over. */
  silence(): GatheredCode | null;
  /** True while a code is under way: only then does silence mean something. */
  readonly midCode: boolean;
  clear(): void;
}
