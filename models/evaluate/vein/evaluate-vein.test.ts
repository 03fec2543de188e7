import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { captureFrame, captureRegion, type FingerPicture } from '../../../fixtures/finger-vein/capture.ts';
import { enrolLimits } from '../../finger-vein/person-limits.ts';
import { visitLimit } from '../../finger-vein/visit-limit.ts';
import { unwrap } from '../../kit/testing/portrait.ts';
import { evaluateVein } from './evaluate-vein.ts';

let folder: string;
const frames = () => join(folder, 'frames');
const cut = () => join(folder, 'cut');

const grey = ({ width, height, data }: FingerPicture) => sharp(data, { raw: { width, height, channels: 1 } });
const png = (picture: FingerPicture) => grey(picture).png().toBuffer();

/** A quarter turn: what lay along the rows stands. */
const upright = ({ width, height, data }: FingerPicture): FingerPicture => ({
  width: height,
  height: width,
  data: Uint8Array.from(
    { length: data.length },
    (_, i) => data[(i % height) * width + (width - 1 - Math.floor(i / height))]!,
  ),
});

/** 8 bits with a grey palette, bottom line first. */
function bmp({ width, height, data }: FingerPicture): Uint8Array {
  const stride = Math.ceil(width / 4) * 4;
  const bytes = new Uint8Array(1078 + stride * height);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  for (const [at, value] of [
    [10, 1078],
    [14, 40],
    [18, width],
    [22, height],
  ] as const)
    view.setUint32(at, value, true);
  view.setUint16(28, 8, true);
  for (let i = 0; i < 256; i++) bytes.set([i, i, i, 0], 54 + i * 4);
  for (let y = 0; y < height; y++)
    bytes.set(data.subarray(y * width, (y + 1) * width), 1078 + (height - 1 - y) * stride);
  return bytes;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'veins-'));
  for (const finger of [1, 2, 3])
    for (const session of [1, 2]) {
      for (const kind of ['frames', 'cut'])
        await mkdir(join(folder, kind, `f${finger}`, `${session}`), { recursive: true });
      for (const index of [0, 1, 2, 3]) {
        const capture = session * 10 + index;
        const place = join(`f${finger}`, `${session}`, `${index}`);
        const frame = captureFrame({ finger, capture });
        if (index === 1) await writeFile(join(frames(), `${place}.bmp`), bmp(frame));
        else await writeFile(join(frames(), `${place}.png`), await png(frame));
        if (session === 1)
          await writeFile(join(cut(), `${place}.png`), await png(captureRegion({ finger, capture })));
      }
    }
  await writeFile(
    join(frames(), 'f1/1/9.png'),
    await png(captureFrame({ finger: 1, capture: 0, fault: 'noFinger' })),
  );
  await writeFile(join(frames(), 'f2/1/9.jpg'), 'no picture');
  await writeFile(join(frames(), 'f2/1/notes.txt'), 'not looked at');
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

