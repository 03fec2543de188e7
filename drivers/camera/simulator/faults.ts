/** What the simulated camera can be made to do wrong. */
export const cameraFaults = [
  /** Black with a little sensor noise, as behind a covered lens. */
  'black',
  /** The same picture again and again, to the byte. */
  'frozen',
  /** Three pictures a second. */
  'slow',
  /** Random bytes where the pictures should be. */
  'garbage',
  /** Connected, and silent. */
  'silent',
  /** A sixth of the light. */
  'dark',
  /** Twice and a half the light: the face burns out. */
  'overexposed',
] as const;
export type CameraFault = (typeof cameraFaults)[number];
