import {
  configurationDescriptor,
  hidDescriptor,
  reportDescriptor,
} from '../../../kit/usb/simulator/descriptors.ts';
import type { UsbHost } from '../../../kit/usb/simulator/usb-model.ts';
import { beginsWithHeader, HEADER } from './answer-collector.ts';
import type { UsbFaults } from './usb-faults.ts';

/** How one kind of USB reader cuts the bytes of its module: descriptors, bytes out, bytes in. */
export interface UsbFraming {
  readonly configuration: Uint8Array;
  /** HID only. */
  readonly reportDescriptor?: Uint8Array;
  /** What an OUT transfer gives to the module. */
  toModule(bytes: Uint8Array): Uint8Array;
  /** Sends what the module said. */
  toHost(host: UsbHost, piece: Buffer, faults: UsbFaults): void;
}

const PACKET = 64;
const VENDOR = [0xff, 0, 0] as const;
const pipe = (address: number, type: 'bulk' | 'interrupt') => ({ address, type, maxPacketBytes: PACKET });

/** The standard module: header out 02, body out 06, header in 81, body in 85. */
export const splitFraming: UsbFraming = {
  configuration: configurationDescriptor([
    { class: VENDOR, endpoints: [0x81, 0x02, 0x85, 0x06].map((address) => pipe(address, 'bulk')) },
  ]),
  toModule: (bytes) => bytes,
  toHost: (host, piece, faults) => {
    if (!beginsWithHeader(piece)) {
      host.send(0x81, piece);
      return;
    }
    const headerBytes = faults.strike('shortHeader') ? 3 : HEADER;
    host.send(0x81, piece.subarray(0, headerBytes));
    const body = piece.subarray(HEADER);
    if (faults.strike('shortBody')) host.send(0x85, body.subarray(0, body.length >> 1));
    else if (faults.strike('longBody')) host.send(0x85, Buffer.concat([body, Buffer.alloc(200, 0x5a)]));
    else if (body.length > 0) host.send(0x85, body);
  },
};

/** One bulk pipe each way, no header of its own. */
export const pipeFraming: UsbFraming = {
  configuration: configurationDescriptor([
    { class: VENDOR, endpoints: [pipe(0x81, 'bulk'), pipe(0x02, 'bulk')] },
  ]),
  toModule: (bytes) => bytes,
  toHost: (host, piece, faults) => {
    host.send(0x81, damaged(piece, faults));
  },
};

/** An answer as a fault leaves it, where there is only one pipe. */
function damaged(piece: Buffer, faults: UsbFaults): Buffer {
  if (faults.strike('shortHeader')) return piece.subarray(0, 3);
  if (faults.strike('shortBody')) return piece.subarray(0, piece.length >> 1);
  return faults.strike('longBody') ? Buffer.concat([piece, Buffer.alloc(200, 0x5a)]) : piece;
}

/**
 * HID reports of 64 bytes, both ways. In front of the payload stand: nothing (0); the report's number (1); its number and the
 * count of bytes that matter (2). The rest of a report is filled with zeros.
 */
export function hidFraming(front: 0 | 1 | 2): UsbFraming {
  const reportId = front === 0 ? 0 : 1;
  const bytes = PACKET - (reportId ? 1 : 0);
  const report = reportDescriptor({ reportId, inputBytes: bytes, outputBytes: bytes });
  const room = PACKET - front;
  return {
    configuration: configurationDescriptor([
      {
        class: [3, 0, 0],
        extra: hidDescriptor(report.length),
        endpoints: [pipe(0x81, 'interrupt'), pipe(0x01, 'interrupt')],
      },
    ]),
    reportDescriptor: report,
    toModule: (sent) => {
      return front === 2 ? sent.subarray(2, 2 + (sent[1] ?? 0)) : sent.subarray(front);
    },
    toHost: (host, piece, faults) => {
      const kept = damaged(piece, faults);
      for (let at = 0; at < kept.length; at += room) {
        const part = kept.subarray(at, at + room);
        const head = [reportId, part.length].slice(0, front);
        const filled = Buffer.alloc(PACKET);
        filled.set(head);
        filled.set(part, front);
        host.send(0x81, filled);
      }
    },
  };
}
