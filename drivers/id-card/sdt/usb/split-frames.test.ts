import { expect, test } from 'vitest';
import { buildRequest } from '../codec/command.ts';
import { SdtFrameParser } from '../codec/frame.ts';
import { answerFrame, fuzzStream } from '../codec/frame-fuzz.ts';
import { SplitReader, splitRequest } from './split-frames.ts';

test('a request is cut behind its length', () => {
  const cut = splitRequest(buildRequest('find'));
  expect(cut).toEqual({
    header: Uint8Array.of(0xaa, 0xaa, 0xaa, 0x96, 0x69, 0x00, 0x03),
    body: Uint8Array.of(0x20, 0x01, 0x22),
  });
});

test('what is no whole request is not cut', () => {
  const request = buildRequest('find');
  expect(splitRequest(request.subarray(0, 9))).toBeNull();
  expect(splitRequest(request.subarray(1))).toBeNull();
  expect(splitRequest(request.subarray(0, 5))).toBeNull();
  expect(splitRequest(new Uint8Array())).toBeNull();
});

test('the header says how much the body pipe has, and more than that does not go on', () => {
  const reader = new SplitReader();
  const frame = answerFrame(Uint8Array.of(0, 0, 0x90, 1, 2, 3));
  expect(reader.takeHeader(frame.subarray(0, 7))).toEqual(frame.subarray(0, 7));
  expect(reader.missing).toBe(7);
  expect(reader.takeBody(frame.subarray(7, 10))).toEqual(frame.subarray(7, 10));
  expect(reader.missing).toBe(4);
  expect(reader.takeBody(Uint8Array.of(...frame.subarray(10), 9, 9, 9))).toEqual(frame.subarray(10));
  expect(reader.missing).toBe(0);
});

test('a header that came in two transfers, behind noise, or with its body behind it, is understood', () => {
  const frame = answerFrame(Uint8Array.of(0, 0, 0x9f, 0, 0, 0, 0));
  const inTwo = new SplitReader();
  inTwo.takeHeader(frame.subarray(0, 3));
  expect(inTwo.missing).toBe(0);
  inTwo.takeHeader(frame.subarray(3, 7));
  expect(inTwo.missing).toBe(8);
  const noisy = new SplitReader();
  noisy.takeHeader(Uint8Array.of(0x00, 0xff, 0xaa, ...frame.subarray(0, 7)));
  expect(noisy.missing).toBe(8);
  const whole = new SplitReader();
  whole.takeHeader(frame);
  expect(whole.missing).toBe(0);
  whole.takeHeader(frame.subarray(0, 10));
  expect(whole.missing).toBe(5);
});

test('after a restart the next header counts', () => {
  const reader = new SplitReader();
  reader.takeHeader(answerFrame(Uint8Array.of(0, 0, 0x90)).subarray(0, 7));
  reader.restart();
  expect(reader.missing).toBe(0);
});

/** Repeatable numbers below `limit`. */
const numbers = (seed: number) => {
  let state = seed;
  return (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % limit;
  };
};

test('20,000 hostile streams in transfers of any size: nothing throws, nothing is made up, never more asked than announced', () => {
  for (let seed = 1; seed <= 20_000; seed += 1) {
    const stream = fuzzStream(seed);
    const below = numbers(seed);
    const reader = new SplitReader();
    const parser = new SdtFrameParser();
    const passed: number[] = [];
    for (let at = 0; at < stream.length; ) {
      const before = reader.missing;
      // A device may send less or more than it announced.
      const transfer = stream.subarray(at, at + 1 + below(before > 0 && below(4) > 0 ? before : 80));
      at += transfer.length;
      const out = before > 0 ? reader.takeBody(transfer) : reader.takeHeader(transfer);
      expect(out.length, `seed ${seed}`).toBe(
        before > 0 ? Math.min(before, transfer.length) : transfer.length,
      );
      expect(Buffer.compare(out, transfer.subarray(0, out.length)), `seed ${seed}`).toBe(0);
      expect(reader.missing >= 0 && reader.missing <= 2400, `seed ${seed}`).toBe(true);
      passed.push(...out);
      parser.push(out);
      if (below(20) === 0) reader.restart();
    }
    expect(passed.length).toBeLessThanOrEqual(stream.length);
  }
}, 60_000);

test('true frames, however their bodies are cut, come out as they went in', () => {
  for (let seed = 1; seed <= 2000; seed += 1) {
    const below = numbers(seed);
    const bodies = Array.from({ length: 1 + below(4) }, () =>
      Uint8Array.from({ length: 3 + below(200) }, () => below(256)),
    );
    const reader = new SplitReader();
    const parser = new SdtFrameParser();
    const got: string[] = [];
    for (const body of bodies) {
      const frame = answerFrame(body);
      const take = (bytes: Uint8Array): void => {
        for (const event of parser.push(bytes)) {
          if (event.kind === 'frame') got.push(Buffer.from(event.body).toString('hex'));
        }
      };
      take(reader.takeHeader(frame.subarray(0, 7)));
      for (let at = 7; at < frame.length; ) {
        const end = Math.min(frame.length, at + 1 + below(64));
        take(reader.takeBody(frame.subarray(at, end)));
        at = end;
      }
    }
    expect(got, `seed ${seed}`).toEqual(bodies.map((body) => Buffer.from(body).toString('hex')));
  }
}, 60_000);
