import { decodeBase, decodeBaseAndFingerprint } from './base-info.ts';
import { decodeCardText } from './card-text.ts';
import { type SdtCommandName, sdtCommands } from './command.ts';
import { decodeFingerprints } from './fingerprint.ts';
import { type FrameEvent, SdtFrameParser, standardPreamble, xorOf } from './frame.ts';
import { decodeNewAddresses } from './new-address.ts';
import { canAnswer, failureOf, isSuccess, parseResponse } from './response.ts';
import { decodeSamId } from './sam-id.ts';

/** A well-formed answer frame around `body` (SW1 SW2 SW3 DATA). */
export function answerFrame(body: Uint8Array): Uint8Array {
  const length = body.length + 1;
  const checked = Uint8Array.from([length >> 8, length & 0xff, ...body]);
  return Uint8Array.from([...standardPreamble, ...checked, xorOf(checked)]);
}

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

/** Hostile bytes: pieces of noise, true frames, damaged frames, headers without an end. */
export function fuzzStream(seed: number): Uint8Array {
  const random = randomFrom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const noise = (length: number): number[] => Array.from({ length }, () => below(256));
  const stream: number[] = [];
  for (let pieces = 1 + below(5); pieces > 0; pieces -= 1) {
    const kind = below(6);
    if (kind === 0) stream.push(...noise(below(40)));
    else if (kind === 1) stream.push(...standardPreamble.slice(0, 1 + below(5)));
    else if (kind === 2) stream.push(...standardPreamble, ...noise(2 + below(20)));
    else if (kind === 3) stream.push(...standardPreamble, 0, below(48), ...noise(below(48)));
    else {
      const frame = [...answerFrame(Uint8Array.from([0, 0, below(256), ...noise(below(60))]))];
      if (kind === 5) frame[below(frame.length)] = below(256);
      stream.push(...frame);
    }
  }
  return Uint8Array.from(stream);
}

const commandNames = Object.keys(sdtCommands) as SdtCommandName[];

/**
 * Feeds one hostile stream to the parser whole and in pieces, and everything that comes out to every decoder.
 * Returns what is wrong, or null. "Wrong" is: the pieces change the outcome, or a frame holds bytes that were not sent.
 */
export function checkStream(seed: number): string | null {
  const stream = fuzzStream(seed);
  const whole = new SdtFrameParser();
  const expected = [...whole.push(stream), ...whole.giveUp()];

  const random = randomFrom(seed ^ 0x5bd1e995);
  const pieces = new SdtFrameParser();
  const events: FrameEvent[] = [];
  for (let at = 0; at < stream.length; ) {
    const end = at + 1 + Math.floor(random() * 24);
    events.push(...pieces.push(stream.subarray(at, end)));
    at = end;
  }
  events.push(...pieces.giveUp());
  if (!sameEvents(events, expected)) return 'the outcome depends on how the stream was cut';

  const sent = Buffer.from(stream);
  for (const event of expected) {
    if (event.kind !== 'frame') continue;
    if (sent.indexOf(event.body) < 0) return 'a frame holds bytes that were not sent';
    decodeEverything(event.body, seed);
  }
  return null;
}

/** Every decoder takes any bytes; a decoder that throws fails the fuzz run. */
function decodeEverything(body: Uint8Array, seed: number): void {
  const response = parseResponse(body);
  const command = commandNames[Math.abs(seed) % commandNames.length] as SdtCommandName;
  if (!canAnswer(command, response) || !isSuccess(command, response)) failureOf(command, response);
  decodeSamId(response.data);
  decodeBase(response.data);
  decodeBaseAndFingerprint(response.data);
  decodeNewAddresses(response.data);
  decodeFingerprints(response.data);
  decodeCardText(response.data);
}

function sameEvents(left: readonly FrameEvent[], right: readonly FrameEvent[]): boolean {
  if (left.length !== right.length) return false;
  return left.every((event, index) => {
    const other = right[index] as FrameEvent;
    if (event.kind === 'frame' && other.kind === 'frame') return Buffer.compare(event.body, other.body) === 0;
    return event.kind === other.kind;
  });
}

/** Text blocks of random but frame-like content, so that the card decoders are reached past their length checks. */
export function checkCardBytes(seed: number): void {
  const random = randomFrom(seed);
  const data = new Uint8Array(1290 + Math.floor(random() * 1030));
  for (let at = 0; at < data.length; at += 1) data[at] = Math.floor(random() * 256);
  data.set([0x01, 0x00, 0x04, 0x00, random() < 0.5 ? 0x04 : 0x00, 0x00]);
  for (const base of [decodeBase(data), decodeBaseAndFingerprint(data)]) {
    if (!base) continue;
    const kindLetter = [0x20, 0x49, 0x59, 0x4a][Math.floor(random() * 4)] as number;
    base.text.set([kindLetter, 0], 248);
    decodeCardText(base.text);
    decodeFingerprints(base.fingerprint ?? new Uint8Array(0));
  }
}
