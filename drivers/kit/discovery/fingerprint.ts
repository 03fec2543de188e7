import { z } from 'zod';

/**
 * What is known about one kind of plugged-in device, as one JSON file: by what it is recognised, and how it is then spoken
 * to. A new device is a new file in drivers/<kind>/fingerprints or in the terminal's own folder (docs/devices/discovery.md).
 */

/** The devices that a terminal looks for. `serialBridge` is a chip behind which anything may hang. */
export const deviceKinds = [
  'idCard',
  'printer',
  'fingerVein',
  'camera',
  'codeScanner',
  'lights',
  'proximity',
  'serialBridge',
] as const;
export type DeviceKind = (typeof deviceKinds)[number];

/** Four or two hexadecimal digits, as `lsusb` prints them. */
const hex = (digits: number) =>
  z
    .string()
    .regex(new RegExp(`^[0-9a-fA-F]{${digits}}$`), `${digits} hexadecimal digits`)
    .transform((text) => Number.parseInt(text, 16));

/** A regular expression, found anywhere in the text, letters of either case. */
const pattern = z
  .string()
  .min(1)
  .max(200)
  .transform((source, context) => {
    try {
      return new RegExp(source, 'i');
    } catch {
      context.addIssue({ code: 'custom', message: 'not a regular expression' });
      return z.NEVER;
    }
  });

const matchSchema = z
  .strictObject({
    vendorId: hex(4).optional(),
    productId: hex(4).optional(),
    /** Class of one interface; subclass and protocol where they are given. Not for HID, where a usage says it. */
    interface: z
      .strictObject({ class: hex(2), subclass: hex(2).optional(), protocol: hex(2).optional() })
      .optional(),
    /** HID: what the top collection is for; usage page 8C is a bar-code scanner. */
    usagePage: hex(4).optional(),
    usage: hex(4).optional(),
    manufacturer: pattern.optional(),
    product: pattern.optional(),
    serialNumber: pattern.optional(),
    /** The port or the place where it is plugged in. */
    path: pattern.optional(),
    /** IEEE 1284, of a printer that was asked. */
    deviceId: z.strictObject({ manufacturer: pattern.optional(), model: pattern.optional() }).optional(),
  })
  .refine((match) => Object.keys(match).length > 0, 'something must be matched')
  .refine(
    (match) => match.productId === undefined || match.vendorId !== undefined,
    'productId needs vendorId',
  )
  .refine((match) => match.usage === undefined || match.usagePage !== undefined, 'usage needs usagePage');

/** How the device is spoken to; what is absent, the driver finds out by itself. */
const optionsSchema = z.strictObject({
  /**
   * How messages are cut into transfers: `split` (two pairs of pipes) and `pipe` (one pair), `bulkOnly` (CBW, data, CSW), `hid`
   * (reports).
   */
  framing: z.enum(['split', 'pipe', 'bulkOnly', 'hid']).optional(),
  /** Bytes before the payload of each HID report. */
  strip: z.union([z.int().min(0).max(8), z.literal('find')]).optional(),
  /** Number of the HID output reports; without it they are not numbered. */
  reportId: z.int().min(0).max(255).optional(),
  /** The last byte before the payload of a HID report counts it. */
  lengthByte: z.boolean().optional(),
  /** Bits per second of a serial line, to be tried first. */
  baudRate: z.int().min(1200).max(921_600).optional(),
  parity: z.enum(['none', 'odd']).optional(),
  /** What a code scanner types behind a code. */
  end: z.enum(['enter', 'tab', 'silence']).optional(),
  /** Where the data of a code scanner's HID report begins. */
  dataAt: z.literal([2, 5]).optional(),
  /** Name of a printer's profile. */
  profile: z.string().min(1).max(60).optional(),
  /** Which driver of its kind, where there are several. */
  protocol: z.string().min(1).max(40).optional(),
});

export const fingerprintSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{1,59}$/, 'lower-case words with hyphens'),
    kind: z.enum(deviceKinds),
    /** For people; one line, as it stands in generated files too. */
    name: z
      .string()
      .max(100)
      .regex(/^\P{Cc}+$/u),
    transport: z.enum(['usb', 'hid', 'serial']),
    match: matchSchema,
    /**
     * What it matches belongs to products of other kinds too (a bridge chip, any keyboard). It counts little, and the device is
     * taken only when the configuration names this model, a serial number or a path.
     */
    shared: z.boolean().default(false),
    options: optionsSchema.default({}),
    /** `documented` in public, `seen` in working code of others, `inferred` by us. Nothing here was tried on hardware. */
    certainty: z.enum(['documented', 'seen', 'inferred']),
    /** Where the numbers come from. */
    source: z.string().min(3).max(400),
  })
  .refine(
    ({ transport, match }) => transport !== 'hid' || match.interface === undefined,
    'a HID device is known by its usage, not by an interface class',
  )
  .refine(
    ({ transport, match }) => transport === 'hid' || match.usagePage === undefined,
    'only a HID device has a usage page',
  );
/** Numbers are numbers and patterns are expressions here; the file has them as text. */
export type Fingerprint = z.output<typeof fingerprintSchema>;
