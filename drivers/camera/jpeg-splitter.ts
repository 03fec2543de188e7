/**
 * Cuts a stream of concatenated JPEG pictures into pictures (ITU-T T.81 Annex B). Segments are skipped by their length,
 * so that a thumbnail inside a picture is not taken for one; whatever cannot be a picture is thrown away and the search
 * goes on behind it. Never throws, and keeps at most `maxBytes`.
 */
export class JpegSplitter {
  readonly #maxBytes: number;
  #buffer = new Uint8Array(0);
  /** The bytes not yet dealt with are `#buffer[#start..#end)`. */
  #start = 0;
  #end = 0;
  /** Next byte to look at. */
  #at = 0;
  #state: 'search' | 'marker' | 'entropy' = 'search';
  #hasFrame = false;
  #hasScan = false;
  #discarded = 0;

  /** `maxBytes`: the largest picture that is believed. */
  constructor(maxBytes = 4_000_000) {
    this.#maxBytes = maxBytes;
  }

  /** Bytes that belonged to no picture, so far. */
  get discardedBytes(): number {
    return this.#discarded;
  }

  /** Takes the next bytes and gives every picture that is now complete, each in memory of its own. */
  push(chunk: Uint8Array): Uint8Array[] {
    this.#append(chunk);
    const pictures: Uint8Array[] = [];
    for (;;) {
      const end = this.#advance();
      if (end === 'more') break;
      if (end === 'bad') this.#dropTo(this.#start + 1);
      else {
        pictures.push(this.#buffer.slice(this.#start, end));
        this.#searchFrom(end);
      }
    }
    if (this.#end - this.#start > this.#maxBytes) this.#dropTo(this.#end);
    return pictures;
  }

  /** Looks on from `#at`: where a whole picture ends, `bad` when the bytes at the front begin none, or `more`. */
  #advance(): number | 'more' | 'bad' {
    for (;;) {
      if (this.#state === 'search') {
        if (!this.#findStart()) return 'more';
        this.#state = 'marker';
        this.#hasFrame = false;
        this.#hasScan = false;
        this.#at = this.#start + 2;
      } else if (this.#state === 'marker') {
        const step = this.#readMarker();
        if (step !== 'next') return step;
      } else {
        const step = this.#skipEntropy();
        if (step !== 'next') return step;
      }
    }
  }

  /** Throws away all before the next FF D8 FF; false when there is none yet. */
  #findStart(): boolean {
    const view = this.#buffer.subarray(0, this.#end);
    for (let at = this.#start; ; at++) {
      at = view.indexOf(0xff, at);
      if (at < 0 || at + 2 >= this.#end) {
        this.#dropTo(at < 0 ? this.#end : at);
        return false;
      }
      if (view[at + 1] === 0xd8 && view[at + 2] === 0xff) {
        this.#dropTo(at);
        return true;
      }
    }
  }

  #readMarker(): number | 'more' | 'bad' | 'next' {
    let at = this.#at;
    if (at + 1 >= this.#end) return 'more';
    if (this.#buffer[at] !== 0xff) return 'bad';
    while (at + 1 < this.#end && this.#buffer[at + 1] === 0xff) at++;
    const marker = this.#buffer[at + 1];
    if (marker === undefined || at + 1 >= this.#end) return 'more';
    if (marker === 0xd9) return this.#hasFrame && this.#hasScan ? at + 2 : 'bad';
    // A marker without a segment (RST, TEM, SOI) or a stuffed zero cannot stand here.
    if (marker === 0x00 || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) return 'bad';
    if (at + 3 >= this.#end) return 'more';
    const size = ((this.#buffer[at + 2] ?? 0) << 8) | (this.#buffer[at + 3] ?? 0);
    if (size < 2) return 'bad';
    if (at + 2 + size > this.#end) return 'more';
    if (isFrameHeader(marker)) this.#hasFrame = true;
    if (marker === 0xda) {
      if (!this.#hasFrame) return 'bad';
      this.#hasScan = true;
      this.#state = 'entropy';
    }
    this.#at = at + 2 + size;
    return 'next';
  }

  #skipEntropy(): 'more' | 'next' {
    const view = this.#buffer.subarray(0, this.#end);
    for (;;) {
      const at = view.indexOf(0xff, this.#at);
      if (at < 0) {
        this.#at = this.#end;
        return 'more';
      }
      this.#at = at;
      const next = view[at + 1];
      if (next === undefined) return 'more';
      if (next === 0x00 || (next >= 0xd0 && next <= 0xd7)) this.#at = at + 2;
      else if (next === 0xff) this.#at = at + 1;
      else if (next === 0xd8) {
        // The next picture begins inside this one: the rest of this one was lost.
        this.#dropTo(at);
        return 'next';
      } else {
        this.#state = 'marker';
        return 'next';
      }
    }
  }

  #append(chunk: Uint8Array): void {
    this.#buffer.copyWithin(0, this.#start, this.#end);
    this.#end -= this.#start;
    this.#at -= this.#start;
    this.#start = 0;
    const needed = this.#end + chunk.length;
    if (needed > this.#buffer.length) {
      const grown = new Uint8Array(Math.max(needed, this.#buffer.length * 2, 65_536));
      grown.set(this.#buffer.subarray(0, this.#end));
      this.#buffer = grown;
    }
    this.#buffer.set(chunk, this.#end);
    this.#end = needed;
  }

  /** Throws away what stands before `position` as belonging to no picture. */
  #dropTo(position: number): void {
    this.#discarded += position - this.#start;
    this.#searchFrom(position);
  }

  #searchFrom(position: number): void {
    this.#start = position;
    this.#at = position;
    this.#state = 'search';
  }
}

/** SOF0..SOF15 without DHT (C4), JPG (C8) and DAC (CC). */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}
