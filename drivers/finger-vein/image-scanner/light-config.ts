import { z } from 'zod';

/** What the controller of a light understands, byte for byte (Latin-1). */
const command = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\0-\xff]+$/);

/** How the infrared light is switched; controllers differ, so their commands are data. */
export const lightConfigSchema = z.discriminatedUnion('kind', [
  /** Always on, or switched by the camera itself. */
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('serial'),
    port: z.string().min(1).max(300),
    baudRate: z.number().int().min(1200).max(921_600).default(9600),
    on: command,
    off: command,
    /** Sent each time the port was opened: how bright. */
    level: command.optional(),
  }),
]);
export type LightConfig = z.infer<typeof lightConfigSchema>;
