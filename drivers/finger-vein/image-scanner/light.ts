import { ok, type Result } from '../../kit/result.ts';
import { SerialTransport } from '../../kit/serial-transport.ts';
import type { Transport } from '../../kit/transport.ts';
import type { LightConfig } from './light-config.ts';

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
