import { HelperArt, PutCardArt } from '../art/art.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';
import type { ViewOf } from './view-of.ts';

/** The card could not be read, is out of date, or its reader is away: what now, and who helps. */
export const CardProblem = ({ view, ...screen }: ScreenProps & ViewOf<'cardProblem'>) => (
  <Stage {...screen} art={view.problem === 'unreadable' ? <PutCardArt /> : <HelperArt />} />
);
