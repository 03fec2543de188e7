/** How often what may go wrong is tried in one visit before another way is taken. */

export const FACE_TRIES = 3;
export const CARD_TRIES = 3;
/** Two, as the limit for the total of a visit counts them (models/finger-vein/visit-limit.ts). */
export const VEIN_TRIES = 2;
/** Layings of five captures for one finger. */
export const ENROL_TRIES = 3;
/** Faults of scanner or vision in one try before the face takes over, and in one finger before a person is asked. */
export const VEIN_FAULTS = 2;
export const ENROL_FAULTS = 4;
/** How often a password that got lost is asked for again. */
export const PIN_LOSSES = 2;
/** Faults of camera or vision in one try before the assistant is asked. */
export const FACE_FAULTS = 3;
