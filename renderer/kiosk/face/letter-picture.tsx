import { useEffect, useRef, useState } from 'react';
import type { CropRect } from '../../../main/contract/face.ts';
import { PutLetterArt } from '../art/activation.tsx';
import { usePreview } from './use-preview.ts';

interface LetterPictureProps {
  readonly listen: (listener: (jpeg: Uint8Array) => void) => () => void;
  /** The picture is taken: the one that stands stays, and no further one is shown. */
  readonly taken: boolean;
}

const whole: CropRect = { x: 0, y: 0, width: 1, height: 1 };

/** The letter as the camera sees it: not mirrored, so that it can be read. Until there is a picture, a drawing of it. */
export const LetterPicture = ({ listen, taken }: LetterPictureProps) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  const crop = useRef(whole);
  const still = useRef(taken);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    still.current = taken;
  }, [taken]);
  const moving = useRef((listener: (jpeg: Uint8Array) => void) =>
    listen((jpeg) => {
      if (still.current) return;
      setSeen(true);
      listener(jpeg);
    }),
  );
  usePreview(canvas, moving.current, crop, false);
  return (
    <>
      {!seen && <PutLetterArt />}
      <div className="letter-picture" data-taken={taken} data-seen={seen}>
        <canvas ref={canvas} />
      </div>
    </>
  );
};
