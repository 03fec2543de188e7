import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeJpeg, encodePng } from '../../drivers/kit/image/codec.ts';
import type { Image } from '../../drivers/kit/image/image-ops.ts';
import { loadOpenCvJs } from '../../drivers/kit/image/opencv-js.ts';
import { crop } from '../kit/crop.ts';
import { mapped, painted, portrait, softened, unwrap } from '../kit/testing/portrait.ts';
import { compareFaces, evaluateFace } from './index.ts';
import { readPairs } from './pairs-file.ts';

let folder: string;
const file = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'faces-'));
  await mkdir(file('live'), { recursive: true });
  await mkdir(file('attack/print'), { recursive: true });
  await mkdir(file('attack/screen'), { recursive: true });
  const ops = await loadOpenCvJs();
  const whole = await portrait();
  // As large as the pictures of the usual test set: 250x250, the face a third to a half of it.
  const image = crop(whole, { x: 100, y: 0, width: 250, height: 250 });
  const jpeg = (picture: Image, quality = 90) => encodeJpeg(picture, quality);
  await writeFile(file('a.jpg'), await jpeg(image));
  await writeFile(file('a2.jpg'), await jpeg(image, 40));
  await writeFile(file('a, soft.png'), await encodePng(softened(ops, image, 1.5)));
  // No second free portrait is at hand; a face without eyes or mouth stands in for somebody else.
  await writeFile(
    file('b.jpg'),
    await jpeg(painted(image, { x: 75, y: 84, width: 100, height: 32 }, [15, 15, 15])),
  );
  await writeFile(
    file('c.jpg'),
    await jpeg(painted(image, { x: 70, y: 118, width: 110, height: 70 }, [90, 140, 200])),
  );
  await writeFile(file('empty.jpg'), await jpeg(mapped(image, () => 128)));
  await writeFile(file('broken.jpg'), 'not a picture');
  await writeFile(file('live/1.jpg'), await jpeg(whole));
  await writeFile(file('live/2.jpg'), await jpeg(mapped(whole, () => 60)));
  await writeFile(file('attack/print/1.jpg'), await jpeg(whole));
});
afterAll(() => rm(folder, { recursive: true }));

async function pairs(lines: readonly string[]): Promise<string> {
  await writeFile(file('pairs.csv'), `${lines.join('\n')}\n`);
  return file('pairs.csv');
}

describe('the pairs file', () => {
  test('may name its columns, hold commas in quotes, comments and Windows line ends', async () => {
    const read = unwrap(
      await readPairs(
        await pairs(['first,second,same\r', '# note', 'a.jpg, a2.jpg ,1\r', '"a, soft.png",b.jpg,0', '']),
      ),
    );
    expect(read).toEqual([
      { a: file('a.jpg'), b: file('a2.jpg'), genuine: true },
      { a: file('a, soft.png'), b: file('b.jpg'), genuine: false },
    ]);
  });

  test.each(['a.jpg,b.jpg', 'a.jpg,b.jpg,2', 'a.jpg;b.jpg;1', ',b.jpg,1'])(
    'a line like %j is told by number',
    async (line) => {
      const result = await readPairs(await pairs(['a.jpg,b.jpg,1', line]));
      expect(result).toMatchObject({ ok: false, error: { code: 'E5302' } });
      expect(!result.ok && result.error.message).toContain('line 2');
    },
  );

  test('that is missing is told', async () => {
    expect(await readPairs(file('none.csv'))).toMatchObject({ error: { code: 'E5301' } });
  });
});

describe('measuring', () => {
  const lines = [
    'a.jpg,a2.jpg,1',
    'a.jpg,"a, soft.png",1',
    'a2.jpg,"a, soft.png",1',
    'a.jpg,b.jpg,0',
    'a2.jpg,c.jpg,0',
    'a.jpg,empty.jpg,1',
    'a.jpg,broken.jpg,0',
    'a.jpg,missing.jpg,0',
  ];

  test('gives rates, failures, times and the curve; the same again the next time', async () => {
    const progress: number[] = [];
    const pairsCsv = await pairs(lines);
    const first = unwrap(await evaluateFace({ pairsCsv, onProgress: (done) => progress.push(done) }));
    expect(first.pairs).toEqual({ genuine: 3, impostor: 2, notScored: 3 });
    // Each picture is embedded once, however often it is named.
    expect(progress).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(first.images).toEqual({ count: 8, failures: { E5101: 1, E5102: 1, E5301: 1 } });
    expect(first.failureToAcquire).toBeCloseTo(3 / 8);
    expect(first.eer).toBe(0);
    expect(first.frrAtFar['1e-3']).toMatchObject({ far: 0, frr: 0 });
    expect(first.medianMs.total).toBeGreaterThan(first.medianMs.embedA!);
    expect(first.detCurve).toContain('<svg');
    expect(first.liveness).toBeNull();
    const { medianMs: _, ...numbers } = first;
    const { medianMs: __, ...again } = unwrap(await evaluateFace({ pairsCsv, concurrency: 2 }));
    expect(again).toEqual(numbers);
  });

  test('the liveness model gives errors per species, the worst counts', async () => {
    const { liveness } = unwrap(
      await evaluateFace({ pairsCsv: await pairs(lines.slice(0, 4)), livenessDir: folder }),
    );
    expect(liveness!.live).toMatchObject({ pictures: 2, noResponse: 1, errorRate: 0 });
    expect(liveness!.bpcer).toBe(0);
    // The "print" is the genuine portrait: a model that takes it for alive is wrong every time.
    expect(liveness!.attacks.print).toMatchObject({ pictures: 1, errorRate: 1 });
    expect(liveness!.attacks.screen).toMatchObject({ pictures: 0, errorRate: null });
    expect(liveness!.apcer).toBe(1);
  });

  test('without impostor pairs there is nothing to measure', async () => {
    expect(await evaluateFace({ pairsCsv: await pairs(lines.slice(0, 2)) })).toMatchObject({
      error: { code: 'E5303' },
    });
  });

  test('a missing liveness folder is told', async () => {
    const pairsCsv = await pairs(lines.slice(0, 4));
    expect(await evaluateFace({ pairsCsv, livenessDir: file('nowhere') })).toMatchObject({
      error: { code: 'E5301' },
    });
  });
});

describe('comparing two pictures', () => {
  test('of one person', async () => {
    const result = unwrap(await compareFaces(file('a.jpg'), file('a2.jpg')));
    expect(result).toMatchObject({ same: true, threshold: 0.449 });
    expect(result.similarity).toBeGreaterThan(0.9);
    expect(result.quality[0].reasons).toEqual([]);
    expect(result.quality[0].measures!.eyeDistance).toBeGreaterThan(40);
  });

  test('the age group moves the threshold', async () => {
    const result = unwrap(await compareFaces(file('a.jpg'), file('a2.jpg'), { ageBand: '60plus' }));
    expect(result.threshold).toBe(0.502);
  });

  test('names what hides a face', async () => {
    const result = unwrap(await compareFaces(file('a.jpg'), file('c.jpg')));
    expect(result.quality[1].reasons).toContain('covered');
  });

  test.each([
    ['missing.jpg', 'E5301'],
    ['broken.jpg', 'E5101'],
    ['empty.jpg', 'E5102'],
  ])('%s is told with %s and which picture it was', async (name, code) => {
    const result = await compareFaces(file('a.jpg'), file(name));
    expect(result).toMatchObject({ ok: false, error: { code } });
    expect(!result.ok && result.error.message).toContain('second picture');
  });
});
