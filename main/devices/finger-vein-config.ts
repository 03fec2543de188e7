import { z } from 'zod';
import { cameraInputSchema, captureFormatSchema } from '../../drivers/camera/input.ts';
import { lightConfigSchema } from '../../drivers/finger-vein/image-scanner/light-config.ts';
import { scannerViewSchema } from '../../drivers/finger-vein/scanner-view.ts';
import { xgLimits } from '../../drivers/finger-vein/xg/driver/limits.ts';
import { limitsSchema } from '../../drivers/kit/limits.ts';
import { eitherWay, isOneWay, portOrFound } from './device-config.ts';
import type { SimulatedPorts } from './simulators-api.ts';

/** The finger-vein scanners that can be configured, as the configuration file and the drivers worker know them. */

const xgFields = z.strictObject({
  kind: z.literal('xg'),
  ...portOrFound,
  /** Line speed to try first; the others follow. */
  baudRate: z.number().int().min(1200).max(921_600).optional(),
  password: z
    .string()
    .regex(/^[\x21-\x7e]{8,14}$/)
    .optional(),
  view: scannerViewSchema.default({ axis: 'horizontal', fingerWidth: 100, length: 300, roi: 'find' }),
  /** Time limits for a module that is slower than its kind, in milliseconds. */
  limits: limitsSchema(xgLimits).default({}),
});

export const xgConfigSchema = xgFields.refine(isOneWay, eitherWay);

const hitachiFields = z.strictObject({ kind: z.literal('hitachi'), ...portOrFound });
export const hitachiConfigSchema = hitachiFields.refine(isOneWay, eitherWay);

export const imageScannerConfigSchema = z.strictObject({
  kind: z.literal('imageScanner'),
  camera: cameraInputSchema,
  format: captureFormatSchema.default({ width: 640, height: 480, fps: 15 }),
  light: lightConfigSchema.default({ kind: 'none' }),
  view: scannerViewSchema.default({ axis: 'horizontal', fingerWidth: 200, length: 300, roi: 'find' }),
});

/** What the drivers worker opens. */
export const fingerVeinDeviceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  xgFields.extend({ simulated: z.boolean() }).refine(isOneWay, eitherWay),
  hitachiFields.extend({ simulated: z.boolean() }).refine(isOneWay, eitherWay),
  imageScannerConfigSchema,
]);
export type FingerVeinDevice = z.infer<typeof fingerVeinDeviceSchema>;

/** What to open at the far end that the simulators have; they see a finger as the defaults above say. */
export function simulatedScanner(far: SimulatedPorts['fingerVein']): FingerVeinDevice {
  if (!far) return { kind: 'none' };
  if (far.kind === 'imageScanner')
    return imageScannerConfigSchema.parse({
      kind: 'imageScanner',
      camera: { kind: 'simulator', url: far.url },
      light: { kind: 'serial', port: far.light, on: far.on, off: far.off },
    });
  const { kind, port: at } = far;
  if (kind === 'hitachi') return { kind, port: at, simulated: true };
  return { ...xgConfigSchema.parse({ kind, port: at }), simulated: true };
}
