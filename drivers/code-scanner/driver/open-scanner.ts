import type { HidBus, HidDeviceInfo } from '../../kit/hid/hid-bus.ts';
import { resolveLimits } from '../../kit/limits.ts';
import type { UsbPlace } from '../../kit/usb/find-place.ts';
import type { UsbBus, UsbDeviceInfo } from '../../kit/usb/usb-bus.ts';
import type { CodeScanner } from '../code-scanner.ts';
import { HidPosReader } from '../codec/hid-pos-reader.ts';
import { type CodeEnd, KeyboardReader } from '../codec/keyboard-reader.ts';
import { codeScannerLimits } from '../limits.ts';
import { HidPosLine } from './hid-pos-line.ts';
import { KeyboardLine } from './keyboard-line.ts';
import { LineCodeScanner, type LineCodeScannerOptions } from './line-code-scanner.ts';

interface CommonOptions extends Pick<LineCodeScannerOptions, 'limits' | 'simulated' | 'trace'> {
  /** For traces: "usb:1eab:0100". */
  readonly name?: string;
  /** Longest code that is taken, characters; 512 by default. */
  readonly longest?: number;
}

interface KeyboardScannerOptions extends CommonOptions {
  readonly bus: UsbBus;
  /** Which device and interface; `scannerPick` makes one. Never by interface class alone: the staff's keyboard has the same. */
  readonly pick: (devices: readonly UsbDeviceInfo[]) => UsbPlace | null;
  readonly end: CodeEnd;
}

/** A scanner that types. */
export function keyboardScanner(options: KeyboardScannerOptions): CodeScanner {
  const { name = 'code scanner', longest = 512, end, bus, pick } = options;
  const { control, read } = resolveLimits(codeScannerLimits, options.limits);
  const line = new KeyboardLine({ name, bus, pick, controlLimitMs: control, readLimitMs: read });
  return new LineCodeScanner({ ...options, line, reader: new KeyboardReader({ end, longest }) });
}

interface HidPosScannerOptions extends CommonOptions {
  readonly bus: HidBus;
  readonly pick: (devices: readonly HidDeviceInfo[]) => HidDeviceInfo | null;
  /** Where the data of a report begins. */
  readonly dataAt: 2 | 5;
}

/** A scanner of usage page 8C. */
export function hidPosScanner(options: HidPosScannerOptions): CodeScanner {
  const { name = 'code scanner', longest = 512, dataAt, bus, pick } = options;
  const line = new HidPosLine({ name, bus, pick });
  return new LineCodeScanner({ ...options, line, reader: new HidPosReader({ dataAt, longest }) });
}
