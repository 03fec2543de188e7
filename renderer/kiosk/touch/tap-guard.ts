/** A trembling or impatient hand (facts of ergonomics): which touches count as a tap. Times in ms, lengths in mm. */
const sameControlQuietMs = 500;
/** On a number pad the same digit twice is meant; a trembling hand (4 to 12 times a second) comes back sooner. */
export const padQuietMs = 250;
const afterChangeQuietMs = 400;
const slideMm = 8;

export interface Touch {
  readonly pointerId: number;
  /** Position in mm and time in ms. */
  readonly x: number;
  readonly y: number;
  readonly at: number;
}

/**
 * Decides whether a touch is a tap. One per screen, as the rules are about the whole screen: a second finger anywhere is
 * ignored, and so is any touch just after the buttons changed under the hand.
 */
export class TapGuard {
  #pressed: { control: string; touch: Touch } | null = null;
  #changedAt = Number.NEGATIVE_INFINITY;
  #lastTap: { control: string; at: number } | null = null;

  /** The buttons on the screen changed: what is under the finger now is not what it was put down for. */
  screenChanged(at: number): void {
    this.#changedAt = at;
    this.#pressed = null;
  }

  /**
   * A finger came down on a control. False: this touch is to be ignored altogether.
   *
   * @param quietMs how long after a tap the same control takes no other
   */
  down(control: string, touch: Touch, quietMs = sameControlQuietMs): boolean {
    if (this.#pressed !== null && this.#pressed.touch.pointerId !== touch.pointerId) return false;
    if (touch.at - this.#changedAt < afterChangeQuietMs) return false;
    if (this.#lastTap?.control === control && touch.at - this.#lastTap.at < quietMs) return false;
    this.#pressed = { control, touch };
    return true;
  }

  /**
   * The finger was lifted. True: the tap counts. However long it was held does not matter.
   *
   * @param inside whether it was lifted inside the control (with its margin)
   */
  up(control: string, touch: Touch, inside: boolean): boolean {
    const pressed = this.#pressed;
    if (pressed === null || pressed.touch.pointerId !== touch.pointerId || pressed.control !== control)
      return false;
    this.#pressed = null;
    const slide = Math.hypot(touch.x - pressed.touch.x, touch.y - pressed.touch.y);
    if (!inside && slide > slideMm) return false;
    this.#lastTap = { control, at: touch.at };
    return true;
  }

  /** The system took the touch away, or the control went from the screen. */
  cancel(pointerId: number): void {
    if (this.#pressed?.touch.pointerId === pointerId) this.#pressed = null;
  }
}
