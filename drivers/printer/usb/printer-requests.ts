import { ok, type Result } from '../../kit/result.ts';
import type { UsbPort } from '../../kit/usb/usb-bus.ts';
import type { PortStatus } from '../printer-port.ts';
import { type DeviceId, parseDeviceId } from './device-id.ts';

/** The three requests of the USB printer class (1.1, chapter 4.2), on the control pipe. */

const GET_DEVICE_ID = 0;
const GET_PORT_STATUS = 1;
const SOFT_RESET = 2;

const FROM_INTERFACE = 0xa1;
const TO_INTERFACE = 0x21;
/** Version 1.0 of the class had it so, and printers of that age refuse the other. */
const TO_OTHER = 0x23;

const LONGEST_ID = 1023;
/** A control pipe is answered at once also by a printer that prints or stands still. */
const LIMIT_MS = 1000;

const PAPER_EMPTY = 0x20;
const SELECTED = 0x10;
const NO_ERROR = 0x08;

const wait = (signal?: AbortSignal) => ({ limitMs: LIMIT_MS, ...(signal ? { signal } : {}) });

/** Null when the printer refuses the question or its answer is no device ID; it need not have one. */
export async function getDeviceId(port: UsbPort, signal?: AbortSignal): Promise<Result<DeviceId | null>> {
  const setup = { bmRequestType: FROM_INTERFACE, bRequest: GET_DEVICE_ID };
  // The number of the configuration counts from 0 here, and the interface stands in the high byte.
  const place = { wValue: 0, wIndex: port.interface.number << 8 };
  const answer = await port.controlIn({ ...setup, ...place }, LONGEST_ID, wait(signal));
  if (answer.ok) return ok(parseDeviceId(answer.value));
  return answer.error.code === 'E1010' || answer.error.code === 'E1007' ? ok(null) : answer;
}

export async function getPortStatus(port: UsbPort, signal?: AbortSignal): Promise<Result<PortStatus>> {
  const setup = { bmRequestType: FROM_INTERFACE, bRequest: GET_PORT_STATUS };
  const place = { wValue: 0, wIndex: port.interface.number };
  const answer = await port.controlIn({ ...setup, ...place }, 1, wait(signal));
  if (!answer.ok) return answer;
  const byte = answer.value[0] ?? SELECTED | NO_ERROR;
  return ok({
    paperEmpty: (byte & PAPER_EMPTY) !== 0,
    selected: (byte & SELECTED) !== 0,
    error: (byte & NO_ERROR) === 0,
  });
}

export async function softReset(port: UsbPort, signal?: AbortSignal): Promise<Result<void>> {
  const request = { bRequest: SOFT_RESET, wValue: 0, wIndex: port.interface.number };
  const nothing = new Uint8Array();
  const done = await port.controlOut({ ...request, bmRequestType: TO_INTERFACE }, nothing, wait(signal));
  if (done.ok || done.error.code !== 'E1010') return done;
  return port.controlOut({ ...request, bmRequestType: TO_OTHER }, nothing, wait(signal));
}
