import { createHash } from 'node:crypto';
import type { CameraFeed, Picture } from '../ports/camera-feed.ts';
import type { LetterPicture } from '../session/visit-types.ts';

/** Without a picture for so long the camera is told as away and started again, ms. */
const STALL_MS = 4000;
/** Older than this, a picture is not the one the person saw when they pressed, ms. */
const FRESH_MS = 1000;

export interface LetterCamera {
  /** Takes the picture that is on the screen, or the next one. */
  photograph(): void;
  stop(): void;
}

/** The live picture of a letter, and one picture of it when the person is content. */
export function letterCamera(
  camera: Pick<CameraFeed, 'start' | 'stop' | 'onPicture'>,
  tell: {
    readonly taken: (picture: LetterPicture) => void;
    readonly away: (away: boolean) => void;
  },
): LetterCamera {
  const stop = new AbortController();
  let newest: { readonly picture: Picture; readonly at: number } | null = null;
  let wanted = false;
  let away = false;
  let seenAt = performance.now();
  let starting = false;

  const isAway = (now: boolean): void => {
    if (away === now || stop.signal.aborted) return;
    away = now;
    tell.away(now);
  };
  const take = (picture: Picture): void => {
    wanted = false;
    const bytes = Buffer.from(picture.jpeg);
    tell.taken({
      sha256: createHash('sha256').update(bytes).digest('hex'),
      jpegBase64: bytes.toString('base64'),
    });
  };
  const begin = async (): Promise<void> => {
    if (starting) return;
    starting = true;
    try {
      const started = await camera.start(stop.signal);
      if (!started.ok) isAway(true);
    } catch {
      isAway(true);
    } finally {
      starting = false;
    }
  };
  const stopPictures = camera.onPicture((picture) => {
    seenAt = performance.now();
    newest = { picture, at: seenAt };
    isAway(false);
    if (wanted) take(picture);
  });
  const stall = setInterval(() => {
    if (performance.now() - seenAt < STALL_MS) return;
    isAway(true);
    void begin();
  }, STALL_MS / 4);
  void begin();

  return {
    photograph: () => {
      if (newest && performance.now() - newest.at < FRESH_MS) take(newest.picture);
      else wanted = true;
    },
    stop: () => {
      stop.abort();
      clearInterval(stall);
      stopPictures();
      // A camera that is away has nothing to stop.
      camera.stop().catch(() => undefined);
    },
  };
}
