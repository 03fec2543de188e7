import type { LaidFinger, SimulatedFinger } from './finger.ts';

/** What a person in front of the scanner is asked for: by its lamp, its light or its voice. */
export type ScannerAsks = 'lay' | 'lift';

/** A simulated scanner as whoever stands before it has it. */
export interface AskingScanner {
  /** What lies there. */
  readonly finger: LaidFinger | null;
  placeFinger(finger: SimulatedFinger): void;
  liftFinger(): void;
  /** Told as long as it asks, again and again. */
  onAsk(listener: (what: ScannerAsks) => void): () => void;
}

interface Haste {
  readonly layAfterMs: number;
  readonly liftAfterMs: number;
}
/** Seated, in no hurry, and quick enough for a demo. */
const usualHaste: Haste = { layAfterMs: 600, liftAfterMs: 400 };

/**
 * Lays a finger on a while after it is asked for, and lifts it when that is asked for.
 * @param who which finger, asked each time; null: nobody obliges
 */
export function obligingPerson(
  scanner: AskingScanner,
  who: () => SimulatedFinger | null,
  { layAfterMs, liftAfterMs }: Haste = usualHaste,
): () => void {
  const pending = new Map<ScannerAsks, NodeJS.Timeout>();
  const cancel = (what: ScannerAsks): void => {
    clearTimeout(pending.get(what));
    pending.delete(what);
  };
  const act = (what: ScannerAsks): void => {
    pending.delete(what);
    const finger = who();
    if (what === 'lift') scanner.liftFinger();
    else if (finger && !scanner.finger) scanner.placeFinger(finger);
  };
  const stop = scanner.onAsk((what) => {
    if (what === 'lift') cancel('lay');
    const already = (scanner.finger !== null) === (what === 'lay');
    if (already || who() === null || pending.has(what)) return;
    const afterMs = what === 'lay' ? layAfterMs : liftAfterMs;
    if (afterMs === 0) act(what);
    else
      pending.set(
        what,
        setTimeout(() => act(what), afterMs),
      );
  });
  return () => {
    stop();
    cancel('lay');
    cancel('lift');
  };
}
