import { label } from '../../../main/contract/texts/labels.ts';
import { CauseArt } from '../art/art.tsx';
import type { ScreenProps } from '../shell/stage.tsx';
import { Stage } from '../shell/stage.tsx';
import type { ViewOf } from './view-of.ts';

/** The camera could not tell: why, and that it may be done again or another way. */
export const FaceAgain = ({ view, ...screen }: ScreenProps & ViewOf<'faceAgain'>) => (
  <Stage {...screen} art={<CauseArt cause={view.causes[0] ?? 'timeUp'} />}>
    {view.triesLeft > 0 && <p className="aside">{label('fact.tries', { count: String(view.triesLeft) })}</p>}
  </Stage>
);
