/**
 * What the LD2410 radar reports about every 0.1 s (Hi-Link, serial communication protocol V1.02, 2.3): a frame F4 F3 F2 F1,
 * length (two bytes, low first), that many bytes, F8 F7 F6 F5. In it: kind (2 basic, 1 with the energies of every distance), AA,
 * target state, distance and energy of what moves, distance and energy of what is still, distance of the detection, more where
 * the kind is 1, 55, 00.
 */
export interface RadarReport {
  readonly moving: boolean;
  readonly still: boolean;
  /** Centimetres; of the last one where nothing is there now. */
  readonly movingCm: number;
  readonly stillCm: number;
  /** 0 to 100. */
  readonly movingEnergy: number;
  readonly stillEnergy: number;
}

export type RadarEvent =
  | { readonly kind: 'report'; readonly report: RadarReport }
  | { readonly kind: 'damaged' };

const HEAD = [0xf4, 0xf3, 0xf2, 0xf1] as const;
const TAIL = [0xf8, 0xf7, 0xf6, 0xf5] as const;
const LENGTH_AT = 4;
const BODY_AT = 6;
/** The basic one; one with energies has 35 in firmware that is known, and no frame is near this. */
const [LEAST, MOST] = [13, 128] as const;

/** Cuts the radar's stream into reports. Takes pieces of any size, skips noise and answers to commands, never throws. */
export class RadarParser {
  #held: Uint8Array = new Uint8Array();

  push(bytes: Uint8Array): RadarEvent[] {
    const all = Buffer.concat([this.#held, bytes]);
    const events: RadarEvent[] = [];
    let at = 0;
    for (;;) {
      at = nextHead(all, at);
      if (at + BODY_AT > all.length) break;
      const length = all.readUInt16LE(at + LENGTH_AT);
      if (length < LEAST || length > MOST) {
        // Only the head is given up: the true frame may begin within the bytes of the false one.
        events.push({ kind: 'damaged' });
        at += 1;
        continue;
      }
      const end = at + BODY_AT + length;
      if (end + TAIL.length > all.length) break;
      const report = TAIL.every((byte, index) => all[end + index] === byte)
        ? reportIn(all.subarray(at + BODY_AT, end))
        : null;
      events.push(report ? { kind: 'report', report } : { kind: 'damaged' });
      at = report ? end + TAIL.length : at + 1;
    }
    this.#held = Uint8Array.from(all.subarray(at));
    return events;
  }

  clear(): void {
    this.#held = new Uint8Array();
  }
}

/** Where the next head is, or may be when its end has not come in yet; else behind the end. */
function nextHead(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length; at += 1)
    if (HEAD.every((byte, index) => at + index >= bytes.length || bytes[at + index] === byte)) return at;
  return bytes.length;
}

function reportIn(body: Buffer): RadarReport | null {
  const [kind, start, state = 0] = body;
  const closed = body[body.length - 2] === 0x55 && body[body.length - 1] === 0x00;
  if ((kind !== 1 && kind !== 2) || start !== 0xaa || state > 3 || !closed) return null;
  return {
    moving: (state & 1) !== 0,
    still: (state & 2) !== 0,
    movingCm: body.readUInt16LE(3),
    movingEnergy: body.readUInt8(5),
    stillCm: body.readUInt16LE(6),
    stillEnergy: body.readUInt8(8),
  };
}
