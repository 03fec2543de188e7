import { z } from 'zod';
import { lampNames } from '../ports/lamps.ts';
import { eitherWay, isOneWay, portOrFound, wishSchema } from './device-config.ts';

/** The lamps that can be configured, as the configuration file and the drivers worker know them (docs/devices/auxiliaries.md). */

const relay = z.int().min(1).max(8);

/** The relay, from 1, on which each lamp hangs; a lamp that is left out is not there. */
const channels = z
  .partialRecord(z.enum(lampNames), relay)
  .refine((map) => Object.keys(map).length > 0, 'one lamp at least')
  .refine((map) => new Set(Object.values(map)).size === Object.keys(map).length, 'one relay for each lamp');

const hidRelayConfigSchema = wishSchema.extend({ kind: z.literal('hidRelay'), channels });
const lcusConfigSchema = z
  .strictObject({ kind: z.literal('lcus'), ...portOrFound, channels })
  .refine(isOneWay, eitherWay);

/** What the drivers worker opens. */
export const lightsDeviceSchema = z.discriminatedUnion('kind', [hidRelayConfigSchema, lcusConfigSchema]);
export type LightsDevice = z.infer<typeof lightsDeviceSchema>;

export const lightsConfigSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  hidRelayConfigSchema,
  lcusConfigSchema,
]);
