import { z } from 'zod';
import { type PadKey, type PinKind, pinProblemSchema } from '../contract/activation.ts';
import { failureSchema, type Result } from '../contract/failure.ts';
import type { Lamps } from '../ports/lamps.ts';
import type { PinFacts, WrappedSessionKey } from '../ports/pin-pad.ts';
import type { CallContext } from '../workers/worker-runtime.ts';
import type { HsmAnswer } from '../ports/social-card-reader.ts';
import {
  type VeinCapture,
  type VeinEnrolMaker,
  type VeinIdentity,
  type VeinVerifyMaker,
  veinCaptureSchema,
  veinEnrolMakerSchema,
  veinIdentitySchema,
  veinScannerEventSchema,
  veinVerifyMakerSchema,
} from './finger-vein-api.ts';
import { deviceKinds } from '../../drivers/kit/discovery/fingerprint.ts';
import { lineSchema } from './device-config.ts';
import { fingerVeinDeviceSchema } from './finger-vein-config.ts';
import { lightsDeviceSchema } from './lights-config.ts';
import type { EnteredBy } from './pin-pad-service.ts';

/** What the core and the drivers worker say to each other. Every shape is checked on the core's side. */

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'bytes expected');

export const devicesConfigSchema = z.strictObject({
  /** Folder of the terminal's own fingerprints, beside the shipped ones. */
  fingerprints: z.string().min(1).max(500).optional(),
  idCard: lineSchema,
  idPhoto: z.discriminatedUnion('kind', [
    /** The stand-in for the WLT decoder that reads only what the simulator writes. */
    z.strictObject({ kind: z.literal('simulated') }),
    z.strictObject({
      kind: z.literal('vendorLibrary'),
      file: z.string().min(1).max(500),
      node: z.string().min(1).max(500).optional(),
      entry: z.enum(['_Unpack', 'unpack']),
      channelOrder: z.enum(['rgb', 'bgr']).default('bgr'),
      flipX: z.boolean().default(false),
      flipY: z.boolean().default(false),
    }),
    z.strictObject({ kind: z.literal('none') }),
  ]),
  printer: lineSchema,
  printerProfile: z.string().min(1).max(60),
  pinPad: z.strictObject({
    /** Null: passwords are typed on the screen. */
    pad: z
      .strictObject({
        port: z.string().min(1).max(300),
        baudRate: z.number().int().optional(),
        simulated: z.boolean(),
      })
      .nullable(),
    /** For the keys on the screen: wraps the session keys. Null: no PIN block can be made there. */
    masterKey: z
      .strictObject({ algorithm: z.enum(['SM4', '3DES']), key: bytes, simulated: z.boolean() })
      .nullable(),
  }),
  /** `line`: the stand-in for PC/SC on a machine that has none, simulated cards only. */
  socialCard: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({
      kind: z.literal('pcsc'),
      reader: z.string().min(1).max(100),
      psam: z.string().min(1).max(100).optional(),
      socket: z.string().min(1).max(300).optional(),
      node: z.string().min(1).max(500).optional(),
      initialPin: z.string().regex(/^\d{6}$/),
      simulated: z.boolean(),
    }),
    z.strictObject({
      kind: z.literal('line'),
      port: z.int().min(1).max(65_535),
      psamPort: z.int().min(1).max(65_535),
      initialPin: z.string().regex(/^\d{6}$/),
    }),
  ]),
  fingerVein: fingerVeinDeviceSchema,
  camera: z.unknown(),
  imageOps: z.enum(['opencv-js', 'opencv4nodejs']),
  /** Absent: the terminal has no lamps. */
  lights: lightsDeviceSchema.optional(),
});
export type DevicesConfig = z.infer<typeof devicesConfigSchema>;

const readCardSchema = z.object({
  card: z.object({
    kind: z.enum(['resident', 'hmt', 'foreigner2017', 'foreigner2023']),
    name: z.string().min(1).max(60),
    sex: z.string().max(1),
    birthDate: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
    idNumber: z.string().min(1).max(18),
    validFrom: z.string().max(10),
    validTo: z.string().max(10),
  }),
  /** PNG, or null when the photo was not decoded. */
  photo: bytes.nullable(),
  consistent: z.boolean(),
});
export type ReadCard = z.infer<typeof readCardSchema>;

export const printerStatusSchema = z.object({
  paper: z.enum(['full', 'low', 'out', 'jammed', 'unknown']),
  cover: z.enum(['closed', 'open', 'unknown']),
  cutter: z.enum(['ok', 'error', 'unknown']),
  head: z.enum(['ok', 'error', 'unknown']),
  media: z.enum(['notPresent', 'present', 'jammed', 'unknown']),
  online: z.boolean(),
});

const readSocialCardSchema = z.object({
  version: z.string().regex(/^\d\.\d\d$/),
  interface: z.enum(['contact', 'contactless']),
  cardIdCode: z.string().length(32),
  cardNumber: z.string().length(9),
  idNumber: z.string().length(18),
  name: z.string().min(1).max(50),
  issuedOn: z.string().max(10),
  validTo: z.string().max(10),
  pan: z.string().max(19).nullable(),
  authenticatedBy: z.enum(['none', 'psam', 'hsm']),
});
export type ReadSocialCard = z.infer<typeof readSocialCardSchema>;

/** A read ends with the card, or stops half-way with a question to the authority. */
const socialReadStepSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('card'), card: readSocialCardSchema }),
  z.object({
    kind: z.literal('challenge'),
    readId: z.int(),
    challenge: z.object({
      regionCode: z.string().length(6),
      atrHistory: z.string().max(64),
      algorithm: z.string().max(10),
      cardIdCode: z.string().length(32),
      randoms: z.array(z.string().length(16)).max(4),
    }),
  }),
]);
export type SocialReadStep = z.infer<typeof socialReadStepSchema>;

