import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { cameraInputSchema, captureFormatSchema } from '../../drivers/camera/input.ts';
import { wishSchema } from '../devices/device-config.ts';
import {
  hitachiConfigSchema,
  imageScannerConfigSchema,
  xgConfigSchema,
} from '../devices/finger-vein-config.ts';
import { lightsConfigSchema } from '../devices/lights-config.ts';
import { appFailure } from '../contract/errors/app-codes.ts';
import { fail, ok, type Result } from '../contract/failure.ts';
import { delayTable } from '../session/delays.ts';

/**
 * The whole configuration of a terminal, one JSON file. Everything has a default that makes a demo terminal with
 * simulated devices; `mode: "production"` refuses whatever is simulated.
 */

const serialPort = z.strictObject({
  kind: z.literal('serial'),
  port: z.string().min(1).max(300),
  baudRate: z.number().int().min(1200).max(921_600).optional(),
});
const simulated = z.strictObject({ kind: z.literal('simulated') });
/** Whatever is plugged in and fits, on USB, HID or a serial port (docs/devices/discovery.md). */
const found = wishSchema.extend({ kind: z.literal('found') });

/** What takes over while a PIN pad is away. */
const pinFallback = z.enum(['screen', 'none']).default('screen');

const delayChanges = z.strictObject(
  Object.fromEntries(
    Object.entries(delayTable).map(([name, row]) => [name, z.number().min(row.min).max(row.max).optional()]),
  ),
);

export const configSchema = z.strictObject({
  mode: z.enum(['demo', 'production']).default('demo'),
  terminal: z
    .strictObject({
      id: z.string().regex(/^[\w-]{1,20}$/),
      bank: z.string().min(1).max(30),
      branch: z.string().min(1).max(30),
      /** With the bank it says which rules hold for those who come for another person. */
      city: z.string().min(1).max(30).default('测试市'),
      /** 人社服务热线 */
      hotline: z.string().min(3).max(20),
      bankPhone: z.string().min(3).max(20),
    })
    .default({
      id: 'T-0001',
      bank: '测试银行',
      branch: '安宁路支行',
      city: '测试市',
      hotline: '12333',
      bankPhone: '95000',
    }),
  /** Size of one pixel of the panel, mm: 0.180 for 15.6", 0.248 for 21.5", 0.369 for 32" at 1080p. */
  panelPitchMm: z.number().min(0.05).max(1).default(0.248),
  /** Folder of the ledger, the keys and the log. */
  stateDir: z.string().min(1).default('.state'),
  shell: z.enum(['auto', 'electron', 'browser']).default('auto'),
  /** Loopback port of the browser shell; 0 lets the system choose. */
  port: z.number().int().min(0).max(65_535).default(0),
  /** Folder of fingerprints of devices that only this terminal has. */
  fingerprints: z.string().min(1).max(500).nullable().default(null),
  idCard: z.discriminatedUnion('kind', [simulated, serialPort, found]).default({ kind: 'simulated' }),
  idPhoto: z
    .discriminatedUnion('kind', [
      simulated,
      z.strictObject({
        kind: z.literal('vendorLibrary'),
        file: z.string().min(1).max(500),
        /** Node 24 for the process of its own that loads the library; needed in the packed Electron program. */
        node: z.string().min(1).max(500).optional(),
        entry: z.enum(['_Unpack', 'unpack']),
        channelOrder: z.enum(['rgb', 'bgr']).default('bgr'),
        flipX: z.boolean().default(false),
        flipY: z.boolean().default(false),
      }),
      z.strictObject({ kind: z.literal('none') }),
    ])
    .default({ kind: 'simulated' }),
  /** Reader of social-security cards, by a part of its name in PC/SC; the PSAM lies in a second one, if there is any. */
  socialCard: z
    .discriminatedUnion('kind', [
      simulated,
      z.strictObject({
        kind: z.literal('pcsc'),
        reader: z.string().min(1).max(100),
        psam: z.string().min(1).max(100).optional(),
        /** Node 24 for the process of its own that talks to PC/SC; needed in the packed Electron program. */
        node: z.string().min(1).max(500).optional(),
        /** The password on a card that was never used. */
        initialPin: z
          .string()
          .regex(/^\d{6}$/)
          .default('123456'),
      }),
      z.strictObject({ kind: z.literal('none') }),
    ])
    .default({ kind: 'simulated' }),
  printer: z.discriminatedUnion('kind', [simulated, serialPort, found]).default({ kind: 'simulated' }),
  /** Name of a file in drivers/printer/profiles. */
  printerProfile: z.string().min(1).max(60).default('custom-vkp80'),
  /** Where passwords are typed: by keys on the screen, or on an encrypting PIN pad (docs/devices/pin-pad.md). */
  pinPad: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('screen') }),
      simulated.extend({ fallback: pinFallback }),
      serialPort.extend({ profile: z.literal('generic').default('generic'), fallback: pinFallback }),
    ])
    .default({ kind: 'screen' }),
  /** How a password goes to the bank: ISO 9564-1 format 4 (SM4) or 0 (SM4 or 3DES). */
  pinBlock: z
    .strictObject({
      format: z.literal([0, 4]).default(4),
      algorithm: z.enum(['SM4', '3DES']).default('SM4'),
      /** The bank's master key for the keys on the screen, sealed for this terminal; without it the simulated one. */
      masterKeyFile: z.string().min(1).max(500).optional(),
    })
    .refine(({ format, algorithm }) => format === 0 || algorithm === 'SM4', 'format 4 needs SM4')
    .default({ format: 4, algorithm: 'SM4' }),
  /** The finger-vein scanner (docs/devices/finger-vein-scanner.md). */
  fingerVein: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('none') }),
      simulated.extend({ scanner: z.enum(['xg', 'hitachi', 'imageScanner']).default('xg') }),
      xgConfigSchema,
      hitachiConfigSchema,
      imageScannerConfigSchema,
    ])
    .default({ kind: 'simulated', scanner: 'xg' }),
  camera: z
    .union([z.strictObject({ kind: z.literal('simulated') }), cameraInputSchema])
    .default({ kind: 'simulated' }),
  cameraFormat: captureFormatSchema.default({ width: 960, height: 720, fps: 15 }),
  /** Lamps at the places where something is laid or taken (docs/devices/auxiliaries.md). */
  lights: lightsConfigSchema.default({ kind: 'none' }),
  /** Who does the image operations: wasm, or the native addon that `npm run setup:native` builds. */
  imageOps: z.enum(['opencv-js', 'opencv4nodejs']).default('opencv-js'),
  /** `simulated`: the liveness model runs, but does not decide. Screen and slip say so. */
  liveness: z.enum(['required', 'simulated']).default('simulated'),
  voice: z.enum(['clips', 'silent']).default('clips'),
  /** The only one so far: invented people, and a bank with invented accounts beside it. */
  authority: z.strictObject({ kind: z.literal('embedded') }).default({ kind: 'embedded' }),
  delays: delayChanges.default({}),
});
export type Config = z.infer<typeof configSchema>;

