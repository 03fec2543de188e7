import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { encodeJpeg } from '../../drivers/kit/image/codec.ts';
import type { Image } from '../../drivers/kit/image/image-ops.ts';
import { cameraPortrait, mapped, painted, placed, portraitFile, unwrap } from '../kit/testing/portrait.ts';
import { turned } from '../kit/testing/turned.ts';
import { Challenge, type ChallengeGuidance, type ChallengeKind, seededRandom } from './challenge.ts';
import { FaceCheck } from './face-check.ts';
import type { FaceCheckInput, FaceGuidance, FaceOutcome } from './face-check-types.ts';
import { FacePipeline } from './face-pipeline.ts';
import { enrolPictures } from './reference.ts';
import { readTemplate } from './template.ts';

let pipeline: FacePipeline;
let reference: Uint8Array;
/** Frames by what the person does. */
let frames: Record<'front' | 'left' | 'right' | 'near' | 'far' | 'dark' | 'empty' | 'masked', Uint8Array>;

/** Five frames a second: fewer than the camera gives, enough to see everything. */
const FRAME_MS = 200;

beforeAll(async () => {
  pipeline = unwrap(await FacePipeline.load());
  reference = await readFile(portraitFile);
  const front = await cameraPortrait(pipeline.ops);
  const main = await pipeline.mainFace(front);
  const { mesh } = await pipeline.locate(front, main!.face);
  const points = mesh.mesh.map(([x, y, z]) => ({ x, y, z }));
  const scaled = (factor: number): Image => {
    const size = Math.round(1024 * factor);
    const resized = pipeline.ops.resize(front, size, size, 'bilinear');
    // The face stays where it was.
    return placed(resized, 1024, 1024, Math.round(434 * (1 - factor)), Math.round(250 * (1 - factor)));
  };
  const jpeg = (image: Image) => encodeJpeg(image, 92);
  frames = {
    front: await jpeg(front),
    left: await jpeg(turned(front, points, 27)),
    right: await jpeg(turned(front, points, -27)),
    near: await jpeg(scaled(1.25)),
    far: await jpeg(scaled(0.8)),
    dark: await jpeg(mapped(front, (value) => value / 6)),
    empty: await jpeg(mapped(front, () => 120)),
    masked: await jpeg(painted(front, { x: 360, y: 236, width: 180, height: 150 }, [90, 140, 200])),
  };
});

const input = (change: Partial<FaceCheckInput> = {}): FaceCheckInput => ({
  reference: { kind: 'image', bytes: reference },
  ageBand: '60plus',
  challenge: 'turn',
  liveness: 'required',
  seed: 1,
  ...change,
});

/** A person who does what the screen says. */
const obedient: Partial<Record<FaceGuidance, keyof typeof frames>> = {
  turnLeft: 'left',
  turnRight: 'right',
  faceForward: 'front',
  comeCloser: 'near',
  moveBack: 'front',
};

/** A seed by which this is asked first. */
function seedFor(kind: ChallengeKind, first: ChallengeGuidance): number {
  for (let seed = 0; ; seed++) if (new Challenge(kind, seededRandom(seed)).guidance === first) return seed;
}

interface Played {
  readonly outcome: FaceOutcome | null;
  readonly guidances: readonly FaceGuidance[];
  readonly progress: readonly number[];
}

/** Feeds frames until the check ends, at most 200; `act` chooses the next picture by what was asked last. */
async function play(
  check: FaceCheck,
  act: (asked: FaceGuidance, index: number) => keyof typeof frames,
  frameMs = FRAME_MS,
): Promise<Played> {
  const guidances: FaceGuidance[] = [];
  const progress: number[] = [];
  for (let i = 0; i < 200 && check.outcome === null; i++) {
    const asked = guidances.at(-1) ?? 'holdStill';
    const seen = unwrap(await check.frame(frames[act(asked, i)], 1_000 + i * frameMs));
    guidances.push(seen.guidance);
    progress.push(seen.progress);
  }
  return { outcome: check.outcome, guidances, progress };
}

