import { expect, it } from 'vitest';
import { commandReader, submitAnswer, transferStatus, type UsbIpCommand, unlinkAnswer } from './wire.ts';

function write32(into: Buffer, values: readonly number[]): void {
  for (const [i, value] of values.entries()) into.writeUInt32BE(value, i * 4);
}

/** As the kernel writes it: command, sequence, device, direction, endpoint, flags, length, frame, packets, interval, setup. */
function submit(
  sequence: number,
  toHost: boolean,
  endpoint: number,
  length: number,
  data = Buffer.alloc(0),
): Buffer {
  const head = Buffer.alloc(48);
  write32(head, [1, sequence, 0x10001, toHost ? 1 : 0, endpoint, 0, length]);
  head.writeInt32BE(-1, 32);
  head.set([0x80, 6, 0, 1, 0, 0, 18, 0], 40);
  return Buffer.concat([head, data]);
}
function unlink(sequence: number, target: number): Buffer {
  const head = Buffer.alloc(48);
  write32(head, [2, sequence, 0x10001, 0, 0, target]);
  return head;
}
function read(stream: Buffer, pieceBytes: number): UsbIpCommand[] {
  const commands: UsbIpCommand[] = [];
  const take = commandReader((command) => commands.push(command));
  for (let at = 0; at < stream.length; at += pieceBytes) take(stream.subarray(at, at + pieceBytes));
  return commands;
}

const stream = Buffer.concat([
  submit(7, true, 0, 18),
  submit(8, false, 2, 3, Buffer.from('abc')),
  unlink(9, 7),
  submit(10, true, 1, 512),
]);

it.each([1, 7, 47, 48, 49, 1000])(
  'finds the commands in a stream that comes in pieces of %d bytes',
  (bytes) => {
    expect(read(stream, bytes)).toMatchObject([
      {
        kind: 'submit',
        sequence: 7,
        endpoint: 0x80,
        length: 18,
        packets: 0,
        setup: Buffer.from([0x80, 6, 0, 1, 0, 0, 18, 0]),
      },
      { kind: 'submit', sequence: 8, endpoint: 0x02, data: Buffer.from('abc') },
      { kind: 'unlink', sequence: 9, target: 7 },
      { kind: 'submit', sequence: 10, endpoint: 0x81, length: 512 },
    ]);
  },
);

it('throws on what no kernel sends', () => {
  expect(() => read(Buffer.alloc(48, 9), 48)).toThrow('USB/IP has no command');
});

it('answers with how a transfer ended, how much went through, and the bytes for the host', () => {
  const [command] = read(submit(7, true, 1, 64), 48);
  if (command?.kind !== 'submit') throw new Error('no submit');
  const answer = submitAnswer(command, 0, Buffer.from('hello'));
  expect([
    answer.readUInt32BE(0),
    answer.readUInt32BE(4),
    answer.readInt32BE(20),
    answer.readInt32BE(24),
  ]).toEqual([3, 7, 0, 5]);
  expect(answer.subarray(48).toString()).toBe('hello');
  const stall = submitAnswer(command, transferStatus.stall, 0);
  expect([stall.length, stall.readInt32BE(20), stall.readInt32BE(24)]).toEqual([48, -32, 0]);
  const gone = unlinkAnswer({ kind: 'unlink', sequence: 9, target: 7 }, true);
  expect([gone.readUInt32BE(0), gone.readUInt32BE(4), gone.readInt32BE(20)]).toEqual([4, 9, -104]);
});
