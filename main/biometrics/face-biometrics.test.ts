import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FaceGuidance } from '../contract/face.ts';
import { type Failure, fail, ok, type Result } from '../contract/failure.ts';
import type { FaceCheckOutcome, FaceCheckProgress, FaceCheckRequest } from '../ports/biometrics.ts';
import type { CameraFeed, Picture } from '../ports/camera-feed.ts';
import { faceBiometrics } from './face-biometrics.ts';
import type { SealedTemplate } from '../ports/sealed-template.ts';
import type { Seen } from './vision-api.ts';

type Options = Parameters<typeof faceBiometrics>[0];

const failure = (code: string): Failure => ({ code, action: 'reset', message: 'told by the test' });
const seen = (guidance: FaceGuidance, outcome: Seen['outcome'] = null): Result<Seen> =>
  ok({ observation: { guidance, progress: 0.5, face: null }, outcome });
const same: NonNullable<Seen['outcome']> = {
  decision: 'same',
  liveness: 'live',
  similarity: 0.7,
  threshold: 0.5,
  causes: [],
  models: [],
  enrolled: null,
};
const request: FaceCheckRequest = {
  references: [
    { source: 'authority', image: new Uint8Array([1]) },
    { source: 'card', image: new Uint8Array([2]) },
  ],
  ageBand: '60plus',
  challenge: 'turn',
  enrolFor: null,
};

const firstByte = (reference: unknown): number | undefined => (reference as { bytes: Uint8Array }).bytes[0];

/** A camera and a vision worker in the hand of the test. */
function bench() {
  let onPicture: ((picture: Picture) => void) | null = null;
  const starts: number[] = [];
  const calls: { method: string; input: Record<string, unknown> }[] = [];
  const hand = {
    starts,
    calls,
    stops: 0,
    listeners: 0,
    /** Tells what the vision worker answers. */
    startFaceCheck: (_input: Record<string, unknown>): Promise<Result<void>> =>
      Promise.resolve(ok(undefined)),
    look: (_input: Record<string, unknown>): Promise<Result<Seen>> => Promise.resolve(seen('holdStill')),
    cameraStart: (): Promise<Result<void>> => Promise.resolve(ok(undefined)),
    picture: (): void => onPicture?.({ jpeg: new Uint8Array([9]), capturedAtMs: Date.now() }),
    callsOf: (method: string) => calls.filter((call) => call.method === method),
  };
  const camera: CameraFeed = {
    start: () => {
      starts.push(performance.now());
      return hand.cameraStart();
    },
    stop: async () => {
      hand.stops += 1;
    },
    onPicture: (listener) => {
      onPicture = listener;
      hand.listeners += 1;
      return () => {
        onPicture = null;
        hand.listeners -= 1;
      };
    },
    follow: () => ({ x: 0, y: 0, width: 1, height: 1 }),
  };
  const vision = {
    call: (method: string, input: Record<string, unknown>) => {
      calls.push({ method, input });
      if (method === 'startFaceCheck') return hand.startFaceCheck(input);
      if (method === 'look') return hand.look(input);
      return Promise.resolve(ok(undefined));
    },
  } as unknown as Options['vision'];
  const biometrics = faceBiometrics({
    vision,
    camera,
    liveness: 'required',
    tryLimitMs: 60_000,
    awayLimitMs: 15_000,
  });
  const progress: FaceCheckProgress[] = [];
  const stop = new AbortController();
  let result: Result<FaceCheckOutcome> | null = null;
  const check = (of: FaceCheckRequest = request): Promise<Result<FaceCheckOutcome>> =>
    biometrics
      .checkFace(of, (step) => progress.push(step), stop.signal)
      .then((told) => {
        result = told;
        return told;
      });
  return { ...hand, hand, biometrics, check, progress, stop, result: () => result };
}

