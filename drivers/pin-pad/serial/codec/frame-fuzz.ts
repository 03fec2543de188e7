import { type PadAnswer, failureOfAnswer, padAnswers, parseAnswer } from './answer.ts';
import { buildFrame, type PadEvent, PadFrameParser } from './frame.ts';

/** Small, fast, repeatable random numbers (mulberry32): a failing input is named by its seed. */
function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const keyBytes = [0x2a, 0x08, 0x18, 0x0d, 0x1b, 0x07];

/** Hostile bytes (noise, keys, true frames, damaged frames, heads without an end) and the bodies of the true frames. */
function fuzzStream(seed: number): { readonly stream: Uint8Array; readonly bodies: Uint8Array[] } {
  const random = randomFrom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const noise = (length: number): number[] => Array.from({ length }, () => below(256));
  const stream: number[] = [];
  const bodies: Uint8Array[] = [];
  for (let pieces = 1 + below(6); pieces > 0; pieces -= 1) {
    const kind = below(7);
    if (kind === 0) stream.push(...noise(below(40)));
    else if (kind === 1) stream.push(keyBytes[below(keyBytes.length)] as number);
    else if (kind === 2) stream.push(0x02, ...noise(below(20)));
    else if (kind === 3) stream.push(0x02, ...Array.from({ length: below(600) }, () => 0x30 | below(16)));
    else {
      const body = Uint8Array.from(noise(1 + below(80)));
      const frame = [...buildFrame(body)];
      if (kind === 4) frame[below(frame.length)] = below(256);
      else bodies.push(body);
      stream.push(...frame);
    }
  }
  return { stream: Uint8Array.from(stream), bodies };
}

/**
 * Feeds one hostile stream to the parser whole and in pieces, and what comes out to every decoder. Returns what is wrong, or
 * null. "Wrong" is: the pieces change the outcome, or a true frame was missed.
 */
export function checkStream(seed: number): string | null {
  const { stream, bodies } = fuzzStream(seed);
  const expected = new PadFrameParser().push(stream);
  const random = randomFrom(seed ^ 0x5bd1e995);
  const pieces = new PadFrameParser();
  const events: PadEvent[] = [];
  for (let at = 0; at < stream.length; ) {
    const end = at + 1 + Math.floor(random() * 24);
    events.push(...pieces.push(stream.subarray(at, end)));
    at = end;
  }
  if (JSON.stringify(events) !== JSON.stringify(expected))
    return 'the outcome depends on how the stream was cut';

  const found = expected.flatMap((event) => (event.kind === 'frame' ? [Buffer.from(event.body)] : []));
  for (const body of found) decodeEverything(parseAnswer(body));
  let at = 0;
  for (const body of bodies) {
    const place = found.findIndex((frame, index) => index >= at && frame.equals(body));
    if (place < 0) return 'a true frame was missed';
    at = place + 1;
  }
  return null;
}

/** Every decoder takes any bytes; a decoder that throws fails the fuzz run. */
export function decodeEverything(answer: PadAnswer): void {
  failureOfAnswer('linkTest', answer);
  for (const decode of Object.values(padAnswers)) decode(answer.data);
}
