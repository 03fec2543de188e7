import { FfmpegCamera } from '../../drivers/camera/ffmpeg-camera.ts';
import { SdtIdCardReader } from '../../drivers/id-card/sdt/driver/sdt-reader.ts';
import { loadImageOps } from '../../drivers/kit/image/load-image-ops.ts';
import { SerialTransport } from '../../drivers/kit/serial-transport.ts';
import { SerialPinPad } from '../../drivers/pin-pad/serial/driver/serial-pin-pad.ts';
import { EscposPrinter } from '../../drivers/printer/escpos/driver/escpos-printer.ts';
import { loadProfile } from '../../drivers/printer/profiles/profile.ts';
import type { Config } from '../app/config.ts';
import { fail, ok, type Result } from '../contract/failure.ts';
import type { LineConfig } from '../devices/device-config.ts';
import type { DeviceLines } from '../devices/device-lines.ts';
import { fingerVeinScanner } from '../devices/finger-vein-devices.ts';
import { configuredLights } from '../devices/lights-devices.ts';
import { openSocialCardReader } from '../devices/social-card-devices.ts';
import { takePicture } from './picture.ts';

/** What a check tells about its device: names, numbers and states; nothing of a card, a finger or a face. */
type Facts = Readonly<object>;

interface CheckContext {
  readonly config: Config;
  readonly lines: DeviceLines;
  /** The printer's test slip is printed too. */
  readonly print: boolean;
  readonly signal: AbortSignal;
}

/** Opens the device, asks it, lets it go. `absent`: the configuration names no real device. */
interface DeviceCheck {
  readonly absent: (config: Config) => 'simulated' | 'notConfigured' | null;
  readonly run: (context: CheckContext) => Promise<Result<Facts>>;
}

export const checkedDevices = [
  'reader',
  'socialReader',
  'printer',
  'pinPad',
  'fingerVein',
  'camera',
  'lights',
] as const;
export type CheckedDevice = (typeof checkedDevices)[number];

const absentAs = ({ kind }: { readonly kind: string }): 'simulated' | 'notConfigured' | null => {
  if (kind === 'simulated') return 'simulated';
  return kind === 'none' || kind === 'screen' ? 'notConfigured' : null;
};

/** Does `work` and closes the device whatever came of it. */
async function closing<T>(
  device: { close(): Promise<void> },
  work: () => Promise<Result<T>>,
): Promise<Result<T>> {
  try {
    return await work();
  } finally {
    await device.close();
  }
}

/** Null for a device that is no real one. */
export function lineConfig(device: Config['idCard'] | Config['printer']): LineConfig | null {
  if (device.kind === 'simulated') return null;
  if (device.kind === 'serial') {
    const { port, baudRate } = device;
    return { port, ...(baudRate === undefined ? {} : { baudRate }), simulated: false };
  }
  const { kind: _, ...found } = device;
  return { found };
}

const never = (what: string): never => {
  throw new Error(`${what} is not a real device`);
};

/** One check of each kind of device, for `yinling selftest`. */
export const deviceChecks: Readonly<Record<CheckedDevice, DeviceCheck>> = {
  reader: {
    absent: ({ idCard }) => absentAs(idCard),
    run: ({ config, lines, signal }) => {
      const line = lineConfig(config.idCard) ?? never('reader');
      const reader = new SdtIdCardReader({ line: lines.at('idCard', line) });
      return closing(reader, async () => {
        const opened = await reader.open(signal);
        return opened.ok ? reader.selfTest({ signal }) : opened;
      });
    },
  },
  socialReader: {
    absent: ({ socialCard }) => absentAs(socialCard),
    run: async ({ config: { socialCard }, signal }) => {
      if (socialCard.kind !== 'pcsc') return never('socialReader');
      const reader = openSocialCardReader({ ...socialCard, simulated: false });
      if (!reader) return never('socialReader');
      return closing(reader, async () => {
        const waited = await reader.waitForCard({ timeoutMs: 1500, signal });
        // A reader without a card in it is one that works.
        if (!waited.ok && waited.error.code !== 'E2510') return waited;
        return ok({ ...reader.status().details, cardInside: waited.ok });
      });
    },
  },
  printer: {
    absent: ({ printer }) => absentAs(printer),
    run: async ({ config, lines, print, signal }) => {
      const profile = loadProfile(config.printerProfile);
      if (!profile.ok) return profile;
      const transport = lines.at('printer', lineConfig(config.printer) ?? never('printer'));
      const printer = new EscposPrinter({ transport, profile: profile.value, watch: false });
      return closing(printer, async () => {
        const opened = await printer.open(signal);
        if (!opened.ok) return opened;
        const status = await printer.status(signal);
        if (!status.ok) return status;
        const told = { ...opened.value, status: status.value };
        if (!print) return ok(told);
        const printed = await printer.selfTest(signal);
        return printed.ok ? ok({ ...told, ...printed.value }) : printed;
      });
    },
  },
  pinPad: {
    absent: ({ pinPad }) => absentAs(pinPad),
    run: ({ config: { pinPad }, signal }) => {
      if (pinPad.kind !== 'serial') return never('pinPad');
      const pad = new SerialPinPad({ line: new SerialTransport(pinPad.port, pinPad.baudRate ?? 9600) });
      return closing(pad, async () => {
        const opened = await pad.open(signal);
        if (!opened.ok) return opened;
        const master = await pad.keyCheck('master', signal);
        // Without its master key a pad cannot encrypt anything: it is not fit for work.
        return master.ok ? ok({ ...opened.value, masterKey: master.value }) : master;
      });
    },
  },
  fingerVein: {
    absent: ({ fingerVein }) => absentAs(fingerVein),
    run: async ({ config: { fingerVein, imageOps }, lines, signal }) => {
      if (fingerVein.kind === 'simulated') return never('fingerVein');
      const device =
        fingerVein.kind === 'xg' || fingerVein.kind === 'hitachi'
          ? { ...fingerVein, simulated: false }
          : fingerVein;
      const configured = fingerVeinScanner(device, lines, () => loadImageOps(imageOps));
      if (!configured) return never('fingerVein');
      const { scanner } = configured;
      return closing(scanner, () => scanner.open(signal));
    },
  },
  camera: {
    absent: ({ camera }) => absentAs(camera),
    run: ({ config: { camera: input, cameraFormat, imageOps }, signal }) => {
      if (input.kind === 'simulated') return never('camera');
      const load = () => loadImageOps(imageOps);
      const camera = new FfmpegCamera({ input, format: cameraFormat, imageOps: load });
      return closing(camera, async () => {
        const opened = await camera.open(signal);
        if (!opened.ok) return opened;
        const taken = await takePicture(camera, await load(), signal);
        if (!taken.ok) return taken;
        const { program, input: name, simulated } = opened.value;
        return ok({ input: name, program, simulated, picture: taken.value.facts });
      });
    },
  },
  lights: {
    absent: ({ lights }) => absentAs(lights),
    run: async ({ config, lines, signal }) => {
      if (config.lights.kind === 'none') return never('lights');
      const lights = configuredLights(config.lights, lines);
      return closing(lights, async () => {
        const opened = await lights.open(signal);
        return opened.ok ? ok({ ...lights.status().details, names: lights.names }) : fail(opened.error);
      });
    },
  },
};