describe('measuring finger veins', () => {
  test('finds out the geometry, runs every protocol that has pictures, and says the same the next time', async () => {
    const steps = new Set<string>();
    const options = { dir: frames(), roi: 'find', axis: 'horizontal' } as const;
    const first = unwrap(await evaluateVein({ ...options, onProgress: (step) => steps.add(step) }));
    expect(first.images).toEqual({
      count: 26,
      usable: 24,
      reasons: { noFinger: 1, E5101: 1 },
      unreadable: ['f2/1/9.jpg'],
    });
    expect(first.failureToAcquire).toBeCloseTo(2 / 26);
    expect(first.fingers).toBe(3);
    expect(Math.abs(first.geometry.fingerWidth - 150)).toBeLessThan(8);
    expect(first.geometry.length).toBe(300);
    expect(
      first.results.map(({ protocol, templates, pairs }) => [
        protocol,
        templates,
        pairs.genuine,
        pairs.impostor,
      ]),
    ).toEqual([
      ['sameSession', 1, 36, 24],
      ['sameSession', 3, 6, 12],
      ['crossSession', 1, 48, 24],
      ['crossSession', 3, 12, 24],
    ]);
    for (const { eer, failureToEnrol, frrAtFar, atLimit } of first.results) {
      expect(eer).toBeLessThan(0.2);
      expect(failureToEnrol).toBe(0);
      expect(frrAtFar['1e-4']).toBeNull();
      expect(atLimit).toMatchObject({ far: 0 });
    }
    expect([...steps]).toEqual(['pictures', 'comparisons']);
    expect(Object.keys(first.medianMs).sort()).toEqual(
      [
        ...[
          'contrast',
          'curvature',
          'decode',
          'extractAndMatch',
          'map',
          'match',
          'norm',
          'prepare',
          'region',
        ],
      ].sort(),
    );
    expect(first.detCurve).toContain('crossSession, 3 per template');
    const { medianMs: _, ...figures } = first;
    const { medianMs: __, ...again } = unwrap(await evaluateVein(options));
    expect(again).toEqual(figures);
  });

  test('takes pictures that are cut already, and normed scores at the limit of the terminal', async () => {
    const { geometry, results, images } = unwrap(
      await evaluateVein({ dir: cut(), roi: 'given', maxImpostors: 2 }),
    );
    expect(geometry).toEqual({ axis: 'horizontal', roi: 'given', fingerWidth: 100, length: 300 });
    expect(images).toEqual({ count: 12, usable: 12, reasons: {}, unreadable: [] });
    expect(results.map(({ protocol, templates }) => [protocol, templates])).toEqual([
      ['sameSession', 1],
      ['sameSession', 3],
    ]);
    expect(results[0]).toMatchObject({
      pairs: { genuine: 18, impostor: 2, impostorLeftOut: 10, strangers: 4 },
      atLimit: { limit: enrolLimits.pairZ, far: 0 },
    });
    expect(results[1]!.atLimit).toMatchObject({ limit: visitLimit(3), far: 0 });
    expect(results[0]!.atLimit!.frr).toBeLessThan(0.5);
  });

  test('reads what scanners and archives write, upright or lying, whatever the folders are called', async () => {
    const dir = join(folder, 'all sorts');
    const kinds: readonly [string, (picture: FingerPicture) => Promise<Uint8Array> | Uint8Array][] = [
      ['a b.PNG', (picture) => grey(picture).png({ palette: true, colours: 256 }).toBuffer()],
      ['palette.bmp', bmp],
      ['rgb.png', (picture) => grey(picture).toColourspace('srgb').png().toBuffer()],
      ['16 bit.png', (picture) => grey(picture).toColourspace('grey16').png().toBuffer()],
      ['ü.jpeg', (picture) => grey(picture).jpeg({ quality: 95 }).toBuffer()],
    ];
    for (const finger of [1, 2]) {
      const place = join(dir, `finger ${finger}`, 'Tuesday, in the rain');
      await mkdir(place, { recursive: true });
      for (const [capture, [name, write]] of kinds.entries())
        await writeFile(join(place, name), await write(upright(captureRegion({ finger, capture }))));
    }
    await mkdir(join(dir, 'one picture'));
    await writeFile(
      join(dir, 'one picture', '1.png'),
      await png(upright(captureRegion({ finger: 3, capture: 0 }))),
    );
    const { geometry, images, fingers, results } = unwrap(
      await evaluateVein({ dir, roi: 'given', score: 'aligned' }),
    );
    expect(geometry).toEqual({ axis: 'vertical', roi: 'given', fingerWidth: 100, length: 300 });
    expect(images).toMatchObject({ count: 11, usable: 11, unreadable: [] });
    expect(fingers).toBe(3);
    expect(results[0]).toMatchObject({ templates: 1, pairs: { genuine: 20, impostor: 5 }, eer: 0 });
    expect(results[0]!.atLimit).toBeNull();
  });

  test('a folder that is missing, or empty, or of one finger only is told', async () => {
    const options = { roi: 'given', axis: 'horizontal' } as const;
    expect(await evaluateVein({ ...options, dir: join(folder, 'none') })).toMatchObject({
      error: { code: 'E5301' },
    });
    await mkdir(join(folder, 'empty'));
    expect(await evaluateVein({ ...options, dir: join(folder, 'empty') })).toMatchObject({
      error: { code: 'E5303' },
    });
    expect(await evaluateVein({ ...options, dir: join(cut(), 'f1') })).toMatchObject({
      error: { code: 'E5303' },
    });
  });

  test('can be called off', async () => {
    const options = { dir: cut(), roi: 'given', axis: 'horizontal', signal: AbortSignal.abort() } as const;
    await expect(evaluateVein(options)).rejects.toThrow('abort');
  });
});
