import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { VendorPhotoDecoder } from './vendor-decoder.ts';

// A stand-in for a vendor's library: the same two entry points, its behaviour chosen by byte 8 of the photo.
const source = `
#include <string.h>
#include <stdint.h>
static void misbehave(const unsigned char *wlt) {
  if (wlt[8] == 1) { volatile int *nowhere = 0; *nowhere = 1; }
  if (wlt[8] == 2) for (;;) ;
}
static unsigned char pixel(int x, int y, int channel) { return channel == 0 ? x : channel == 1 ? y : 7; }
int _Unpack(unsigned char *src, int n, unsigned char *dst, int *length) {
  int x, y, c;
  misbehave(src);
  if (src[8] == 3 || n != 1024) return -4;
  memset(dst, 0, 38862);
  dst[0] = 'B'; dst[1] = 'M'; dst[10] = 54; dst[14] = 40; dst[18] = 102; dst[22] = 126; dst[26] = 1; dst[28] = 24;
  for (y = 0; y < 126; y++) for (x = 0; x < 102; x++) for (c = 0; c < 3; c++)
    dst[54 + (125 - y) * 308 + x * 3 + c] = pixel(x, y, 2 - c);
  *length = 38862;
  return 1;
}
int unpack(char *wlt, char *out, int bmpSave) {
  int x, y, c;
  misbehave((unsigned char *)wlt);
  if (wlt[8] == 3 || bmpSave != 0) return 0;
  for (y = 0; y < 126; y++) for (x = 0; x < 102; x++) for (c = 0; c < 3; c++)
    out[(y * 102 + x) * 3 + c] = pixel(x, y, c);
  return 1;
}
`;

const hasCompiler = spawnSync('gcc', ['--version']).status === 0;
const why = hasCompiler ? '' : ' (skipped: gcc is not installed)';

const photo = (behaviour = 0): Uint8Array => {
  const wlt = Buffer.alloc(1024, 0x5a);
  Buffer.from('574C66007E003200', 'hex').copy(wlt);
  wlt[8] = behaviour;
  return wlt;
};

test('bytes that are no card photo are not given to the library', async () => {
  const decoder = new VendorPhotoDecoder({ library: '/nowhere.so', entry: 'unpack' });
  expect(await decoder.decode(new Uint8Array(1024))).toMatchObject({ error: { code: 'E2205' } });
});

test('a library that is not there is E2201', async () => {
  const decoder = new VendorPhotoDecoder({ library: '/nowhere.so', entry: 'unpack' });
  expect(await decoder.decode(photo())).toMatchObject({ error: { code: 'E2201', action: 'configuration' } });
});

describe.skipIf(!hasCompiler).each(['_Unpack', 'unpack'] as const)(`a library with %s${why}`, (entry) => {
  let folder: string;
  let library: string;
  const made: VendorPhotoDecoder[] = [];
  const decoderWith = (options: object = {}): VendorPhotoDecoder => {
    const decoder = new VendorPhotoDecoder({ library, entry, ...options });
    made.push(decoder);
    return decoder;
  };

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'yinling-vendor-'));
    library = path.join(folder, 'libstandin.so');
    writeFileSync(path.join(folder, 'standin.c'), source);
    const built = spawnSync('gcc', [
      '-shared',
      '-fPIC',
      '-O0',
      '-o',
      library,
      path.join(folder, 'standin.c'),
    ]);
    if (built.status !== 0) throw new Error(built.stderr.toString());
  });
  afterEach(() => Promise.all(made.splice(0).map((decoder) => decoder.close())));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const pixelAt = (rgb: Uint8Array, x: number, y: number): number[] => [
    ...rgb.subarray((y * 102 + x) * 3, (y * 102 + x) * 3 + 3),
  ];

  test('gives the picture, upright and in the right colours', async () => {
    const result = await decoderWith().decode(photo());
    if (!result.ok) throw new Error(result.error.message);
    expect(result.value.rgb.length).toBe(38_556);
    expect(pixelAt(result.value.rgb, 0, 0)).toEqual([0, 0, 7]);
    expect(pixelAt(result.value.rgb, 101, 125)).toEqual([101, 125, 7]);
  });

  test('channel order and flips are the integrator’s to set', async () => {
    const swapped = entry === '_Unpack' ? 'rgb' : 'bgr';
    const result = await decoderWith({ channelOrder: swapped, flipX: true, flipY: true }).decode(photo());
    if (!result.ok) throw new Error(result.error.message);
    expect(pixelAt(result.value.rgb, 0, 0)).toEqual([7, 125, 101]);
  });

  test('a crash costs one photo (E2202); the next one is decoded', async () => {
    const decoder = decoderWith();
    expect(await decoder.decode(photo(1))).toMatchObject({ error: { code: 'E2202' } });
    expect((await decoder.decode(photo())).ok).toBe(true);
  });

  test('a hang is ended (E2203); the next one is decoded', async () => {
    const decoder = decoderWith({ limitMs: 1500 });
    expect(await decoder.decode(photo(2))).toMatchObject({ error: { code: 'E2203' } });
    expect((await decoder.decode(photo())).ok).toBe(true);
  });

  test('a refusal is E2204 and the library stays loaded', async () => {
    const decoder = decoderWith();
    expect(await decoder.decode(photo(3))).toMatchObject({ error: { code: 'E2204' } });
    expect((await decoder.decode(photo())).ok).toBe(true);
  });

  test('a cancelled decoding is E1008', async () => {
    const stop = new AbortController();
    const decoding = decoderWith().decode(photo(2), stop.signal);
    stop.abort();
    expect(await decoding).toMatchObject({ error: { code: 'E1008' } });
  });
});
