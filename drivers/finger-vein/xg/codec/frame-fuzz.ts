import { replyOf, xgAnswers } from './answer.ts';
import { buildBlock, buildFrame, type XgEvent, XgStreamParser } from './frame.ts';
import { readReport } from './hid-report.ts';
import { readCsw } from './usb-bulk.ts';

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

interface Stream {
  readonly bytes: Uint8Array;
  /** The true frames in it, in order. */
  readonly frames: readonly Uint8Array[];
}

/** Hostile bytes: noise, single zeroes, heads without an end, damaged frames, and true frames between them. */
function fuzzStream(random: () => number): Stream {
  const below = (limit: number): number => Math.floor(random() * limit);
  const noise = (length: number): number[] => Array.from({ length }, () => below(256));
  const bytes: number[] = [];
  const frames: Uint8Array[] = [];
  for (let pieces = 1 + below(6); pieces > 0; pieces -= 1) {
    const kind = below(7);
    if (kind === 0) bytes.push(...noise(below(40)));
    else if (kind === 1) bytes.push(0);
    else if (kind === 2) bytes.push(0xbb);
    else if (kind === 3) bytes.push(0xbb, 0xaa, ...noise(below(22)));
    else {
      const frame = buildFrame(below(256), Uint8Array.from(noise(below(17))), below(2));
      if (kind === 4) {
        const place = below(24);
        frame[place] = ((frame[place] as number) + 1 + below(255)) & 0xff;
      } else frames.push(frame);
      bytes.push(...frame);
    }
  }
  // What waits behind a false head is decided when enough has come in.
  bytes.push(...new Uint8Array(24));
  return { bytes: Uint8Array.from(bytes), frames };
}

function inPieces(parser: XgStreamParser, bytes: Uint8Array, random: () => number): XgEvent[] {
  const events: XgEvent[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 1 + Math.floor(random() * 30);
    events.push(...parser.push(bytes.slice(at, end)));
    at = end;
  }
  return events;
}

/**
 * Feeds one hostile stream to the parser whole and in pieces, then a block (or noise in its place), and what comes out to every
 * decoder. Returns what is wrong, or null. "Wrong" is: the pieces change the outcome, or a true frame or block was missed.
 */
export function checkStream(seed: number): string | null {
  const random = randomFrom(seed);
  const { bytes, frames } = fuzzStream(random);
  const expected = new XgStreamParser().push(bytes);
  const parser = new XgStreamParser();
  const events = inPieces(parser, bytes, random);
  if (JSON.stringify(events) !== JSON.stringify(expected))
    return 'the outcome depends on how the stream was cut';
  const found = expected.flatMap((event) => (event.kind === 'frame' ? [event.frame] : []));
  let at = 0;
  for (const frame of frames) {
    const place = found.findIndex(
      ({ command, data }, index) =>
        index >= at && command === frame[3] && Buffer.from(data).equals(frame.subarray(6, 22)),
    );
    if (place < 0) return 'a true frame was missed';
    at = place + 1;
  }
  for (const { data } of found) decodeEverything(data);

  parser.clear();
  const size = 1 + Math.floor(random() * 120);
  const block = Uint8Array.from({ length: size }, () => Math.floor(random() * 256));
  const damaged = random() < 0.3;
  const sent = buildBlock(block);
  if (damaged) sent[Math.floor(random() * size)]! ^= 0x55;
  parser.expectBlock(size);
  const [first, ...more] = inPieces(parser, sent, random);
  if (more.length > 0 || first?.kind !== (damaged ? 'damaged' : 'block')) return 'a block was misjudged';
  const next = buildFrame(0x10);
  if (inPieces(parser, next, random)[0]?.kind !== 'frame') return 'the frame behind a block was missed';
  readReport(bytes.subarray(0, 64));
  readCsw(bytes.subarray(0, 13));
  return null;
}

/** Every decoder takes any bytes; a decoder that throws fails the fuzz run. */
function decodeEverything(data: Uint8Array): void {
  replyOf(data);
  for (const decode of Object.values(xgAnswers)) decode(data);
}
