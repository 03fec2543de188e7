import { deviceDescriptor } from '../../kit/usb/simulator/descriptors.ts';
import type { UsbAnswer, UsbHost, UsbModel, UsbModelSetup } from '../../kit/usb/simulator/usb-model.ts';
import type { FrameSize } from './frame-effects.ts';
import { readPictures } from './picture-line.ts';
import {
  CONTROL_INTERFACE,
  MAX_PAYLOAD_BYTES,
  STREAM_ENDPOINT,
  STREAMING_INTERFACE,
  uvcConfiguration,
} from './uvc-descriptors.ts';
import { agreeOn, firstAgreement, PROBE_BYTES, probeBytes, type UvcAgreement } from './uvc-negotiation.ts';
import { payloadsOf } from './uvc-payload.ts';

/** A size that the camera offers and the `CameraSimulator.url` that gives its pictures in just this size. */
export interface UvcPictures extends FrameSize {
  readonly url: string;
}

export interface UvcCameraOptions {
  /** The first one is the default. */
  readonly pictures: readonly [UvcPictures, ...UvcPictures[]];
  readonly serialNumber?: string;
}

export interface UvcCameraState {
  readonly streaming: boolean;
  /** The size agreed on last. */
  readonly size: FrameSize;
  readonly framesSent: number;
  /** Pictures that the host was too slow for. */
  readonly framesLeftOut: number;
}

/** bmRequestType without its direction. */
const CLASS_TO_INTERFACE = 0x21;
const SET_CUR = 0x01;
const GET_CUR = 0x81;
const GET_LEN = 0x85;
const GET_INFO = 0x86;
const GET_DEF = 0x87;
const PROBE = 1;
const COMMIT = 2;
/** Of the control interface: why the last request was refused. */
const REQUEST_ERROR_CODE = 2;
const INVALID_CONTROL = 6;
/** A picture that comes a little early is still on time. */
const EARLY = 0.75;

/**
 * A simulated UVC 1.1 camera on a bulk endpoint (Motion-JPEG): the USB shell around `CameraSimulator`, so that every fault of
 * that one is seen over USB too. It streams from the commit until the host clears the halt of the endpoint, which is how a
 * host stops a bulk stream; what is still queued then belongs to no picture any more.
 */
export class UvcCamera implements UsbModel {
  readonly device = deviceDescriptor({ vendorId: 0x1209, productId: 0x0006, class: [0xef, 2, 1] });
  readonly configuration: Uint8Array;
  readonly strings: Readonly<Record<number, string>>;
  readonly speed = 'high';
  readonly #pictures: UvcCameraOptions['pictures'];
  #host: UsbHost | null = null;
  #probe: UvcAgreement = firstAgreement;
  #committed: UvcAgreement = firstAgreement;
  #hangUp: (() => void) | null = null;
  #frameId: 0 | 1 = 0;
  #lastAt = Number.NEGATIVE_INFINITY;
  #sent = 0;
  #leftOut = 0;
  #breakOff: (() => void) | null = null;
  #broken = false;

  constructor({ pictures, serialNumber = 'CAM-1' }: UvcCameraOptions) {
    this.#pictures = pictures;
    this.configuration = uvcConfiguration(pictures);
    this.strings = { 1: 'Yinling', 2: 'Simulated camera', 3: serialNumber };
  }

  get state(): UvcCameraState {
    const { width, height } = this.#chosen;
    return {
      streaming: this.#hangUp !== null,
      size: { width, height },
      framesSent: this.#sent,
      framesLeftOut: this.#leftOut,
    };
  }

  /** The next picture ends in its middle and none follows, until it is plugged in anew; resolves when its half is sent. */
  breakOff(): Promise<void> {
    return new Promise((resolve) => {
      this.#breakOff = resolve;
    });
  }

  plugged(host: UsbHost): void {
    this.#host = host;
    this.#probe = firstAgreement;
    this.#broken = false;
  }

  unplugged(): void {
    this.#stop();
    this.#host = null;
  }

  haltCleared(endpoint: number): void {
    if (endpoint === STREAM_ENDPOINT) this.#stop();
  }

  control(setup: UsbModelSetup, data: Uint8Array): UsbAnswer {
    const to = setup.wIndex & 0xff;
    const entity = setup.wIndex >> 8;
    const selector = setup.wValue >> 8;
    if ((setup.bmRequestType & 0x7f) !== CLASS_TO_INTERFACE || entity !== 0) return 'stall';
    if (to === STREAMING_INTERFACE && (selector === PROBE || selector === COMMIT))
      return setup.bRequest === SET_CUR
        ? this.#agree(selector, data)
        : (this.#tell(setup.bRequest, selector)?.subarray(0, setup.wLength) ?? 'stall');
    if (to === CONTROL_INTERFACE && selector === REQUEST_ERROR_CODE && setup.bRequest === GET_CUR)
      return Uint8Array.of(INVALID_CONTROL);
    return 'stall';
  }

  /** Nothing is sent to a camera. */
  out(): 'stall' {
    return 'stall';
  }

  get #chosen(): UvcPictures {
    return this.#pictures[this.#committed.frameIndex - 1] ?? this.#pictures[0];
  }

  #agree(selector: number, wish: Uint8Array): UsbAnswer {
    const agreement = agreeOn(wish, this.#pictures);
    if (!agreement) return 'stall';
    this.#probe = agreement;
    if (selector === COMMIT) this.#start(agreement);
    return undefined;
  }

  #tell(request: number, selector: number): Uint8Array | null {
    if (request === GET_LEN) return Uint8Array.of(PROBE_BYTES, 0);
    // It can be got and set.
    if (request === GET_INFO) return Uint8Array.of(3);
    if (request < GET_CUR || request > GET_DEF) return null;
    const current = selector === PROBE ? this.#probe : this.#committed;
    return probeBytes(request === GET_DEF ? firstAgreement : current, this.#pictures);
  }

  #start(agreement: UvcAgreement): void {
    this.#stop();
    this.#committed = agreement;
    this.#lastAt = Number.NEGATIVE_INFINITY;
    this.#hangUp = readPictures(this.#chosen.url, (picture) => this.#show(picture));
  }

  #stop(): void {
    this.#hangUp?.();
    this.#hangUp = null;
    this.#host?.drop(STREAM_ENDPOINT);
  }

  /** As a real camera, it does not wait for its reader: what the host does not fetch in time is left out. */
  #show(picture: Uint8Array): void {
    const host = this.#host;
    const now = performance.now();
    if (!host || this.#broken || now - this.#lastAt < (this.#committed.interval / 10_000) * EARLY) return;
    if (host.queued(STREAM_ENDPOINT) > 0) {
      this.#leftOut++;
      return;
    }
    this.#lastAt = now;
    this.#frameId = this.#frameId === 0 ? 1 : 0;
    const tellBroken = this.#breakOff;
    const shown = tellBroken ? picture.subarray(0, picture.length >> 1) : picture;
    for (const payload of payloadsOf(shown, this.#frameId, MAX_PAYLOAD_BYTES, { whole: !tellBroken }))
      host.send(STREAM_ENDPOINT, payload);
    if (!tellBroken) this.#sent++;
    else {
      this.#broken = true;
      this.#breakOff = null;
      tellBroken();
    }
  }
}
