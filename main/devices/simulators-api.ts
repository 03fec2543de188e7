import { z } from 'zod';
import { type DockOperation, dockStateSchema } from '../contract/dock.ts';
import type { Result } from '../contract/failure.ts';
import { fingerNameSchema } from '../contract/vein.ts';
import type { CallContext } from '../workers/worker-runtime.ts';

/** What the core and the simulators worker say to each other. It exists only in demo configurations. */

const portsSchema = z.object({
  idCard: z.string().min(1),
  printer: z.string().min(1),
  pinPad: z.string().min(1),
  cameraUrl: z.string().min(1),
  socialCard: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('pcsc'),
      socket: z.string().min(1),
      reader: z.string().min(1),
      psam: z.string().min(1),
    }),
    z.object({ kind: z.literal('line'), port: z.int(), psamPort: z.int() }),
  ]),
  fingerVein: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal(['xg', 'hitachi']), port: z.string().min(1) }),
      z.object({
        kind: z.literal('imageScanner'),
        url: z.string().min(1),
        /** Port of the light's controller, and its words. */
        light: z.string().min(1),
        on: z.string().min(1),
        off: z.string().min(1),
      }),
    ])
    .nullable(),
});
export type SimulatedPorts = z.infer<typeof portsSchema>;

/** The part of the dock that belongs to the simulated devices; the core adds authority and workers. */
const simulatedStateSchema = dockStateSchema.omit({ authority: true, bank: true, workers: true });
export type SimulatedState = z.infer<typeof simulatedStateSchema>;

export const simulatorsAnswers = { ports: portsSchema } as const;

export const simulatorsEvents = {
  state: simulatedStateSchema,
  /** A slip left the simulated printer, as PNG. */
  slip: z.object({
    id: z.string().max(60),
    png: z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'bytes expected'),
  }),
} as const;
export type SimulatorsEvents = {
  [E in keyof typeof simulatorsEvents]: z.infer<(typeof simulatorsEvents)[E]>;
};

export const movementSchema = z.enum(['nothing', 'left', 'right']);

/** Which finger the screen asks for; null: any. */
export const wantedFingerSchema = fingerNameSchema.nullable();

/** Dock operations that the simulated devices carry out. */
export type DeviceOperation = Exclude<DockOperation, { type: 'authority' | 'bank' | 'killWorker' }>;

type Method<I, V> = (input: I, context: CallContext) => Promise<Result<V>>;
export type SimulatorsApi = {
  ports: Method<Record<string, never>, SimulatedPorts>;
  operate: Method<DeviceOperation, void>;
  /** What the screen asks the person before the camera to do. */
  asked: Method<{ movement: z.infer<typeof movementSchema> }, void>;
  /** Which finger the screen asks the person at the scanner for. */
  askedFinger: Method<{ finger: z.infer<typeof wantedFingerSchema> }, void>;
};