/** Whether passwords may be typed on the screen: always, or while the pad is away. */
export const screenKeysUsed = ({ pinPad }: Pick<Config, 'pinPad'>): boolean =>
  pinPad.kind === 'screen' || pinPad.fallback === 'screen';

const isReal = ({ kind }: Config['camera']): boolean =>
  kind === 'v4l2' || kind === 'found' || kind === 'dshow';

/** The parts of a configuration that are not real; empty in a terminal that may serve the public. */
export function simulatedParts(config: Config): string[] {
  const parts: string[] = [];
  if (config.idCard.kind === 'simulated') parts.push('idCard');
  if (config.idPhoto.kind === 'simulated') parts.push('idPhoto');
  if (config.socialCard.kind === 'simulated') parts.push('socialCard');
  if (config.printer.kind === 'simulated') parts.push('printer');
  if (config.pinPad.kind === 'simulated') parts.push('pinPad');
  if (screenKeysUsed(config) && config.pinBlock.masterKeyFile === undefined) parts.push('pinKey');
  const { fingerVein } = config;
  if (fingerVein.kind === 'simulated' || (fingerVein.kind === 'imageScanner' && !isReal(fingerVein.camera)))
    parts.push('fingerVein');
  if (!isReal(config.camera)) parts.push('camera');
  if (config.liveness === 'simulated') parts.push('liveness');
  // The bank beside it is invented too. A terminal for the public must not run on either.
  if (config.authority.kind === 'embedded') parts.push('authority');
  return parts;
}

/** Checks a parsed JSON value. E9040: not valid; E9041: production with simulated parts. */
export function parseConfig(value: unknown): Result<Config> {
  const parsed = configSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return fail(appFailure('E9040', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}`));
  }
  const parts = simulatedParts(parsed.data);
  if (parsed.data.mode === 'production' && parts.length > 0)
    return fail(appFailure('E9041', parts.join(', ')));
  return ok(parsed.data);
}

/** Reads a configuration file; without a path the demo terminal's defaults. */
export function loadConfig(path: string | undefined): Result<Config> {
  if (path === undefined) return parseConfig({});
  try {
    // Editors on Windows put a byte order mark before the text, which JSON does not know.
    return parseConfig(JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, '')));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'not JSON' : 'cannot be read';
    return fail(appFailure('E9040', `${path}: ${why}`));
  }
}
