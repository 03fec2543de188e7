import { transportErrors } from '../kit/errors.ts';
import { err, failure, ok, type Result } from '../kit/result.ts';
import type { CameraFrame, CameraSelfTest } from './camera.ts';
import { cameraErrors } from './errors.ts';
import type { PictureJudgement } from './picture-watch.ts';

type Subscribe<T> = (listener: (value: T) => void) => () => void;

/** Fewer pictures than this share of what was asked for is too slow for a preview and for the liveness check. */
const LEAST_SHARE = 0.8;

/**
 * Counts and judges pictures of a running camera for `durationMs`. Fails with E3006 (none came), E3008/E3009/E3010 (they
 * are black, frozen, undecodable), E3011 (too few) or E1008 (cancelled).
 */
export function judgeSelfTest(
  onFrame: Subscribe<CameraFrame>,
  onJudgement: Subscribe<PictureJudgement>,
  durationMs: number,
  fps: number,
  signal?: AbortSignal,
): Promise<Result<CameraSelfTest>> {
  const times: number[] = [];
  const judgements: PictureJudgement[] = [];
  return new Promise((resolve) => {
    const finish = (result: Result<CameraSelfTest>): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      stopFrames();
      stopJudgements();
      resolve(result);
    };
    const onAbort = (): void => finish(err(failure(transportErrors, 'E1008', 'camera self test')));
    const stopFrames = onFrame((frame) => times.push(frame.capturedAtMs));
    const stopJudgements = onJudgement((judgement) => judgements.push(judgement));
    const timer = setTimeout(() => finish(verdict(times, judgements, fps)), durationMs);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

function verdict(
  times: readonly number[],
  judgements: readonly PictureJudgement[],
  fps: number,
): Result<CameraSelfTest> {
  const last = judgements.at(-1);
  const span = (times.at(-1) ?? 0) - (times[0] ?? 0);
  if (!last || span <= 0) return err(failure(cameraErrors, 'E3006', `${times.length} pictures`));
  const codes = { black: 'E3008', frozen: 'E3009', undecodable: 'E3010' } as const;
  if (last.fault) return err(failure(cameraErrors, codes[last.fault]));
  const framesPerSecond = ((times.length - 1) * 1000) / span;
  if (framesPerSecond < fps * LEAST_SHARE)
    return err(failure(cameraErrors, 'E3011', `${framesPerSecond.toFixed(1)} of ${fps} a second`));
  const { brightness, contrast, sharpness } = last;
  return ok({ framesPerSecond, brightness, contrast, sharpness });
}
