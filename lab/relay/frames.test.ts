import { expect, it } from 'vitest';
import { frameOf, frameReader, type GuestWord } from './frames.ts';

const frames: GuestWord[] = [
  { do: 'start', worker: 1, name: 'vision', argument: '{"a":1}' },
  { do: 'post', worker: 1, message: { t: 'q', a: [{ jpeg: Uint8Array.of(1, 2, 3) }], none: undefined } },
  { do: 'kill', worker: 2, signal: 'SIGKILL' },
];

it.each([1, 3, 64, 10_000])('come out as they went in, from pieces of %d bytes', (bytes) => {
  const stream = Buffer.concat(frames.map(frameOf));
  const got: GuestWord[] = [];
  const take = frameReader<GuestWord>((frame) => got.push(frame));
  for (let at = 0; at < stream.length; at += bytes) take(stream.subarray(at, at + bytes));
  expect(got).toEqual(frames);
});
