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
  /** Nobody leaves a finger lying for ever when nothing more is asked. */
  readonly boredAfterMs?: number;
}
/** Seated, in no hurry, and quick enough for a demo. */
const usualHaste: Haste = { layAfterMs: 600, liftAfterMs: 400 };
const BORED_MS = 8000;

/**
 * Lays a finger on a while after it is asked for, and lifts it when that is asked for.
 * @param who which finger, asked each time; null: nobody obliges
 */
export function obligingPerson(
  scanner: AskingScanner,
  who: () => SimulatedFinger | null,
  { layAfterMs, liftAfterMs, boredAfterMs = BORED_MS }: Haste = usualHaste,
): () => void {
  const pending = new Map<ScannerAsks | 'bored', NodeJS.Timeout>();
  const cancel = (what: ScannerAsks | 'bored'): void => {
    clearTimeout(pending.get(what));
    pending.delete(what);
  };
  const after = (what: ScannerAsks | 'bored', ms: number, work: () => void): void => {
    cancel(what);
    const act = (): void => {
      cancel(what);
      work();
    };
    if (ms === 0) act();
    else pending.set(what, setTimeout(act, ms));
  };
  const layingNow = (): number | null => scanner.finger?.laying ?? null;
  const lay = (): void => {
    const finger = who();
    if (!finger || layingNow() !== null) return;
    scanner.placeFinger(finger);
    const mine = layingNow();
    after('bored', boredAfterMs, () => {
      if (layingNow() === mine) scanner.liftFinger();
    });
  };
  const stop = scanner.onAsk((what) => {
    if (what === 'lift') cancel('lay');
    const already = (scanner.finger !== null) === (what === 'lay');
    if (already || who() === null || pending.has(what)) return;
    if (what === 'lay') after('lay', layAfterMs, lay);
    else after('lift', liftAfterMs, () => scanner.liftFinger());
  });
  return () => {
    stop();
    for (const what of [...pending.keys()]) cancel(what);
  };
}
