import { z } from 'zod';
import { failureSchema, type Result } from '../contract/failure.ts';
import type { CallContext } from '../workers/worker-runtime.ts';

/** What the core and the drivers worker say to each other. Every shape is checked on the core's side. */

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'bytes expected');

export const devicesConfigSchema = z.strictObject({
  idCard: z.strictObject({
    port: z.string().min(1).max(300),
    /** Line speed to try first; the others follow. */
    baudRate: z.number().int().optional(),
    simulated: z.boolean(),
  }),
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
  printer: z.strictObject({
    port: z.string().min(1).max(300),
    baudRate: z.number().int().optional(),
    profile: z.string().min(1).max(60),
    simulated: z.boolean(),
  }),
  camera: z.unknown(),
  imageOps: z.enum(['opencv-js', 'opencv4nodejs']),
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
  cover: z.enum(['closed', 'open']),
  cutter: z.enum(['ok', 'error']),
  head: z.enum(['ok', 'error']),
  media: z.enum(['notPresent', 'present', 'jammed', 'unknown']),
  online: z.boolean(),
});

/** Answers by method; a method that answers nothing has no row. */
export const driversAnswers = {
  readCard: readCardSchema,
  printerStatus: printerStatusSchema,
  printSlip: z.object({ printed: z.literal(true) }),
  waitTaken: z.enum(['taken', 'notTaken', 'noSensor']),
} as const;

const deviceNameSchema = z.enum(['reader', 'printer', 'camera']);
export type DeviceName = z.infer<typeof deviceNameSchema>;

export const driversEvents = {
  /** A device went away (`error` says why) or is back (`error` null). */
  device: z.object({ device: deviceNameSchema, error: failureSchema.nullable() }),
  /** The card moved while it was read: the read goes on. */
  cardMoved: z.object({}),
  picture: z.object({ jpeg: bytes, capturedAtMs: z.number() }),
} as const;

export type DriversEvents = { [E in keyof typeof driversEvents]: z.infer<(typeof driversEvents)[E]> };

type Method<I, V> = (input: I, context: CallContext) => Promise<Result<V>>;

export type DriversApi = {
  /** Opens the devices; called after every (re)start. Devices that are away come by themselves later. */
  configure: Method<DevicesConfig, void>;
  waitForCard: Method<{ timeoutMs: number }, void>;
  readCard: Method<Record<string, never>, ReadCard>;
  waitForRemoval: Method<{ timeoutMs: number }, void>;
  printerStatus: Method<Record<string, never>, z.infer<typeof printerStatusSchema>>;
  printSlip: Method<unknown, { printed: true }>;
  waitTaken: Method<{ timeoutMs: number }, 'taken' | 'notTaken' | 'noSensor'>;
  retract: Method<Record<string, never>, void>;
  cameraStart: Method<Record<string, never>, void>;
  cameraStop: Method<Record<string, never>, void>;
};
