import { z } from 'zod';

/** Where a device is: on a serial line that the configuration names, or wherever it is plugged in. */

/** Which of the devices that fit is meant; with nothing in it there may be only one (docs/devices/discovery.md). */
export const wishSchema = z.strictObject({
  /** Id of a fingerprint. */
  model: z.string().min(1).max(60).optional(),
  serialNumber: z.string().min(1).max(200).optional(),
  /** Where it is plugged in ("1-2.4"), or the port. */
  path: z.string().min(1).max(300).optional(),
});

/** A named port, or whatever is plugged in and fits; exactly one of the two, as `isOneWay` checks. */
export const portOrFound = { port: z.string().min(1).max(300).optional(), found: wishSchema.optional() };
export const isOneWay = ({ port, found }: { port?: unknown; found?: unknown }): boolean =>
  (port === undefined) !== (found === undefined);
export const eitherWay = { message: 'either port or found', path: ['port'] };

/** What the drivers worker opens. */
export const lineSchema = z.union([
  z.strictObject({
    port: z.string().min(1).max(300),
    /** Line speed to try first; the others follow. */
    baudRate: z.number().int().optional(),
    simulated: z.boolean(),
  }),
  z.strictObject({ found: wishSchema }),
]);
export type LineConfig = z.infer<typeof lineSchema>;
