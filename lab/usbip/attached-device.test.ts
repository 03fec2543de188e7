import { expect, it } from 'vitest';
import { configurationDescriptor, deviceDescriptor } from '../../drivers/kit/usb/simulator/descriptors.ts';
import type { UsbHost, UsbModel } from '../../drivers/kit/usb/simulator/usb-model.ts';
import { AttachedDevice } from './attached-device.ts';

/** What the kernel was told, as [sequence, status, bytes that went through, their text]; an answer to an unlink has no bytes. */
type Told = [sequence: number, status: number, done: number, text: string];

function attached(out: UsbModel['out'] = () => 'taken') {
  let host = null as UsbHost | null;
  const cleared: number[] = [];
  const settings: [number, number][] = [];
  const model: UsbModel = {
    device: deviceDescriptor({ vendorId: 0x1209, productId: 1 }),
    configuration: configurationDescriptor([
      {
        class: [0xff, 0, 0],
        endpoints: [
          { address: 0x81, type: 'bulk', maxPacketBytes: 64 },
          { address: 0x02, type: 'bulk', maxPacketBytes: 64 },
        ],
      },
    ]),
    strings: { 1: '银龄' },
    speed: 'full',
    plugged: (to) => {
      host = to;
    },
    unplugged: () => {
      host = null;
    },
    control: ({ bRequest }) => (bRequest === 0x77 ? Uint8Array.of(1, 2, 3) : 'stall'),
    out,
    haltCleared: (endpoint) => void cleared.push(endpoint),
    setInterface: (number, alternate) => void settings.push([number, alternate]),
  };
  const told: Told[] = [];
  const device = new AttachedDevice(model, (b) =>
    told.push([b.readUInt32BE(4), b.readInt32BE(20), b.readInt32BE(24), b.subarray(48).toString('latin1')]),
  );
  const none = { length: 0, packets: 0, setup: Buffer.alloc(8), data: Buffer.alloc(0) };
  return {
    told,
    device,
    cleared,
    settings,
    host: () => host,
    read: (sequence: number, length: number) =>
      device.take({ ...none, kind: 'submit', sequence, endpoint: 0x81, length }),
    write: (sequence: number, text: string) =>
      device.take({
        ...none,
        kind: 'submit',
        sequence,
        endpoint: 2,
        length: text.length,
        data: Buffer.from(text),
      }),
    request: (sequence: number, setup: number[], length = 255) =>
      device.take({
        ...none,
        kind: 'submit',
        sequence,
        endpoint: (setup[0] ?? 0) & 0x80,
        length,
        setup: Buffer.from(setup),
      }),
    unlink: (sequence: number, target: number) => device.take({ kind: 'unlink', sequence, target }),
  };
}
/** Answers that pass through promises have been given by then. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('gives each read one transfer, kept when nobody reads yet, and goes on in the next when whole packets were asked for', () => {
  const { read, told, host } = attached();
  host()?.send(0x81, Buffer.from('early'));
  read(1, 64);
  read(2, 64);
  host()?.send(0x81, Buffer.from('x'.repeat(70)));
  read(3, 64);
  read(4, 10);
  host()?.send(0x81, Buffer.from('eleven byte'));
  expect(told).toEqual([
    [1, 0, 5, 'early'],
    [2, 0, 64, 'x'.repeat(64)],
    [3, 0, 6, 'x'.repeat(6)],
    [4, -75, 10, 'eleven byt'],
  ]);
  expect(host()?.queued(0x81)).toBe(0);
});

it('halts an endpoint until the host clears it, and says so when asked', async () => {
  const { read, request, told, host, cleared } = attached();
  host()?.send(0x81, Buffer.from('after'));
  host()?.stall(0x81);
  read(1, 64);
  request(2, [0x82, 0, 0, 0, 0x81, 0, 2, 0]);
  await turn();
  request(3, [0x02, 1, 0, 0, 0x81, 0, 0, 0], 0);
  await turn();
  read(4, 64);
  expect(told).toEqual([
    [1, -32, 0, ''],
    [2, 0, 2, '\u0001\0'],
    [3, 0, 0, ''],
    [4, 0, 5, 'after'],
  ]);
  expect(cleared).toEqual([0x81]);
});

it('answers writes in their order; one that is never taken ends when the kernel takes it back, and the next one goes', async () => {
  const how = ['never', 'taken', 'stall'] as const;
  let n = 0;
  const { write, unlink, told } = attached(() => how[n++] ?? 'taken');
  write(1, 'a');
  write(2, 'bb');
  await turn();
  expect(told).toEqual([]);
  unlink(3, 1);
  await turn();
  write(4, 'ccc');
  await turn();
  write(5, 'still halted');
  await turn();
  expect(told).toEqual([
    [3, -104, 0, ''],
    [2, 0, 2, ''],
    [4, -32, 0, ''],
    [5, -32, 0, ''],
  ]);
});

it('takes a waiting read back once; too late, its answer stands', () => {
  const { read, unlink, told, host } = attached();
  read(1, 64);
  unlink(2, 1);
  unlink(3, 1);
  host()?.send(0x81, Buffer.from('x'));
  expect(told).toEqual([
    [2, -104, 0, ''],
    [3, 0, 0, ''],
  ]);
});

it('answers what every device answers, and leaves the rest to the model', async () => {
  const { request, told, device, settings } = attached();
  request(1, [0x80, 6, 0, 1, 0, 0, 8, 0], 8);
  request(2, [0x80, 6, 1, 3, 9, 4, 255, 0]);
  request(3, [0x80, 6, 0, 6, 0, 0, 10, 0]);
  request(4, [0x00, 9, 1, 0, 0, 0, 0, 0], 0);
  request(5, [0x01, 11, 2, 0, 0, 0, 0, 0], 0);
  request(6, [0x81, 10, 0, 0, 0, 0, 1, 0], 1);
  request(7, [0xc0, 0x77, 0, 0, 0, 0, 2, 0], 2);
  request(8, [0xc0, 0x78, 0, 0, 0, 0, 2, 0], 2);
  await turn();
  await turn();
  expect(told.map(([sequence, status, done]) => [sequence, status, done])).toEqual([
    [1, 0, 8],
    [2, 0, 6],
    [3, -32, 0],
    [4, 0, 0],
    [5, 0, 0],
    [6, 0, 1],
    [7, 0, 2],
    [8, -32, 0],
  ]);
  expect(told[5]?.[3]).toBe('\u0002');
  expect(device.traffic.configuration).toBe(1);
  expect(settings).toEqual([[0, 2]]);
});

it('says nothing any more when the cable is out', async () => {
  const { read, write, told, host, device } = attached();
  read(1, 64);
  write(2, 'x');
  const late = host();
  device.leave();
  late?.send(0x81, Buffer.from('late'));
  await turn();
  expect(told).toEqual([]);
  expect(host()).toBeNull();
});

it('knows no isochronous transfers', () => {
  const { device, told } = attached();
  device.take({
    kind: 'submit',
    sequence: 1,
    endpoint: 0x83,
    length: 100,
    packets: 4,
    setup: Buffer.alloc(8),
    data: Buffer.alloc(0),
  });
  expect(told).toEqual([[1, -32, 0, '']]);
});
