import { useEffect, useRef } from 'react';
import type { CropRect, FaceGuidance } from '../../../main/contract/face.ts';
import { usePreview } from './use-preview.ts';

interface FaceMirrorProps {
  readonly listen: (listener: (jpeg: Uint8Array) => void) => () => void;
  readonly crop: CropRect;
  readonly guidance: FaceGuidance;
  /** 0..1 */
  readonly progress: number;
}

/**
 * In a mirror the person's left is on the left of the picture, so the arrow for "turn left" points left.
 */
const arrows: Partial<Record<FaceGuidance, string>> = {
  turnLeft: 'M32 50H6M6 50L20 36M6 50L20 64',
  turnRight: 'M68 50H94M94 50L80 36M94 50L80 64',
  comeCloser: 'M50 84V98M42 91L50 99L58 91',
  moveBack: 'M50 98V84M42 91L50 83L58 91',
};

/** An ellipse that begins at the top and goes clockwise. */
const rim = 'M50 6a43 54 0 0 1 0 108a43 54 0 0 1 0-108';

/** The person as in a mirror, in a soft oval whose rim fills as the check goes on. */
export const FaceMirror = ({ listen, crop, guidance, progress }: FaceMirrorProps) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  const target = useRef(crop);
  useEffect(() => {
    target.current = crop;
  }, [crop]);
  usePreview(canvas, listen, target);
  const done = Math.round(Math.min(Math.max(progress, 0), 1) * 100);
  return (
    <div className="mirror" data-guidance={guidance}>
      <div className="mirror-oval">
        <canvas ref={canvas} className="mirror-picture" />
      </div>
      <svg className="mirror-rim" viewBox="0 0 100 120" role="img" aria-label={`${done}%`}>
        <path className="rim rim-track" d={rim} />
        <path className="rim rim-done" d={rim} pathLength="100" strokeDasharray={`${done} 101`} />
      </svg>
      {arrows[guidance] !== undefined && (
        <svg
          className={`mirror-arrow arrow-${guidance}`}
          viewBox="0 0 100 100"
          aria-hidden="true"
          focusable="false"
        >
          <path className="arrow-edge" d={arrows[guidance]} />
          <path className="arrow-line" d={arrows[guidance]} />
        </svg>
      )}
    </div>
  );
};
