import { z } from 'zod';
import { ok, type Result } from '../../kit/result.ts';
import { SerialTransport } from '../../kit/serial-transport.ts';
import type { Transport } from '../../kit/transport.ts';

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

/** The infrared light of a scanner that is a camera. */
export interface InfraredLight {
  /** False: it cannot be switched, and a picture without it cannot be had. */
  readonly switchable: boolean;
  open(): Promise<Result<void>>;
  set(on: boolean): Promise<Result<void>>;
  onLost: Transport['onLost'];
  close(): Promise<void>;
}

const steadyLight: InfraredLight = {
  switchable: false,
  open: async () => ok(undefined),
  set: async () => ok(undefined),
  onLost: () => () => undefined,
  close: async () => undefined,
};

/** The configured light, not opened yet. Controllers are written to and not listened to: few of them answer. */
export function lightOf(config: LightConfig): InfraredLight {
  if (config.kind === 'none') return steadyLight;
  const line = new SerialTransport(config.port, config.baudRate);
  const say = (text: string): Promise<Result<void>> => line.write(Buffer.from(text, 'latin1'));
  return {
    switchable: true,
    open: async () => {
      const opened = await line.open();
      if (!opened.ok || config.level === undefined) return opened;
      return say(config.level);
    },
    set: (on) => say(on ? config.on : config.off),
    onLost: (listener) => line.onLost(listener),
    close: () => line.close(),
  };
}
