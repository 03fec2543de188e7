import type { UsbAnswer, UsbModel, UsbModelSetup } from '../../drivers/kit/usb/simulator/usb-model.ts';

/** What a device keeps for the standard requests (USB 2.0, 9.4), from its plugging in to its pulling out. */
export interface StandardState {
  configuration: number;
  readonly alternates: Map<number, number>;
  isHalted(endpoint: number): boolean;
  clearHalt(endpoint: number): void;
  halt(endpoint: number): void;
}

const GET_STATUS = 0;
const CLEAR_FEATURE = 1;
const SET_FEATURE = 3;
const GET_DESCRIPTOR = 6;
const GET_CONFIGURATION = 8;
const SET_CONFIGURATION = 9;
const GET_INTERFACE = 10;
const SET_INTERFACE = 11;
const ENDPOINT_HALT = 0;

/**
 * The answer to a standard request that every device answers alike, or null when the model has to answer it: class and vendor
 * requests, and descriptors of a class such as a HID's reports.
 */
export function standardAnswer(
  model: UsbModel,
  state: StandardState,
  setup: UsbModelSetup,
): { readonly answer: UsbAnswer } | null {
  const { bmRequestType, bRequest, wValue, wIndex } = setup;
  if ((bmRequestType & 0x60) !== 0) return null;
  const toEndpoint = (bmRequestType & 0x1f) === 2;
  const endpoint = wIndex & 0xff;
  switch (bRequest) {
    case GET_DESCRIPTOR:
      return bmRequestType === 0x80 ? descriptor(model, wValue >> 8, wValue & 0xff) : null;
    case GET_STATUS:
      return { answer: Uint8Array.of(toEndpoint && state.isHalted(endpoint) ? 1 : 0, 0) };
    case CLEAR_FEATURE:
      if (toEndpoint && wValue === ENDPOINT_HALT) {
        state.clearHalt(endpoint);
        model.haltCleared?.(endpoint);
      }
      return { answer: undefined };
    case SET_FEATURE:
      if (toEndpoint && wValue === ENDPOINT_HALT) state.halt(endpoint);
      return { answer: undefined };
    case GET_CONFIGURATION:
      return { answer: Uint8Array.of(state.configuration) };
    case SET_CONFIGURATION:
      state.configuration = wValue & 0xff;
      return { answer: undefined };
    case GET_INTERFACE:
      return { answer: Uint8Array.of(state.alternates.get(wIndex) ?? 0) };
    case SET_INTERFACE:
      state.alternates.set(wIndex, wValue);
      model.setInterface?.(wIndex, wValue);
      return { answer: undefined };
    default:
      return null;
  }
}

const DEVICE = 1;
const CONFIGURATION = 2;
const STRING = 3;

function descriptor(model: UsbModel, type: number, index: number): { readonly answer: UsbAnswer } | null {
  if (type === DEVICE) return { answer: model.device };
  if (type === CONFIGURATION) return { answer: index === 0 ? model.configuration : 'stall' };
  if (type === STRING) {
    // String 0 is the list of languages: English, as the texts of nearly every device are.
    if (index === 0) return { answer: Uint8Array.of(4, STRING, 0x09, 0x04) };
    const text = model.strings[index];
    if (text === undefined) return { answer: 'stall' };
    const bytes = Buffer.from(text, 'utf16le');
    return { answer: Uint8Array.of(bytes.length + 2, STRING, ...bytes) };
  }
  // What a device of one speed and of USB 2.0 does not have: a qualifier, another speed's configuration, a BOS.
  return { answer: 'stall' };
}
