import type { Panel } from '../mm.ts';
import { panelOf, pitchFrom } from '../mm.ts';
import { TapGuard } from './tap-guard.ts';

/** One screen, one guard. */
export const tapGuard = new TapGuard();

const measure = (): Panel =>
  panelOf(
    document.documentElement.clientWidth,
    document.documentElement.clientHeight,
    pitchFrom(location.search),
    devicePixelRatio,
  );

let current: Panel | null = null;

/** The panel as it measures now. */
export const panel = (): Panel => {
  current ??= measure();
  return current;
};

/** Puts the measures where the style sheets read them: `--mm`, data-turn, data-room. Returns the function that stops. */
export const followPanel = (): (() => void) => {
  const apply = () => {
    current = measure();
    const root = document.documentElement;
    root.style.setProperty('--mm', `${current.mm}px`);
    root.dataset.turn = current.turn;
    root.dataset.room = current.room;
    root.dataset.shrunk = String(current.shrunk);
  };
  apply();
  addEventListener('resize', apply);
  return () => removeEventListener('resize', apply);
};

/** A kiosk has no context menu, no selection and no pinch: a held or doubled touch stays a touch. */
export const quietBrowserGestures = (): (() => void) => {
  const stop = (event: Event) => event.preventDefault();
  const names = ['contextmenu', 'selectstart', 'dragstart', 'gesturestart'] as const;
  for (const name of names) addEventListener(name, stop);
  return () => {
    for (const name of names) removeEventListener(name, stop);
  };
};
