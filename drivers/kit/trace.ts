/** What went over a wire, for the technician. Personal payload is never traced: drivers pass a decoded summary. */
export interface TraceEntry {
  readonly device: string;
  readonly direction: 'out' | 'in' | 'note';
  /** Decoded, one line, no personal data ("read base info -> SW3 90, 1288 bytes"). */
  readonly text: string;
  /** Raw bytes as hex, only for frames that cannot hold personal data. */
  readonly hex?: string;
  readonly atMs: number;
}
export type TraceSink = (entry: TraceEntry) => void;
export const noTrace: TraceSink = () => undefined;
