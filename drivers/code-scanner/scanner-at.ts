import { type Candidate, deviceOf } from '../kit/discovery/candidate.ts';
import { bearsName, type PluggedName } from '../kit/discovery/port-name.ts';
import { transportErrors } from '../kit/errors.ts';
import type { HidBus } from '../kit/hid/hid-bus.ts';
import { err, failure, ok, type Result } from '../kit/result.ts';
import type { UsbBus } from '../kit/usb/usb-bus.ts';
import type { CodeScanner } from './code-scanner.ts';
import type { CodeEnd } from './codec/keyboard-reader.ts';
import { keyboardPlace } from './driver/keyboard-place.ts';
import { hidPosScanner, keyboardScanner } from './driver/open-scanner.ts';

/** How a scanner speaks, where its fingerprint or a person says so. */
export interface ScannerSpeech {
  /** Of a keyboard; Enter by default. */
  readonly end?: CodeEnd | undefined;
  /** Of HID POS; 5 by default. */
  readonly dataAt?: 2 | 5 | undefined;
}

interface Buses {
  readonly usb: UsbBus;
  readonly hid: HidBus;
}

/** Usage page of scanners, where a HID device has several. */
const SCANNER_PAGE = 0x8c;

/** The scanner that a person named, among what is plugged in. E1012 none of that name, E1014 several. */
export function namedScanner(
  plugged: readonly Candidate[],
  port: PluggedName & { readonly kind: 'usb' | 'hid' },
): Result<Candidate> {
  const ways = plugged.filter((way) => way.transport === port.kind && bearsName(way, port));
  const places = new Set(ways.map(deviceOf));
  if (places.size > 1) return err(failure(transportErrors, 'E1014', [...places].join(', ')));
  const way = ways.find(({ usagePage }) => usagePage === SCANNER_PAGE) ?? ways[0];
  return way ? ok(way) : err(failure(transportErrors, 'E1012', port.kind));
}

/** The driver for a scanner that was found, not opened yet. E1012 when it is no keyboard on USB and no HID device. */
export function scannerAt(way: Candidate, speech: ScannerSpeech, { usb, hid }: Buses): Result<CodeScanner> {
  const { end = 'enter', dataAt = 5 } = speech;
  const ids = [way.vendorId, way.productId].map((id) => id.toString(16).padStart(4, '0'));
  const name = [way.transport, ...ids].join(':');
  if (way.usb && keyboardPlace(way.usb)) {
    const at = way.usb.path;
    const pick: Parameters<typeof keyboardScanner>[0]['pick'] = (devices) => {
      const device = devices.find((one) => one.path === at && bearsName(one, way));
      return device ? keyboardPlace(device) : null;
    };
    return ok(keyboardScanner({ bus: usb, name, pick, end }));
  }
  if (!way.hid)
    return err(failure(transportErrors, 'E1012', `${name}: no keyboard; HID POS is named hid:...`));
  const { path, usagePage } = way.hid;
  return ok(
    hidPosScanner({
      ...{ bus: hid, name, dataAt },
      pick: (devices) => devices.find((one) => one.path === path && one.usagePage === usagePage) ?? null,
    }),
  );
}
