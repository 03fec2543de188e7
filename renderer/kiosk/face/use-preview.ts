import type { RefObject } from 'react';
import { useEffect } from 'react';
import type { CropRect } from '../../../main/contract/face.ts';
import { approach, isSameCrop, sourceOf } from './crop-motion.ts';

type Listen = (listener: (jpeg: Uint8Array) => void) => () => void;

/**
 * Draws the preview into a canvas, mirrored as a mirror does (`turned` false: as the camera sees it, for something to be
 * read), moving the crop smoothly. Only the newest picture is
 * decoded; while one is being decoded the next ones only replace each other, so that the picture never lags behind. Where
 * the person's system asks for reduced motion the crop jumps. Nothing is drawn, and no frame asked for, between pictures while
 * the crop stands still: without a GPU that would take a core.
 */
export const usePreview = (
  canvas: RefObject<HTMLCanvasElement | null>,
  listen: Listen,
  crop: RefObject<CropRect>,
  turned = true,
): void => {
  useEffect(() => {
    const target = canvas.current;
    const brush = target?.getContext('2d', { alpha: false });
    if (!target || !brush) return;
    let picture: ImageBitmap | null = null;
    let waiting: Uint8Array | null = null;
    let decoding = false;
    let shown = crop.current;
    let last = performance.now();
    let frame = 0;
    let closed = false;
    const jumps = matchMedia('(prefers-reduced-motion: reduce)').matches;
    /** What the canvas shows. */
    let drawn: { picture: ImageBitmap; crop: CropRect } | null = null;

    const decode = async (): Promise<void> => {
      decoding = true;
      while (waiting !== null && !closed) {
        const jpeg = waiting;
        waiting = null;
        try {
          const decoded = await createImageBitmap(new Blob([jpeg.slice()], { type: 'image/jpeg' }));
          picture?.close();
          picture = decoded;
          wake();
        } catch {
          // A picture that cannot be decoded is one picture less; the next one comes in a moment.
        }
      }
      decoding = false;
    };
    const off = listen((jpeg) => {
      waiting = jpeg;
      if (!decoding) void decode();
    });

    const draw = (now: number) => {
      frame = 0;
      shown = jumps ? crop.current : approach(shown, crop.current, now - last);
      last = now;
      const changed = picture !== drawn?.picture || !isSameCrop(shown, drawn?.crop);
      if (picture !== null && changed) {
        const width = Math.round(target.clientWidth * devicePixelRatio);
        const height = Math.round(target.clientHeight * devicePixelRatio);
        if (target.width !== width || target.height !== height) {
          target.width = width;
          target.height = height;
        }
        if (width > 0 && height > 0) {
          drawn = { picture, crop: shown };
          const source = sourceOf(shown, picture, width / height);
          if (turned) brush.setTransform(-1, 0, 0, 1, width, 0);
          brush.drawImage(picture, source.x, source.y, source.width, source.height, 0, 0, width, height);
        }
      }
      // The crop changes with a picture, so the next picture is soon enough to look at it again.
      if (!isSameCrop(shown, crop.current)) frame = requestAnimationFrame(draw);
    };
    const wake = () => {
      if (frame !== 0 || closed) return;
      last = performance.now();
      frame = requestAnimationFrame(draw);
    };
    return () => {
      closed = true;
      off();
      cancelAnimationFrame(frame);
      picture?.close();
    };
  }, [canvas, listen, crop, turned]);
};
