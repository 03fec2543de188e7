import { HidRelayBoard } from '../../drivers/auxiliaries/hid-relay/driver/hid-relay-board.ts';
import { LcusBoard } from '../../drivers/auxiliaries/lcus/driver/lcus-board.ts';
import type { LightName, Lights } from '../../drivers/auxiliaries/lights/lights.ts';
import type { RelayBoard } from '../../drivers/auxiliaries/lights/relay-board.ts';
import { RelayLights } from '../../drivers/auxiliaries/lights/relay-lights.ts';
import { SerialTransport } from '../../drivers/kit/serial-transport.ts';
import type { LampName } from '../ports/lamps.ts';
import type { DeviceLines } from './device-lines.ts';
import type { LightsDevice } from './lights-config.ts';

/** The lamps of a visit in the driver's words. */
export const lightOf = {
  card: 'cardReader',
  socialCard: 'socialCardReader',
  printer: 'receiptPrinter',
  finger: 'finger',
} as const satisfies Record<LampName, LightName>;

/** The board's only speed. */
const LCUS_BAUD = 9600;

/** The configured lamps, not opened yet. */
export function configuredLights(device: LightsDevice, lines: DeviceLines): Lights {
  const { channels } = device;
  const relays = Object.fromEntries(
    Object.entries(channels).map(([lamp, relay]) => [lightOf[lamp as LampName], relay]),
  );
  return new RelayLights({ board: boardOf(device, lines), relays });
}

function boardOf(device: LightsDevice, lines: DeviceLines): RelayBoard {
  if (device.kind === 'hidRelay') {
    const { kind: _, channels: __, ...wish } = device;
    return new HidRelayBoard(lines.foundHid({ kind: 'lights', wish, protocol: 'hidRelay' }));
  }
  const { port, found, channels } = device;
  const line =
    port === undefined
      ? lines.found({
          kind: 'lights',
          wish: found ?? {},
          protocol: 'lcus',
          serial: { baudRate: LCUS_BAUD },
        })
      : new SerialTransport(port, LCUS_BAUD);
  return new LcusBoard({ line, relays: Math.max(...Object.values(channels)) });
}
