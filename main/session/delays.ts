/**
 * Every wait of a visit, in ms, in one table; tests run the same machine with another clock. Sources: printer-voice-elder-ux
 * C3 "Time-outs" (three times those of a usual terminal) and E4.
 */
export const delayTable = {
  /** No touch: then "are you still there?" is shown and spoken. */
  idle: { min: 60_000, default: 120_000, max: 600_000 },
  /** How long that question stands before the visit ends safely. */
  stillThere: { min: 20_000, default: 45_000, max: 180_000 },
  /** "Place your card" without a card: back to the first screen. */
  placeCard: { min: 30_000, default: 90_000, max: 300_000 },
  /** One read of the card, retries of the driver included. */
  readCard: { min: 4_000, default: 12_000, max: 60_000 },
  lookUp: { min: 2_000, default: 8_000, max: 30_000 },
  /** How long the person waits for the authority's answer before "received, not yet confirmed" is told. */
  submit: { min: 2_000, default: 10_000, max: 60_000 },
  /** The whole of one face try. */
  faceTry: { min: 15_000, default: 60_000, max: 180_000 },
  /** One try at the finger-vein scanner, and one finger with its five layings. */
  veinTry: { min: 10_000, default: 30_000, max: 120_000 },
  enrolFinger: { min: 30_000, default: 90_000, max: 300_000 },
  /** Long enough to hear why the face is asked for although a finger is enrolled. */
  faceNote: { min: 1_000, default: 5_000, max: 15_000 },
  /** Camera or vision worker away during a try: how long the screen waits for it to come back. */
  serviceAway: { min: 3_000, default: 15_000, max: 60_000 },
  /** One read of a social-security card with its authentication (id-and-social-cards §5.2: about 1 s, slow cards 5 s). */
  readSocialCard: { min: 5_000, default: 25_000, max: 90_000 },
  /** The chip's password changed: a few commands, and the vendor's own limits. */
  changePin: { min: 3_000, default: 20_000, max: 60_000 },
  /** A check or an encryption in the PIN pad. */
  pinPad: { min: 1_000, default: 8_000, max: 30_000 },
  electronicCard: { min: 2_000, default: 8_000, max: 30_000 },
  /** Before an electronic card that could not be had is asked for again. */
  electronicCardAgain: { min: 3_000, default: 10_000, max: 60_000 },
  print: { min: 5_000, default: 30_000, max: 120_000 },
  /** A slip not taken is pulled back after this (privacy). */
  takeSlip: { min: 20_000, default: 60_000, max: 300_000 },
  /** "Please take your card" is said again after this. */
  takeCardReminder: { min: 3_000, default: 10_000, max: 60_000 },
  /** Card still lying there: the assistant is called. */
  takeCardHelp: { min: 10_000, default: 40_000, max: 300_000 },
  /** Nobody came: the visit is closed (nothing of the person stays), the card waits for the assistant. */
  takeCardGiveUp: { min: 30_000, default: 180_000, max: 900_000 },
  goodbye: { min: 2_000, default: 6_000, max: 20_000 },
  /** The question "do you want to leave?" closes by itself. */
  leaveQuestion: { min: 10_000, default: 60_000, max: 300_000 },
} as const satisfies Record<string, { min: number; default: number; max: number }>;

export type DelayName = keyof typeof delayTable;
export type Delays = Readonly<Record<DelayName, number>>;

/** The table's defaults with `changes` laid over, each held inside its min and max. */
export function delaysWith(changes: Partial<Record<DelayName, number>> = {}): Delays {
  const out = {} as Record<DelayName, number>;
  for (const name of Object.keys(delayTable) as DelayName[]) {
    const row = delayTable[name];
    out[name] = Math.min(row.max, Math.max(row.min, changes[name] ?? row.default));
  }
  return out;
}
