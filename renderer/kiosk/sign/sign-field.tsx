import { useEffect, useRef } from 'react';
import { label } from '../../../main/contract/texts/labels.ts';
import { panel } from '../touch/screen-touch.ts';
import type { Strokes } from './strokes.ts';

interface SignFieldProps {
  readonly strokes: Strokes;
  readonly onStroke: () => void;
}

/** A touch wider than this is no fingertip but the ball of the hand. */
const palmMm = 28;
const penMm = 1.4;

/** The field to sign in, with a finger or a pen. What is drawn stays in this page until it is sent or wiped. */
export const SignField = ({ strokes, onStroke }: SignFieldProps) => {
  const ref = useRef<HTMLCanvasElement>(null);
  const told = useRef(onStroke);
  useEffect(() => {
    told.current = onStroke;
  });

  useEffect(() => {
    const canvas = ref.current;
    const brush = canvas?.getContext('2d');
    if (!canvas || !brush) return;

    /** Draws everything anew: after a change of size or of contrast. */
    const draw = () => {
      const width = Math.round(canvas.clientWidth * devicePixelRatio);
      const height = Math.round(canvas.clientHeight * devicePixelRatio);
      if (canvas.width !== width || canvas.height !== height) {
        canvas.width = width;
        canvas.height = height;
      }
      brush.clearRect(0, 0, width, height);
      brush.strokeStyle = getComputedStyle(canvas).color;
      brush.lineWidth = penMm * panel().mm * devicePixelRatio;
      brush.lineCap = 'round';
      brush.lineJoin = 'round';
      for (const stroke of strokes.signature) {
        brush.beginPath();
        for (const [index, [x, y]] of stroke.entries()) {
          const at = [(x / 1000) * width, (y / 1000) * width] as const;
          if (index === 0) brush.moveTo(...at);
          brush.lineTo(...at);
        }
        brush.stroke();
      }
    };

    const touchOf = (event: PointerEvent) => {
      const box = canvas.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top, at: event.timeStamp };
    };
    const down = (event: PointerEvent) => {
      const palm = Math.max(event.width, event.height) > palmMm * panel().mm;
      if (event.button !== 0 || palm) return;
      if (!strokes.begin(event.pointerId, touchOf(event), canvas.clientWidth)) return;
      canvas.setPointerCapture(event.pointerId);
      draw();
      told.current();
    };
    const move = (event: PointerEvent) => {
      // A screen tells several points per frame; all of them make the line smooth.
      const points = event.getCoalescedEvents();
      let moved = false;
      for (const point of points.length > 0 ? points : [event])
        moved = strokes.move(event.pointerId, touchOf(point), canvas.clientWidth) || moved;
      if (moved) draw();
    };
    const up = (event: PointerEvent) => strokes.end(event.pointerId);

    draw();
    const sized = new ResizeObserver(draw);
    sized.observe(canvas);
    canvas.addEventListener('pointerdown', down);
    canvas.addEventListener('pointermove', move);
    canvas.addEventListener('pointerup', up);
    canvas.addEventListener('pointercancel', up);
    return () => {
      sized.disconnect();
      canvas.removeEventListener('pointerdown', down);
      canvas.removeEventListener('pointermove', move);
      canvas.removeEventListener('pointerup', up);
      canvas.removeEventListener('pointercancel', up);
    };
  }, [strokes]);

  return (
    <div className="sign-frame" data-empty={strokes.count === 0}>
      <canvas ref={ref} className="sign-field" role="img" aria-label={label('sign.field')} />
      <span className="sign-here" aria-hidden="true">
        {label('sign.here')}
      </span>
    </div>
  );
};
