import { characterOf } from './us-layout.ts';

/**
 * What one newly pressed key means. `unknown`: a key that no code has (arrows, function keys), one pressed together with
 * control, alt or the system key, or an error the keyboard tells of itself.
 */
export type KeyPress =
  | { readonly kind: 'character'; readonly character: string }
  | { readonly kind: 'enter' | 'tab' | 'unknown' };

const REPORT_BYTES = 8;
const KEYS_AT = 2;
const SHIFT = 0x22;
const OTHER_MODIFIERS = 0xdd;
const [ROLL_OVER, LAST_ERROR] = [0x01, 0x03] as const;
const [ENTER, TAB, PAD_ENTER] = [0x28, 0x2b, 0x58] as const;

/**
 * Reads the 8-byte reports of a keyboard in boot protocol (HID 1.11, appendix B.1: modifiers, reserved, six keys) as keys that
 * were newly pressed. A report repeats what is held down, so the same character twice needs a report without it in between.
 */
export class KeyReader {
  #held = new Set<number>();

  /** The keys that this report presses, in the order of the report. A report of another length is one unknown key. */
  take(report: Uint8Array): KeyPress[] {
    if (report.length !== REPORT_BYTES) return [{ kind: 'unknown' }];
    const keys = [...report.subarray(KEYS_AT)].filter((usage) => usage !== 0);
    const troubled = keys.some((usage) => usage >= ROLL_OVER && usage <= LAST_ERROR);
    // Too many keys at once: what is truly held is not known, and what was typed meanwhile is lost.
    if (troubled) return [{ kind: 'unknown' }];
    const modifiers = report[0] as number;
    const pressed = [...new Set(keys)].filter((usage) => !this.#held.has(usage));
    this.#held = new Set(keys);
    return pressed.map((usage) => meaning(usage, modifiers));
  }

  /** Nothing is held down any more, as after an unplug. */
  clear(): void {
    this.#held.clear();
  }
}

function meaning(usage: number, modifiers: number): KeyPress {
  if ((modifiers & OTHER_MODIFIERS) !== 0) return { kind: 'unknown' };
  if (usage === ENTER || usage === PAD_ENTER) return { kind: 'enter' };
  if (usage === TAB) return { kind: 'tab' };
  const character = characterOf(usage, (modifiers & SHIFT) !== 0);
  return character === null ? { kind: 'unknown' } : { kind: 'character', character };
}
