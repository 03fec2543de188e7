import type { Panel } from '../mm.ts';
import { panelOf, pitchFrom } from '../mm.ts';
import { TapGuard } from './tap-guard.ts';

/** One screen, one guard. */
export const tapGuard = new TapGuard();

/** Width of the open dock drawer in true mm, and the most of the window that it takes. */
const dockMm = 84;
const dockShare = 0.34;
let dockOpen = false;

const dockPixels = (): number => {
  const wanted = dockMm / pitchFrom(location.search) / devicePixelRatio;
  return dockOpen ? Math.round(Math.min(wanted, document.documentElement.clientWidth * dockShare)) : 0;
};

const measure = (): Panel =>
  panelOf(
    document.documentElement.clientWidth - dockPixels(),
    document.documentElement.clientHeight,
    pitchFrom(location.search),
    devicePixelRatio,
  );

let current: Panel | null = null;

const apply = (): void => {
  current = measure();
  const root = document.documentElement;
  root.style.setProperty('--mm', `${current.mm}px`);
  root.style.setProperty('--dock', `${dockPixels()}px`);
  root.dataset.turn = current.turn;
  root.dataset.room = current.room;
  root.dataset.tall = String(current.tall);
  root.dataset.shrunk = String(current.shrunk);
};

/** The open drawer takes its width from the senior's screen, which lays itself out anew in what is left. */
export const makeRoomForDock = (open: boolean): void => {
  dockOpen = open;
  apply();
};

/** The panel as it measures now. */
export const panel = (): Panel => {
  current ??= measure();
  return current;
};

/** Puts the measures where the style sheets read them: `--mm`, data-turn, data-room. Returns the function that stops. */
export const followPanel = (): (() => void) => {
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
