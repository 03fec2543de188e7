/** The lamps at the places where something is laid or taken. An extra: no visit waits for them. */
export const lampNames = ['card', 'socialCard', 'printer', 'finger'] as const;
export type LampName = (typeof lampNames)[number];

/** `flash`: asked for now; slowly, ten times, then it stays on. `on`: here, or in use. */
export type LampState = 'off' | 'on' | 'flash';

export type Lamps = Readonly<Record<LampName, LampState>>;

export const allLampsOff: Lamps = { card: 'off', socialCard: 'off', printer: 'off', finger: 'off' };
