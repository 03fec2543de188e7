import { FfmpegCamera } from '../../drivers/camera/ffmpeg-camera.ts';
import { H1eScanner } from '../../drivers/finger-vein/hitachi-h1e/driver/h1e-scanner.ts';
import { ImageScanner } from '../../drivers/finger-vein/image-scanner/image-scanner.ts';
import { lightOf } from '../../drivers/finger-vein/image-scanner/light.ts';
import type { FingerVeinScanner } from '../../drivers/finger-vein/scanner.ts';
import type { ScannerView } from '../../drivers/finger-vein/scanner-view.ts';
import { XgScanner } from '../../drivers/finger-vein/xg/driver/xg-scanner.ts';
import type { ImageOps } from '../../drivers/kit/image/image-ops.ts';
import { SerialTransport } from '../../drivers/kit/serial-transport.ts';
import type { Transport } from '../../drivers/kit/transport.ts';
import type { DeviceLines } from './device-lines.ts';
import type { VeinIdentity } from './finger-vein-api.ts';
import type { FingerVeinDevice } from './finger-vein-config.ts';

/** Line of an H-1E, as its maker's programs set it. */
const H1E_LINE = { baudRate: 57_600, parity: 'odd' } as const;

export interface ConfiguredScanner {
  readonly scanner: FingerVeinScanner;
  readonly maker: VeinIdentity['maker'];
  /** Null: it gives no pictures. */
  readonly view: ScannerView | null;
}

/** The configured scanner, not opened yet; null when none is configured. */
export function fingerVeinScanner(
  device: FingerVeinDevice,
  lines: DeviceLines,
  imageOps: () => Promise<ImageOps>,
): ConfiguredScanner | null {
  switch (device.kind) {
    case 'none':
      return null;
    case 'xg': {
      const { baudRate, password, simulated, view, limits } = device;
      const line = lineOf(device, lines, { ...(baudRate === undefined ? {} : { baudRate }) });
      const scanner = new XgScanner({
        ...{ line, simulated, limits },
        ...(password === undefined ? {} : { password }),
      });
      return { scanner, maker: 'xg', view };
    }
    case 'hitachi': {
      const line = lineOf(device, lines, H1E_LINE);
      return {
        scanner: new H1eScanner({ line, simulated: device.simulated }),
        maker: 'hitachi-h1e',
        view: null,
      };
    }
    case 'imageScanner': {
      const { camera: input, format, light, view } = device;
      const camera = new FfmpegCamera({ input, format, imageOps });
      const scanner = new ImageScanner({ camera, light: lightOf(light), axis: view.axis });
      return { scanner, maker: 'image-scanner', view };
    }
  }
}

/** At the named port, or wherever such a module is plugged in. */
function lineOf(
  { kind, port, found }: Extract<FingerVeinDevice, { kind: 'xg' | 'hitachi' }>,
  lines: DeviceLines,
  serial: { readonly baudRate?: number; readonly parity?: 'odd' },
): Transport {
  if (port !== undefined) return new SerialTransport(port, serial.baudRate, serial.parity);
  return lines.found({ kind: 'fingerVein', wish: found ?? {}, protocol: kind, serial });
}
