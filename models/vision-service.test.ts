import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { beforeAll, describe, expect, test } from 'vitest';
import { encodeJpeg } from '../drivers/kit/image/codec.ts';
import { loadOpenCvJs } from '../drivers/kit/image/opencv-js.ts';
import { visionErrors } from './errors.ts';
import { cameraPortrait, mapped, portrait, portraitFile, unwrap } from './kit/testing/portrait.ts';
import { createVisionService, type VisionEvent, type VisionService } from './vision-service.ts';

let service: VisionService;
const events: VisionEvent[] = [];
let reference: Uint8Array;
let front: Uint8Array;
let empty: Uint8Array;

beforeAll(async () => {
  service = createVisionService((event) => events.push(event));
  reference = await readFile(portraitFile);
  const camera = await cameraPortrait(await loadOpenCvJs());
  front = await encodeJpeg(camera, 90);
  empty = await encodeJpeg(
    mapped(await portrait(), () => 100),
    80,
  );
});

const input = (change: object = {}) => ({
  reference: { kind: 'image', bytes: reference },
  ageBand: '60plus',
  challenge: 'turn',
  liveness: 'required',
  ...change,
});

test('is ready with every model named', async () => {
  expect(unwrap(await service.ready())).toHaveLength(6);
  expect(await service.health()).toMatchObject({ state: 'online', runningChecks: 0 });
});

test('says when the models are not there', async () => {
  const broken = createVisionService(() => {}, { modelsDir: tmpdir() });
  expect(await broken.ready()).toMatchObject({ error: { code: 'E5001' } });
  expect(await broken.health()).toMatchObject({ state: 'hardwareError', errorCode: 'E5001' });
  expect(await broken.compareFaces(reference, reference)).toMatchObject({ error: { code: 'E5001' } });
});

describe('a face check', () => {
  test('runs to its outcome, which is sent once', async () => {
    unwrap(await service.startFaceCheck('one', input({ timeLimits: { totalMs: 5_000 } })));
    for (let i = 0; i <= 6; i++) unwrap(await service.frame('one', empty, i * 1_000));
    expect(events.map(({ id, outcome }) => [id, outcome.causes])).toEqual([['one', ['noFace', 'timeUp']]]);
    expect(await service.frame('one', empty, 8_000)).toMatchObject({ error: { code: 'E5202' } });
  });

  test('drops frames while it is looking at one', async () => {
    unwrap(await service.startFaceCheck('two', input()));
    const [first, second] = await Promise.all([
      service.frame('two', front, 0),
      service.frame('two', front, 40),
    ]);
    expect(unwrap(first).guidance).toBe('holdStill');
    expect(unwrap(second).guidance).toBe('noFace');
    expect((await service.health()).droppedFrames).toBe(1);
    expect(await service.startFaceCheck('two', input())).toMatchObject({ error: { code: 'E5203' } });
    expect(await service.cancelFaceCheck('two')).toBe(true);
    expect(await service.cancelFaceCheck('two')).toBe(false);
    expect(await service.frame('two', front, 80)).toMatchObject({ error: { code: 'E5202' } });
  });

  test('that is cancelled while it starts never runs', async () => {
    const started = service.startFaceCheck('three', input());
    expect(await service.cancelFaceCheck('three')).toBe(true);
    expect(await started).toMatchObject({ ok: false, error: { code: 'E5202' } });
    expect(await service.frame('three', front, 0)).toMatchObject({ error: { code: 'E5202' } });
  });

  test.each([
    ['nothing', undefined],
    ['an unknown age', input({ ageBand: '18' })],
    ['a path instead of a picture', input({ reference: { kind: 'image', bytes: '/etc/passwd' } })],
    ['a time limit outside its range', input({ timeLimits: { totalMs: 1 } })],
    ['an unknown field', input({ skipLiveness: true })],
  ])('with %s is refused', async (_name, bad) => {
    expect(await service.startFaceCheck('bad', bad)).toMatchObject({ error: { code: 'E5201' } });
  });

  test('a frame of the wrong shape is refused, a damaged one told', async () => {
    unwrap(await service.startFaceCheck('four', input()));
    expect(await service.frame('four', 'jpeg', 0)).toMatchObject({ error: { code: 'E5201' } });
    expect(await service.frame('four', front, Number.NaN)).toMatchObject({ error: { code: 'E5201' } });
    expect(await service.frame('four', front.subarray(0, 100), 0)).toMatchObject({
      error: { code: 'E5101' },
    });
    await service.cancelFaceCheck('four');
  });
});

test('compares two pictures and enrols', async () => {
  expect(unwrap(await service.compareFaces(reference, front)).same).toBe(true);
  expect(await service.compareFaces(reference, empty)).toMatchObject({ error: { code: 'E5102' } });
  expect(unwrap(await service.enrol([reference])).vectors).toHaveLength(2);
  expect(await service.enrol([])).toMatchObject({ error: { code: 'E5201' } });
});

test('every error has a number of its area, an action and a cause', () => {
  for (const [code, row] of Object.entries(visionErrors)) {
    expect(code).toMatch(/^E5\d{3}$/);
    expect(row.cause).not.toBe('');
  }
  expect(new Set(Object.values(visionErrors).map(({ name }) => name)).size).toBe(
    Object.keys(visionErrors).length,
  );
});
