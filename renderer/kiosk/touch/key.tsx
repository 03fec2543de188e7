import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import { Button } from 'react-aria-components';
import { panel, tapGuard } from './screen-touch.ts';
import { padQuietMs } from './tap-guard.ts';

/** How far beyond its edge a key still takes a touch, in mm: old hands overshoot. */
const marginMm = 3;

export type KeyTone = 'primary' | 'plain' | 'help' | 'bar' | 'done' | 'choice' | 'pad' | 'large';

interface KeyProps {
  /** Unique on the screen; the tap guard tells keys apart by it. */
  readonly id: string;
  readonly tone: KeyTone;
  readonly onTap: () => void;
  readonly children: ReactNode;
  readonly icon?: ReactNode;
  /** For choices: whether this one is chosen. */
  readonly chosen?: boolean | undefined;
  readonly label?: string | undefined;
  /** For the keys of a password: a touch does not leave the focus on the key that was pressed last. */
  readonly traceless?: boolean;
}

/**
 * The one button of the senior's screen. Fingers go through the tap guard, by native listeners on the element so that the
 * pressed look is painted with the next frame; keyboard and assistive clicks come from the react-aria button.
 */
export const Key = ({ id, tone, onTap, children, icon, chosen, label, traceless = false }: KeyProps) => {
  const ref = useRef<HTMLButtonElement>(null);
  const act = useRef(onTap);
  useEffect(() => {
    act.current = onTap;
  });

  useEffect(() => {
    const key = ref.current;
    if (key === null) return;
    let held: number | null = null;
    const touchOf = (event: PointerEvent) => ({
      pointerId: event.pointerId,
      x: event.clientX / panel().mm,
      y: event.clientY / panel().mm,
      at: performance.now(),
    });
    const isInside = (event: PointerEvent) => {
      const box = key.getBoundingClientRect();
      const margin = marginMm * panel().mm;
      return (
        event.clientX >= box.left - margin &&
        event.clientX <= box.right + margin &&
        event.clientY >= box.top - margin &&
        event.clientY <= box.bottom + margin
      );
    };
    // While held, the lift is awaited on the window: react-aria gives the captured pointer back, and a finger that slid
    // off the key lifts elsewhere.
    const release = () => {
      held = null;
      delete key.dataset.down;
      removeEventListener('pointerup', up);
      removeEventListener('pointercancel', cancel);
    };
    const down = (event: PointerEvent) => {
      if (event.button !== 0 || !tapGuard.down(id, touchOf(event), tone === 'pad' ? padQuietMs : undefined))
        return;
      held = event.pointerId;
      key.dataset.down = '';
      addEventListener('pointerup', up);
      addEventListener('pointercancel', cancel);
    };
    const up = (event: PointerEvent) => {
      if (event.pointerId !== held) return;
      release();
      if (tapGuard.up(id, touchOf(event), isInside(event))) act.current();
    };
    const cancel = (event: PointerEvent) => {
      if (event.pointerId !== held) return;
      release();
      tapGuard.cancel(event.pointerId);
    };
    key.addEventListener('pointerdown', down);
    return () => {
      if (held !== null) tapGuard.cancel(held);
      release();
      key.removeEventListener('pointerdown', down);
    };
  }, [id, tone]);

  useEffect(() => {
    const key = ref.current;
    if (!traceless || key === null) return;
    // It is this event, also the one that follows a touch, that gives a button the focus.
    const stay = (event: Event) => event.preventDefault();
    key.addEventListener('mousedown', stay);
    return () => key.removeEventListener('mousedown', stay);
  }, [traceless]);

  return (
    <Button
      ref={ref}
      className={`key key-${tone}`}
      data-key={id}
      {...(chosen === undefined ? {} : { 'data-chosen': chosen, 'aria-pressed': chosen })}
      {...(label === undefined ? {} : { 'aria-label': label })}
      onPress={(event) => {
        if (event.pointerType === 'keyboard' || event.pointerType === 'virtual') onTap();
      }}
    >
      {icon === undefined ? null : (
        <span className="key-icon" aria-hidden="true">
          {icon}
        </span>
      )}
      <span className="key-words">{children}</span>
    </Button>
  );
};
