import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeJpeg } from '../kit/image/codec.ts';
import { testImage } from '../kit/image/image-ops.contract.ts';
import { JpegSplitter } from './jpeg-splitter.ts';

const first = await encodeJpeg(testImage(32, 24, 3), 80);
const second = await encodeJpeg(testImage(48, 16, 3), 60);

/** A picture with another one inside its first segment, as a camera's EXIF thumbnail stands. */
function withThumbnail(picture: Uint8Array, thumbnail: Uint8Array): Uint8Array {
  const size = thumbnail.length + 2;
  return Uint8Array.of(0xff, 0xd8, 0xff, 0xe1, size >> 8, size & 0xff, ...thumbnail, ...picture.slice(2));
}

function joined(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function feed(splitter: JpegSplitter, bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const pictures: Uint8Array[] = [];
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    pictures.push(...splitter.push(bytes.slice(at, at + size)));
    at += size;
  }
  return pictures;
}

describe('cutting a stream into pictures', { timeout: 30_000 }, () => {
  it('finds the same pictures however the bytes are cut into pieces', () => {
    const bytes = joined(first, second, first);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 6 }), (sizes) => {
        const splitter = new JpegSplitter();
        expect(feed(splitter, bytes, sizes)).toEqual([first, second, first]);
        expect(splitter.discardedBytes).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  it('does not take the thumbnail inside a picture for a picture', () => {
    const picture = withThumbnail(first, second);
    expect(new JpegSplitter().push(joined(picture, second))).toEqual([picture, second]);
  });

  it('finds every whole picture between garbage of any kind', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 3, maxLength: 3 }),
        fc.integer({ min: 1, max: 500 }),
        ([a = first, b = first, c = first], size) => {
          // Garbage without an FF can neither begin a picture nor hide one.
          const clean = [a, b, c].map((part) => part.map((byte) => (byte === 0xff ? 0 : byte)));
          const bytes = joined(clean[0]!, first, clean[1]!, second, clean[2]!);
          const splitter = new JpegSplitter();
          expect(feed(splitter, bytes, [size])).toEqual([first, second]);
          expect(splitter.discardedBytes).toBe(bytes.length - first.length - second.length);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('goes on with the next picture when one breaks off', () => {
    // The break can make one segment claim up to 65,535 bytes of what follows; those pictures are found again.
    const many = joined(...Array.from({ length: Math.ceil(70_000 / second.length) }, () => second));
    for (let cut = 2; cut < first.length; cut += 41) {
      const pictures = new JpegSplitter().push(joined(first.slice(0, cut), many));
      expect(pictures.length).toBeGreaterThanOrEqual(Math.ceil(70_000 / second.length) - 1);
      expect(pictures.at(-1)).toEqual(second);
    }
  });

  it('finds its way back after any bytes at all, and never throws or hoards', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 8 }), (garbage) => {
        const splitter = new JpegSplitter(20_000);
        for (const part of garbage) splitter.push(joined(Uint8Array.of(0xff, 0xd8, 0xff), part));
        // A false segment can claim at most 65,535 bytes; behind them the stream is in step again.
        const good: Uint8Array[] = [];
        for (let sent = 0; sent < 100_000; sent += second.length) good.push(...splitter.push(second));
        expect(good.at(-1)).toEqual(second);
      }),
      { numRuns: 200 },
    );
  });

  it('survives a picture with any bytes changed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(first.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 }),
        (changes) => {
          const damaged = first.slice();
          for (const [at, value] of changes) damaged[at] = value;
          const splitter = new JpegSplitter();
          for (const picture of splitter.push(damaged))
            expect(picture.length).toBeLessThanOrEqual(damaged.length);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('throws away what is larger than any picture', () => {
    const splitter = new JpegSplitter(10_000);
    const endless = joined(first.slice(0, first.length - 2), new Uint8Array(20_000));
    expect(splitter.push(endless)).toEqual([]);
    expect(splitter.push(second)).toEqual([second]);
  });

  it('stays quick on bytes made to be slow', () => {
    const evil = new Uint8Array(400_000).map((_, i) => [0xff, 0xd8, 0xff, 0x00][i % 4] ?? 0);
    const started = performance.now();
    new JpegSplitter().push(evil);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