describe('the enrolled person', () => {
  test('who looks and turns as asked is the same and alive', async () => {
    const check = unwrap(await FaceCheck.create(pipeline, input({ enrol: true })));
    expect(check.template).toBeNull();
    const { outcome, guidances, progress } = await play(check, (asked) => obedient[asked] ?? 'front');
    expect(outcome).toMatchObject({ decision: 'same', liveness: 'live', causes: [] });
    expect(outcome!.similarity).toBeGreaterThan(0.9);
    expect(outcome!.threshold).toBe(0.502);
    expect(outcome!.livenessScore).toBeGreaterThan(0.6);
    expect(outcome!.models).toHaveLength(6);
    expect(outcome!.timings.embedA).toBeGreaterThan(0);
    expect(outcome!.frames).toBe(guidances.length);
    expect(guidances.at(-1)).toBe('done');
    expect(guidances).toContain('faceForward');
    // At least eight frames over one and a half seconds before anything is asked.
    expect(guidances.findIndex((guidance) => guidance.startsWith('turn'))).toBeGreaterThanOrEqual(8);
    expect(progress.toSorted((a, b) => a - b)).toEqual(progress);
    expect(progress.at(-1)).toBe(1);
    expect(unwrap(await check.frame(frames.front, 99_000)).guidance).toBe('done');
    // The live face, enrolled: the same person as on the picture.
    const enrolled = unwrap(readTemplate(pipeline.embedder, check.template));
    const pictured = unwrap(
      readTemplate(pipeline.embedder, unwrap(await enrolPictures(pipeline, [reference]))),
    );
    expect(pipeline.embedder.similarity(enrolled, pictured)).toBeGreaterThan(0.9);
  });

  test.each(['turnLeft', 'turnRight'] as const)(
    'needs only a small turn in the assisted way: %s',
    async (side) => {
      const seed = seedFor('assistedTurn', side);
      const check = unwrap(await FaceCheck.create(pipeline, input({ seed, challenge: 'assistedTurn' })));
      const { outcome, guidances } = await play(check, (asked) => obedient[asked] ?? 'front');
      expect(outcome).toMatchObject({ decision: 'same', liveness: 'live' });
      expect(guidances).toContain(side);
    },
  );

  test.each([
    ['comeCloser', 'near'],
    ['moveBack', 'far'],
  ] as const)('whose neck is stiff may move instead: %s first', async (first, frame) => {
    const seed = seedFor('approach', first);
    const check = unwrap(await FaceCheck.create(pipeline, input({ seed, challenge: 'approach' })));
    const { outcome, guidances } = await play(check, (asked) => (asked === first ? frame : 'front'));
    expect(outcome).toMatchObject({ decision: 'same', liveness: 'live', causes: [] });
    expect(guidances).toContain(first);
  });

  test('is known by a stored template too', async () => {
    const template = unwrap(await enrolPictures(pipeline, [reference]));
    const check = unwrap(
      await FaceCheck.create(pipeline, input({ reference: { kind: 'template', template } })),
    );
    const { outcome } = await play(check, (asked) => obedient[asked] ?? 'front');
    expect(outcome).toMatchObject({ decision: 'same', liveness: 'live' });
  });

  test('with a simulated camera is the same, and liveness says simulated with the score kept', async () => {
    const check = unwrap(await FaceCheck.create(pipeline, input({ liveness: 'simulated' })));
    const { outcome } = await play(check, (asked) => obedient[asked] ?? 'front');
    expect(outcome).toMatchObject({ decision: 'same', liveness: 'simulated', causes: [] });
    expect(outcome!.livenessScore).toBeGreaterThan(0);
  });
});

describe('what goes wrong is named', () => {
  test('a picture that does not turn is never accepted', async () => {
    const check = unwrap(await FaceCheck.create(pipeline, input({ timeLimits: { challengeMs: 3_000 } })));
    const { outcome } = await play(check, () => 'front');
    expect(outcome).toMatchObject({ decision: 'unsure', liveness: 'unsure', causes: ['noTurn', 'timeUp'] });
  });

  test('the wrong side does not count', async () => {
    const check = unwrap(await FaceCheck.create(pipeline, input({ timeLimits: { challengeMs: 3_000 } })));
    const { outcome } = await play(check, (asked) =>
      asked === 'turnLeft' ? 'right' : asked === 'turnRight' ? 'left' : 'front',
    );
    expect(outcome!.causes).toContain('noTurn');
  });

  test.each([
    ['empty', 'noFace'],
    ['dark', 'tooDark'],
    ['masked', 'covered'],
  ] as const)('a try that sees only %s frames ends with %s', async (frame, cause) => {
    const check = unwrap(await FaceCheck.create(pipeline, input({ timeLimits: { totalMs: 5_000 } })));
    const { outcome, guidances } = await play(check, () => frame);
    expect(new Set(guidances)).toEqual(new Set([cause, 'done']));
    expect(outcome).toMatchObject({ decision: 'unsure', similarity: 0, causes: [cause, 'timeUp'] });
  });

  test('a face that goes away in the middle has to begin anew', async () => {
    const check = unwrap(await FaceCheck.create(pipeline, input({ timeLimits: { totalMs: 180_000 } })));
    let gone = 0;
    const { outcome, progress } = await play(check, (asked) => {
      if (asked.startsWith('turn') && gone < 15) gone++;
      if (gone > 0 && gone < 15) {
        gone++;
        return 'empty';
      }
      return obedient[asked] ?? 'front';
    });
    expect(outcome).toMatchObject({ decision: 'same' });
    expect(progress.some((value, i) => i > 0 && value < progress[i - 1]!)).toBe(true);
  });

  test('a slow machine that looks every two seconds is not taken for an absence', async () => {
    const check = unwrap(await FaceCheck.create(pipeline, input({ timeLimits: { totalMs: 180_000 } })));
    const { outcome, progress } = await play(check, (asked) => obedient[asked] ?? 'front', 2_000);
    expect(outcome).toMatchObject({ decision: 'same' });
    expect(progress.every((value, i) => i === 0 || value >= progress[i - 1]!)).toBe(true);
  });

  test('a damaged frame is told and changes nothing', async () => {
    const check = unwrap(await FaceCheck.create(pipeline, input()));
    expect(await check.frame(Uint8Array.from([1, 2, 3]), 0)).toMatchObject({
      ok: false,
      error: { code: 'E5101' },
    });
    expect(unwrap(await check.frame(frames.front, 10)).guidance).toBe('holdStill');
  });

  test('a reference without a face, or none at all, is told before the person is asked anything', async () => {
    const create = (bytes: Uint8Array) =>
      FaceCheck.create(pipeline, input({ reference: { kind: 'image', bytes } }));
    expect(await create(frames.empty)).toMatchObject({ error: { code: 'E5102' } });
    expect(await create(Uint8Array.from([9]))).toMatchObject({ error: { code: 'E5101' } });
  });
});
