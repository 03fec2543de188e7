import { z } from 'zod';

/** How a simulated finger lies on the simulated scanner. */
export const fingerPoseSchema = z.enum(['good', 'high', 'flat', 'rotated', 'cold']);
export type FingerPose = z.infer<typeof fingerPoseSchema>;

/**
 * The dock drawer works the SIMULATED devices and the embedded authority. It exists only when simulated devices are
 * configured; a production configuration refuses it.
 */
export const dockOperationSchema = z.discriminatedUnion('type', [
  /** `personStays`: the one before the camera stays who they are (an agent who lays the holder's card down). */
  z.object({ type: z.literal('placeCard'), cardId: z.string(), personStays: z.boolean().optional() }),
  z.object({ type: z.literal('removeCard') }),
  z.object({ type: z.literal('cardFault'), fault: z.string().nullable() }),
  z.object({ type: z.literal('readerPlug'), plugged: z.boolean() }),
  z.object({ type: z.literal('cameraSource'), source: z.string() }),
  z.object({ type: z.literal('cameraFault'), fault: z.string().nullable() }),
  z.object({ type: z.literal('cameraPlug'), plugged: z.boolean() }),
  z.object({ type: z.literal('printerFault'), fault: z.string().nullable() }),
  z.object({ type: z.literal('printerPlug'), plugged: z.boolean() }),
  z.object({ type: z.literal('takeSlip') }),
  z.object({ type: z.literal('placeSocialCard'), cardId: z.string() }),
  z.object({ type: z.literal('removeSocialCard') }),
  z.object({ type: z.literal('socialCardFault'), fault: z.string().nullable() }),
  z.object({ type: z.literal('socialReaderPlug'), plugged: z.boolean() }),
  /** The PSAM in its own slot; without it the card is authenticated by the authority's HSM. */
  z.object({ type: z.literal('psam'), present: z.boolean() }),
  z.object({ type: z.literal('pinPadKeys'), keys: z.string().regex(/^[0-9CE#]{1,20}$/) }),
  z.object({ type: z.literal('pinPadFault'), fault: z.string().nullable() }),
  z.object({ type: z.literal('pinPadPlug'), plugged: z.boolean() }),
  /** `finger`: an id of the state's list. */
  z.object({
    type: z.literal('placeFinger'),
    finger: z.string().max(80),
    pose: fingerPoseSchema.default('good'),
  }),
  z.object({ type: z.literal('liftFinger') }),
  /** This finger is laid on whenever the scanner asks, and lifted when it asks for that; null: by hand only. */
  z.object({
    type: z.literal('fingerObliges'),
    finger: z.string().max(80).nullable(),
    pose: fingerPoseSchema.default('good'),
  }),
  z.object({ type: z.literal('fingerFault'), fault: z.string().nullable() }),
  z.object({ type: z.literal('fingerScannerPlug'), plugged: z.boolean() }),
  z.object({ type: z.literal('bank'), mode: z.enum(['normal', 'away', 'slow', 'lostAnswer']) }),
  z.object({ type: z.literal('authority'), mode: z.enum(['normal', 'away', 'slow', 'lostAnswer']) }),
  z.object({ type: z.literal('killWorker'), worker: z.enum(['drivers', 'vision']) }),
]);
export type DockOperation = z.infer<typeof dockOperationSchema>;

export const dockStateSchema = z.object({
  cards: z.array(z.object({ id: z.string(), label: z.string(), note: z.string() })),
  placedCardId: z.string().nullable(),
  cardFaults: z.array(z.string()),
  cardFault: z.string().nullable(),
  readerPlugged: z.boolean(),
  cameraSources: z.array(z.object({ id: z.string(), label: z.string() })),
  cameraSource: z.string(),
  cameraFaults: z.array(z.string()),
  cameraFault: z.string().nullable(),
  cameraPlugged: z.boolean(),
  printerFaults: z.array(z.string()),
  printerFault: z.string().nullable(),
  printerPlugged: z.boolean(),
  slipInMouth: z.boolean(),
  /** Newest last; `url` is a PNG the shell serves. */
  slips: z.array(z.object({ id: z.string(), url: z.string(), retracted: z.boolean() })),
  socialCards: z.array(z.object({ id: z.string(), label: z.string(), note: z.string() })),
  placedSocialCardId: z.string().nullable(),
  socialCardFaults: z.array(z.string()),
  socialCardFault: z.string().nullable(),
  socialReaderPlugged: z.boolean(),
  psamPresent: z.boolean(),
  pinPadFaults: z.array(z.string()),
  pinPadFault: z.string().nullable(),
  pinPadPlugged: z.boolean(),
  /** Of the one who stands there, and of a stranger. Empty: no scanner is simulated. */
  fingers: z.array(z.object({ id: z.string(), label: z.string() })),
  /** The finger that lies on the scanner. */
  finger: z.string().nullable(),
  fingerPose: fingerPoseSchema,
  fingerObliges: z.string().nullable(),
  fingerFaults: z.array(z.string()),
  fingerFault: z.string().nullable(),
  fingerScannerPlugged: z.boolean(),
  bank: z.enum(['normal', 'away', 'slow', 'lostAnswer']),
  authority: z.enum(['normal', 'away', 'slow', 'lostAnswer']),
  workers: z.array(z.object({ name: z.string(), state: z.string(), restarts: z.number() })),
});
export type DockState = z.infer<typeof dockStateSchema>;