/** Pictures at 10 a second for so long. */
async function film(hand: ReturnType<typeof bench>['hand'], ms: number): Promise<void> {
  for (let t = 0; t < ms; t += 100) {
    hand.picture();
    await vi.advanceTimersByTimeAsync(100);
  }
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the face check', () => {
  it('looks at pictures until the models decide, and puts out the camera', async () => {
    const { hand, check, progress, result } = bench();
    let looks = 0;
    hand.look = async () => (++looks < 3 ? seen('holdStill') : seen('done', same));
    void check();
    await film(hand, 500);
    expect(result()).toEqual(ok({ ...same, reference: 'authority' }));
    expect(progress.map(({ guidance }) => guidance)).toEqual(['holdStill', 'holdStill', 'done']);
    expect(hand).toMatchObject({ stops: 1, listeners: 0 });
    expect(hand.callsOf('endFaceCheck')).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('looks at one picture at a time and always at the newest', async () => {
    const { hand, check } = bench();
    const answers: ((told: Result<Seen>) => void)[] = [];
    hand.look = () => new Promise((answer) => answers.push(answer));
    void check();
    await film(hand, 1000);
    expect(answers).toHaveLength(1);
    answers[0]?.(seen('holdStill'));
    await vi.advanceTimersByTimeAsync(0);
    expect(answers).toHaveLength(2);
    const times = hand.callsOf('look').map(({ input }) => input.capturedAtMs as number);
    expect(times[1]).toBe(Date.now() - 100);
  });

  it('asks for liveness as the configuration says', async () => {
    const { hand, check, biometrics } = bench();
    void check();
    await vi.advanceTimersByTimeAsync(0);
    expect(biometrics.livenessSimulated).toBe(false);
    expect(hand.calls[0]?.input).toMatchObject({
      liveness: 'required',
      ageBand: '60plus',
      challenge: 'turn',
    });
  });

  it('takes the photo of the card when the one on record shows no face', async () => {
    const { hand, check, result } = bench();
    hand.startFaceCheck = async ({ reference }) =>
      firstByte(reference) === 1 ? fail(failure('E5102')) : ok(undefined);
    hand.look = async () => seen('done', same);
    void check();
    await film(hand, 200);
    expect(result()).toMatchObject({ ok: true, value: { reference: 'card' } });
  });

  it('compares with the enrolled face first, and with the picture when that does not open', async () => {
    const { hand, check, result } = bench();
    const template: SealedTemplate = {
      recordId: 'r',
      subject: 's',
      kind: 'face',
      finger: null,
      device: 'd',
      version: 1,
      wrappedKey: new Uint8Array(60),
      box: new Uint8Array(60),
      madeAt: '2026-03-01T00:00:00+08:00',
    };
    hand.startFaceCheck = async ({ reference }) =>
      (reference as { kind: string }).kind === 'sealed' ? fail(failure('E5212')) : ok(undefined);
    hand.look = async () => seen('done', same);
    void check({ ...request, references: [{ source: 'enrolled', template }, ...request.references] });
    await film(hand, 200);
    expect(hand.callsOf('startFaceCheck')[0]?.input.reference).toEqual({ kind: 'sealed', template });
    expect(result()).toMatchObject({ ok: true, value: { reference: 'authority' } });
  });

  it('hands on whom to enrol, and the sealed face that comes of it', async () => {
    const { hand, check, result } = bench();
    const enrolled = { recordId: 'r' } as never;
    hand.look = async () => seen('done', { ...same, enrolled });
    void check({ ...request, enrolFor: 'subject' });
    await film(hand, 200);
    expect(hand.callsOf('startFaceCheck')[0]?.input.enrolFor).toBe('subject');
    expect(result()).toMatchObject({ value: { enrolled } });
  });

  it('tells the failure of the last picture when none can be used, and never lights the camera', async () => {
    const { hand, check } = bench();
    hand.startFaceCheck = async ({ reference }) =>
      fail(failure(firstByte(reference) === 1 ? 'E5101' : 'E5102'));
    expect(await check()).toMatchObject({ ok: false, error: { code: 'E5102' } });
    expect(await check({ ...request, references: [] })).toMatchObject({
      ok: false,
      error: { code: 'E5102' },
    });
    expect(hand.starts).toEqual([]);
  });

  it('does not take a dead vision worker for a bad picture', async () => {
    const { hand, check } = bench();
    hand.startFaceCheck = async () => fail(failure('E9001'));
    expect(await check()).toMatchObject({ ok: false, error: { code: 'E9001' } });
    expect(hand.callsOf('startFaceCheck')).toHaveLength(1);
  });

  it('ends with the failure of a vision worker that dies while it looks, and puts out the camera', async () => {
    const { hand, check, result } = bench();
    hand.look = async () => fail(failure('E9001'));
    void check();
    await film(hand, 200);
    expect(result()).toMatchObject({ ok: false, error: { code: 'E9001' } });
    expect(hand).toMatchObject({ stops: 1, listeners: 0 });
  });
});

describe('a camera that goes away', () => {
  it('is said on the screen after 1.5 s, asked to start again, and the check goes on when it is back', async () => {
    const { hand, check, progress, result } = bench();
    void check();
    await film(hand, 1000);
    expect(hand.starts).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(4000);
    expect(progress.at(-1)?.guidance).toBe('cameraAway');
    expect(hand.starts.length).toBeGreaterThan(2);
    expect(result()).toBeNull();
    hand.look = async () => seen('done', same);
    await film(hand, 200);
    expect(result()).toMatchObject({ ok: true });
  });

  it('is not asked a second time while it is still starting', async () => {
    const { hand, check } = bench();
    let started: (told: Result<void>) => void = () => undefined;
    hand.cameraStart = () =>
      new Promise((resolve) => {
        started = resolve;
      });
    void check();
    await vi.advanceTimersByTimeAsync(8000);
    expect(hand.starts).toHaveLength(1);
    started(fail(failure('E3001')));
    await vi.advanceTimersByTimeAsync(1000);
    expect(hand.starts.length).toBeGreaterThan(1);
  });

  it('ends the try with E3007 when it stays away for 15 s, which is no try of the person', async () => {
    const { hand, check, result } = bench();
    void check();
    await film(hand, 1000);
    await vi.advanceTimersByTimeAsync(16_000);
    expect(result()).toMatchObject({ ok: false, error: { code: 'E3007' } });
    expect(hand).toMatchObject({ stops: 1, listeners: 0 });
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('the time of a try', () => {
  it.each([
    ['tooDark', 'tooDark'],
    ['tooFar', 'tooFar'],
    ['notFacing', 'notFacing'],
    ['severalPeople', 'severalPeople'],
    ['turnLeft', 'noTurn'],
    ['turnRight', 'noTurn'],
    ['comeCloser', 'noTurn'],
    ['holdStill', 'timeUp'],
  ] as const)('runs out while the screen says %s: the cause is %s', async (guidance, cause) => {
    const { hand, check, result } = bench();
    hand.look = async () => seen(guidance);
    void check();
    await film(hand, 60_100);
    expect(result()).toEqual(
      ok({
        decision: 'unsure',
        liveness: 'unsure',
        similarity: 0,
        threshold: 1,
        causes: [cause],
        reference: 'authority',
        models: [],
        enrolled: null,
      }),
    );
    expect(hand.stops).toBe(1);
  });

  it('runs out without anybody before the camera: no face', async () => {
    const { hand, check, result } = bench();
    hand.look = () => new Promise(() => undefined);
    void check();
    await film(hand, 60_100);
    expect(result()).toMatchObject({ value: { causes: ['noFace'] } });
  });

  it('shows nothing more after its end, although the models answer late', async () => {
    const { hand, check, progress, result } = bench();
    let answer: (told: Result<Seen>) => void = () => undefined;
    hand.look = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    void check();
    await film(hand, 60_100);
    expect(result()).not.toBeNull();
    const looks = hand.callsOf('look').length;
    answer(seen('tooDark'));
    await vi.advanceTimersByTimeAsync(100);
    expect(progress).toEqual([]);
    expect(hand.callsOf('look')).toHaveLength(looks);
  });
});

describe('a check that is given up', () => {
  it('ends at once, with the camera out', async () => {
    const { hand, check, stop, result } = bench();
    void check();
    await film(hand, 500);
    stop.abort();
    await vi.advanceTimersByTimeAsync(0);
    expect(result()).toMatchObject({ ok: false });
    expect(hand).toMatchObject({ stops: 1, listeners: 0 });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('before it began never lights the camera', async () => {
    const { hand, check, stop } = bench();
    stop.abort();
    expect((await check()).ok).toBe(false);
    expect(hand.starts).toEqual([]);
  });
});
