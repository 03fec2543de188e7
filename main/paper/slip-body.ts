import type { PrintLine } from '../../drivers/printer/print-job.ts';

/** What one kind of slip tells; head and foot are the same on all (`slip-frame.ts`). */
export interface SlipBody {
  /** Name of the business, below the branch. */
  readonly business: string;
  /** The one line that is read from across the room: at most seven characters. */
  readonly result: string;
  /** What it means, what is done next and by whom. */
  readonly lines: readonly PrintLine[];
  /** Facts of this kind between the person and the time. */
  readonly facts: readonly PrintLine[];
  /** How it was done; empty when nothing was. */
  readonly method: string;
  /** Number to ask by, below the facts. */
  readonly receipt: readonly PrintLine[];
  /** Below the foot and a line to tear along: what the person carries away by itself. */
  readonly tearOff?: readonly PrintLine[];
}