/** Answers by method; a method that answers nothing has no row. */
export const driversAnswers = {
  readCard: readCardSchema,
  printerStatus: printerStatusSchema,
  printSlip: z.object({ printed: z.literal(true) }),
  waitTaken: z.enum(['taken', 'notTaken', 'noSensor']),
  socialRead: socialReadStepSchema,
  socialReadAnswer: socialReadStepSchema,
  pinEnter: z.object({ handleId: z.uuid() }),
  pinCheck: z.object({ problem: pinProblemSchema.nullable() }),
  pinSame: z.object({ same: z.boolean() }),
  pinBlock: z.object({
    format: z.literal([0, 4]),
    algorithm: z.enum(['SM4', '3DES']),
    keyId: z.string().min(1).max(100),
    kcv: z.string().regex(/^[0-9A-F]{6}$/),
    block: z.string().regex(/^([0-9A-F]{16}){1,2}$/),
  }),
  veinIdentity: veinIdentitySchema,
  veinCapture: veinCaptureSchema,
  veinEnrolMaker: veinEnrolMakerSchema,
  veinVerifyMaker: veinVerifyMakerSchema,
} as const;

const deviceNameSchema = z.enum([
  'reader',
  'socialReader',
  'printer',
  'camera',
  'pinPad',
  'fingerVein',
  'lights',
]);
export type DeviceName = z.infer<typeof deviceNameSchema>;

export const driversEvents = {
  /** A device went away (`error` says why) or is back (`error` null). */
  device: z.object({ device: deviceNameSchema, error: failureSchema.nullable() }),
  /** Of the devices that fit the configuration this one was taken; `others` were not. */
  found: z.object({
    kind: z.enum(deviceKinds),
    model: z.string().max(60),
    score: z.number(),
    others: z.int(),
  }),
  /** The card moved while it was read: the read goes on. */
  cardMoved: z.object({}),
  socialCardMoved: z.object({}),
  picture: z.object({ jpeg: bytes, capturedAtMs: z.number() }),
  /** How many digits of a password are in; never which. */
  pinCount: z.object({ digits: z.int().min(0).max(6) }),
  veinScanner: veinScannerEventSchema,
} as const;

export type DriversEvents = { [E in keyof typeof driversEvents]: z.infer<(typeof driversEvents)[E]> };

type Method<I, V> = (input: I, context: CallContext) => Promise<Result<V>>;

export type DriversApi = {
  /** Opens the devices; called after every (re)start. Devices that are away come by themselves later. */
  configure: Method<DevicesConfig, void>;
  waitForCard: Method<{ timeoutMs: number }, void>;
  readCard: Method<Record<string, never>, ReadCard>;
  waitForRemoval: Method<{ timeoutMs: number }, void>;
  socialWaitForCard: Method<{ timeoutMs: number }, void>;
  /** Step 1 of the two-step reading; the only one where no question to the authority comes up. */
  socialRead: Method<Record<string, never>, SocialReadStep>;
  /** Step 2, for the read that asked. */
  socialReadAnswer: Method<{ readId: number; reply: Result<HsmAnswer> }, SocialReadStep>;
  /** From the chip's initial password to an entered one. */
  socialChangePin: Method<{ handleId: string }, void>;
  socialWaitForRemoval: Method<{ timeoutMs: number }, void>;
  printerStatus: Method<Record<string, never>, z.infer<typeof printerStatusSchema>>;
  printSlip: Method<unknown, { printed: true }>;
  waitTaken: Method<{ timeoutMs: number }, 'taken' | 'notTaken' | 'noSensor'>;
  retract: Method<Record<string, never>, void>;
  /** Handles name entries that lie in the pad or in the worker. */
  pinEnter: Method<{ kind: PinKind; by: EnteredBy }, { handleId: string }>;
  /** One key from the screen, the only form in which a digit ever crosses a process. */
  pinPress: Method<{ key: PadKey }, void>;
  pinConfirm: Method<Record<string, never>, void>;
  pinCheck: Method<{ handleId: string; facts: PinFacts }, z.infer<(typeof driversAnswers)['pinCheck']>>;
  pinSame: Method<{ first: string; second: string }, { same: boolean }>;
  pinLoadKey: Method<{ handleId: string; key: WrappedSessionKey }, void>;
  pinBlock: Method<
    { handleId: string; pan: string; format: 0 | 4 },
    z.infer<(typeof driversAnswers)['pinBlock']>
  >;
  pinForget: Method<Record<string, never>, void>;
  /** E2604 without a scanner. The first of these calls waits until the scanner has been looked for once. */
  veinIdentity: Method<Record<string, never>, VeinIdentity>;
  /** One laying, `timeoutMs` for the finger to come. The pictures are overwritten by whoever gets them. */
  veinCapture: Method<{ timeoutMs: number }, VeinCapture>;
  veinFingerGone: Method<{ timeoutMs: number }, void>;
  /** `captures` layings of one finger to templates of the maker's own; `timeoutMs` for each. */
  veinEnrolMaker: Method<{ captures: number; timeoutMs: number }, VeinEnrolMaker>;
  veinVerifyMaker: Method<{ templates: readonly Uint8Array[]; timeoutMs: number }, VeinVerifyMaker>;
  cameraStart: Method<Record<string, never>, void>;
  cameraStop: Method<Record<string, never>, void>;
  /** What every lamp is to show; ok without lamps. An answer that is not ok is for the log only. */
  setLights: Method<Lamps, void>;
};
